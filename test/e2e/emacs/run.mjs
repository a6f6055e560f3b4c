// Drives Emacs with eglot against the bundled server: diagnostics, hover, an edit, a code action.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { buildExtension } from "../../../esbuild.extension.mjs";
import { report, requireProgram, SKIPPED } from "../requirements.mjs";
import { CACHE } from "../vscode/paths.mjs";
import { freshWorkspace } from "../vscode/workspace.mjs";

const emacs = requireProgram("Emacs", ["emacs"]);
const options = { encoding: "utf8", timeout: 120_000 };
// Debian's packages and the user's make themselves known in package-initialize; Emacs 29 has eglot itself.
const start = ["--batch", "--no-init-file", "--eval", "(package-initialize)"];
if (spawnSync(emacs, [...start, "--eval", "(require 'eglot)"], options).status !== 0) {
  console.log("skipped: Emacs has no eglot (Debian: elpa-eglot)");
  process.exit(SKIPPED);
}
const dist = `${CACHE}dist-emacs`;
await buildExtension({ outdir: dist });
const run = spawnSync(emacs, [...start, "-l", fileURLToPath(new URL("test.el", import.meta.url))], {
  ...options,
  cwd: freshWorkspace("emacs"),
  env: { ...process.env, KALLOC_LENS_SERVER: `${dist}/server.mjs`, LC_ALL: "C.UTF-8" },
});
const output = run.stdout + run.stderr;
console.log(output.trim());
const counts = /RESULT (\d+) passed, (\d+) failed/.exec(output);
report(Number(counts?.[1] ?? 0), Number(counts?.[2] ?? 1));
