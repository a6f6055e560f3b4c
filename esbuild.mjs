// Bundles everything into dist/: the command line, the extension, and the licences of what is bundled.
import { chmodSync, mkdirSync, readFileSync } from "node:fs";
import { build } from "esbuild";
import { buildExtension } from "./esbuild.extension.mjs";

const { version } = JSON.parse(readFileSync("package.json", "utf8"));

mkdirSync("dist", { recursive: true });
const { metafile } = await build({
  entryPoints: ["src/cli/main.ts"],
  outfile: "dist/cli.js",
  bundle: true,
  platform: "node",
  target: "node20",
  format: "esm",
  metafile: true,
  define: { KALLOC_LENS_VERSION: JSON.stringify(version) },
  banner: {
    // Dependencies that are CommonJS call require(), which an ES module does not have.
    js: '#!/usr/bin/env node\nimport { createRequire as createRequireOfBundle } from "node:module";\nconst require = createRequireOfBundle(import.meta.url);',
  },
  logLevel: "warning",
});
chmodSync("dist/cli.js", 0o755);
// The wasm files of the parser come with the extension.
await buildExtension({ beside: [metafile] });
