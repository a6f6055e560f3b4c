// Bundles everything into dist/: the command line, the extension, and the licences of what is bundled.
import { chmodSync, mkdirSync, readFileSync } from "node:fs";
import { build } from "esbuild";
import { buildExtension } from "./esbuild.extension.mjs";

const { version } = JSON.parse(readFileSync("package.json", "utf8"));

mkdirSync("dist", { recursive: true });
// Dependencies that are CommonJS call require(), which an ES module does not have.
const REQUIRE =
  'import { createRequire as createRequireOfBundle } from "node:module";\nconst require = createRequireOfBundle(import.meta.url);';

/** A program for Node: nothing of it comes with the extension. */
async function program(entry, outfile, banner) {
  const { metafile } = await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: "node",
    target: "node20",
    format: "esm",
    metafile: true,
    define: { KALLOC_LENS_VERSION: JSON.stringify(version) },
    banner: { js: banner },
    logLevel: "warning",
  });
  return metafile;
}

const cli = await program("src/cli/main.ts", "dist/cli.js", `#!/usr/bin/env node\n${REQUIRE}`);
const mcp = await program("src/mcp/main.ts", "dist/mcp.mjs", REQUIRE);
chmodSync("dist/cli.js", 0o755);
// The wasm files of the parser come with the extension.
await buildExtension({ beside: [cli, mcp] });
