// Runs the suite in VS Code's extension host: `node`, the usual one, or `browser`, the web worker.
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { runTests } from "@vscode/test-electron";
import { report, requireProgram } from "../requirements.mjs";
import { CACHE, SCREENSHOTS } from "./paths.mjs";
import { stageExtension } from "./stage.mjs";
import { buildSuite } from "./suite-bundle.mjs";
import { freshWorkspace } from "./workspace.mjs";

const kind = process.argv[2] === "browser" ? "browser" : "node";
requireProgram("Chromium", ["/usr/lib/chromium/chromium", "chromium", "google-chrome"]);
requireProgram("ripgrep", ["rg"]);
mkdirSync(SCREENSHOTS, { recursive: true });

const stage = await stageExtension(`stage-${kind}`, kind === "browser" ? "browser" : "main");
const suite = await buildSuite(kind, stage);

const result = `${CACHE}result-${kind}.txt`;
rmSync(result, { force: true });
const executable = process.env.KALLOC_LENS_VSCODE ?? fileURLToPath(new URL("code.mjs", import.meta.url));
await runTests({
  vscodeExecutablePath: executable,
  extensionDevelopmentPath: stage,
  extensionTestsPath: suite,
  launchArgs: [freshWorkspace(kind), "--disable-extensions"],
  extensionTestsEnv: {
    KALLOC_LENS_RESULT: result,
    KALLOC_LENS_SCREENSHOT: `${SCREENSHOTS}timeout-${kind}.png`,
  },
}).catch(() => {});

const counts = /(\d+) passed, (\d+) failed/.exec(readOr(result, ""));
report(Number(counts?.[1] ?? 0), Number(counts?.[2] ?? 1));

function readOr(file, otherwise) {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return otherwise;
  }
}
