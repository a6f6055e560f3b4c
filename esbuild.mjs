// Bundles everything into dist/: the command line, the extension, and the licences of what is bundled.
import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
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
await buildExtension();
writeFileSync("dist/THIRD-PARTY-LICENSES.txt", licences([...bundledPackages(metafile), "tree-sitter-c"]));

/** Packages of node_modules whose code is in the bundle. */
function bundledPackages({ inputs }) {
  const names = Object.keys(inputs).map((input) => /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1]);
  return new Set(names.filter((name) => name !== undefined));
}

function licences(packages) {
  return packages
    .sort()
    .map((name) => {
      const folder = `node_modules/${name}`;
      const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
      return `${name}\n\n${file ? readFileSync(`${folder}/${file}`, "utf8").trim() : "see its package"}\n`;
    })
    .join(`\n${"-".repeat(80)}\n\n`);
}
