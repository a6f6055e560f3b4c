import { spawnSync } from "node:child_process";
import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

/** Bundles a script as what is shipped is bundled, with the parser's wasm files beside it, and runs it. */
export async function runBundled(script, args) {
  const folder = mkdtempSync(join(tmpdir(), "kalloc-lens-run-"));
  try {
    const outfile = join(folder, "main.mjs");
    await build({
      entryPoints: [fileURLToPath(new URL(script, import.meta.url))],
      outfile,
      bundle: true,
      platform: "node",
      target: "node20",
      format: "esm",
      define: { KALLOC_LENS_VERSION: '"unreleased"' },
      banner: {
        js: 'import { createRequire as createRequireOfBundle } from "node:module";\nconst require = createRequireOfBundle(import.meta.url);',
      },
    });
    for (const wasm of ["web-tree-sitter/web-tree-sitter.wasm", "tree-sitter-c/tree-sitter-c.wasm"])
      copyFileSync(fileURLToPath(new URL(`../node_modules/${wasm}`, import.meta.url)), join(folder, basename(wasm)));
    return spawnSync(process.execPath, [outfile, ...args], { stdio: "inherit" }).status ?? 1;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
