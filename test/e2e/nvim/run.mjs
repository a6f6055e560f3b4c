// Drives Neovim against the bundled server: hover, lenses as drawn, diagnostics, edits.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { buildExtension } from "../../../esbuild.extension.mjs";
import { report, requireProgram } from "../requirements.mjs";
import { CACHE } from "../vscode/paths.mjs";
import { freshWorkspace } from "../vscode/workspace.mjs";

const nvim = requireProgram("Neovim", ["nvim"]);
const dist = `${CACHE}dist-nvim`;
await buildExtension({ outdir: dist });
const script = fileURLToPath(new URL("test.lua", import.meta.url));
const args = ["--headless", "-u", "NONE", "-i", "NONE", "-n", "-c", `luafile ${script}`, "driver.c"];
const run = spawnSync(nvim, args, {
  cwd: freshWorkspace("nvim"),
  env: { ...process.env, KALLOC_LENS_SERVER: `${dist}/server.mjs`, LC_ALL: "C.UTF-8" },
  encoding: "utf8",
  timeout: 120_000,
});
const output = run.stdout + run.stderr;
console.log(output.trim());
const counts = /RESULT (\d+) passed, (\d+) failed/.exec(output);
report(Number(counts?.[1] ?? 0), Number(counts?.[2] ?? 1));
