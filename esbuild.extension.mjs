// Bundles the language server and the extension into dist/, beside the command line.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { licencesOf, packagesIn } from "./scripts/licences.mjs";
import { checkPanels } from "./scripts/panel-budget.mjs";
import { billOfMaterials } from "./scripts/sbom.mjs";

const require = createRequire(import.meta.url);

const REQUIRE =
  'import { createRequire as createRequireOfBundle } from "node:module";\nconst require = createRequireOfBundle(import.meta.url);';

/** Compiled code that runs as it is: another one than was reviewed is not shipped. Pinned by SHA-256. */
const WASM = {
  "web-tree-sitter/web-tree-sitter.wasm": "beca80e44cccbf2299ed4d1e3fa6462a9a6fe818aeebf847547a392227ce4acc",
  "tree-sitter-c/tree-sitter-c.wasm": "c852c2a85ebf2beb636aa3b0ef7f7e70458684d74f6741b20dcb296885bed9f9",
};

/** Panels, each with a script of its own. */
const PANELS = ["guide", "explorer", "slab", "buddy", "struct"];

/**
 * Files that import "vscode" share one object. A bundler copies all that a module exports for each file that imports it,
 * here some 400 names for 40 files, a tenth of what loading the bundle takes. Of this object there is nothing to copy.
 */
const SHARED_VSCODE = {
  name: "shared-vscode",
  setup(bundle) {
    bundle.onResolve({ filter: /^vscode$/ }, ({ path, namespace }) =>
      namespace === "vscode" ? { path, external: true } : { path, namespace: "vscode" },
    );
    bundle.onLoad({ filter: /.*/, namespace: "vscode" }, () => ({
      contents: `module.exports = Object.create(require("vscode"), { __esModule: { value: true } });`,
    }));
  },
};

/** Each bundle on its own: they run in different places. */
const BUNDLES = [
  {
    entryPoints: ["src/server/node/main.ts"],
    outfile: "server.mjs",
    platform: "node",
    target: "node20",
    format: "esm",
    banner: { js: REQUIRE },
  },
  {
    entryPoints: ["src/server/browser/main.ts"],
    outfile: "server-web.js",
    platform: "browser",
    target: "es2022",
    format: "iife",
    // The parser's runtime only imports these under Node.
    external: ["fs/promises", "module"],
    // It makes an address for its wasm file of this, which it then gets handed over.
    define: { "import.meta.url": '"https://localhost/"' },
  },
  {
    entryPoints: ["src/client/node/main.ts"],
    outfile: "client.cjs",
    platform: "node",
    target: "node20",
    format: "cjs",
    plugins: [SHARED_VSCODE],
  },
  {
    entryPoints: ["src/client/browser/main.ts"],
    outfile: "client-web.js",
    platform: "browser",
    target: "es2022",
    format: "cjs",
    plugins: [SHARED_VSCODE],
  },
  ...PANELS.map((name) => ({
    entryPoints: [`src/webview/${name}/main.tsx`],
    outfile: `webview-${name}.js`,
    platform: "browser",
    target: "es2022",
    format: "iife",
    jsx: "automatic",
    jsxImportSource: "preact",
  })),
];

/** `beside` are metafiles of other bundles in the same folder, for the licences. */
export async function buildExtension({ outdir = "dist", minify = false, beside = [] } = {}) {
  mkdirSync(outdir, { recursive: true });
  const built = await Promise.all(
    BUNDLES.filter(({ entryPoints: [entry] }) => existsSync(entry)).map(({ outfile, ...bundle }) =>
      build({ ...bundle, outfile: `${outdir}/${outfile}`, bundle: true, minify, metafile: true, logLevel: "warning" }),
    ),
  );
  if (minify) checkPanels(built.map(({ metafile }) => metafile));
  const metafiles = [...beside, ...built.map(({ metafile }) => metafile)];
  const packages = packagesIn(metafiles);
  writeFileSync(`${outdir}/THIRD-PARTY-LICENSES.txt`, licencesOf(packages));
  writeFileSync(`${outdir}/sbom.cdx.json`, billOfMaterials(packages));
  for (const [file, pinned] of Object.entries(WASM)) {
    const wasm = readFileSync(require.resolve(file));
    const hash = createHash("sha256").update(wasm).digest("hex");
    if (hash !== pinned)
      throw new Error(`${file} has the SHA-256 ${hash}, ${pinned} is pinned in esbuild.extension.mjs`);
    writeFileSync(`${outdir}/${file.split("/")[1]}`, wasm);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildExtension({ outdir: process.argv[2] });
