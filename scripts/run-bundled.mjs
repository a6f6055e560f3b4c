import { spawnSync } from "node:child_process";
import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

/**
 * Bundles a script as what is shipped is bundled, with the parser's wasm files beside it, and runs it. Where it drives a
 * server, that is bundled too, and KALLOC_LENS_SERVER names it.
 */
export async function runBundled(script, args, { server } = {}) {
  const folder = mkdtempSync(join(tmpdir(), "kalloc-lens-run-"));
  try {
    const entry = (path) => fileURLToPath(new URL(path, import.meta.url));
    await build({
      entryPoints: { main: entry(script), ...(server ? { server: entry(`../${server}`) } : {}) },
      outdir: folder,
      outExtension: { ".js": ".mjs" },
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
    const env = { ...process.env, KALLOC_LENS_SERVER: join(folder, "server.mjs") };
    return spawnSync(process.execPath, [join(folder, "main.mjs"), ...args], { stdio: "inherit", env }).status ?? 1;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
