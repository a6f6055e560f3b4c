// Installs the dependencies where they are missing or older than the lock file. Plain Node: nothing is installed yet.
import { spawnSync } from "node:child_process";
import { statSync } from "node:fs";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("..", import.meta.url));

setUp();

function setUp() {
  const [major] = process.versions.node.split(".");
  if (Number(major) < 20) fail(`Node ${process.versions.node} is too old, 20 or later is needed`);
  if (changed("node_modules/.package-lock.json") >= changed("package-lock.json")) return;
  console.log("Installing dependencies: npm ci");
  const env = { ...process.env, PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: "1" };
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  const run = spawnSync(npm, ["ci", "--no-audit", "--no-fund"], { cwd: ROOT, env, stdio: "inherit" });
  if (run.status !== 0) fail(`npm ci failed${run.error ? `: ${run.error.message}` : ""}`);
}

/** Time of the last change; 0 for what is not there. */
function changed(path) {
  return statSync(new URL(`../${path}`, import.meta.url), { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

function fail(why) {
  console.error(why);
  process.exit(1);
}
