// A real VS Code: its server in a process of its own, its workbench in Chromium.
import { execFileSync, spawn } from "node:child_process";
import { createWriteStream, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { requireProgram } from "../requirements.mjs";
import { launchChromium } from "./chromium.mjs";
import { freePort } from "./free-port.mjs";
import { installedVscode } from "./install.mjs";

const QUIET = {
  "security.workspace.trust.enabled": false,
  "workbench.startupEditor": "none",
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "telemetry.telemetryLevel": "off",
  "update.mode": "none",
  "extensions.autoUpdate": false,
  "extensions.autoCheckUpdates": false,
  "chat.disableAIFeatures": true,
  "files.autoSave": "off",
  "git.openRepositoryInParentFolders": "never",
};

/** Starts VS Code with a profile of its own, which is gone afterwards. */
export async function startWorkbench({ settings = {}, vsix } = {}) {
  const ripgrep = requireProgram("ripgrep", ["rg"]);
  const { server, node } = installedVscode(ripgrep);
  const home = mkdtempSync(join(tmpdir(), "kalloc-lens-vscode-"));
  const dirs = ["server", "user/User", "extensions"].map((name) => join(home, name));
  for (const dir of dirs) mkdirSync(dir, { recursive: true });
  writeFileSync(join(home, "user/User/settings.json"), JSON.stringify({ ...QUIET, ...settings }));

  const places = ["--server-data-dir", dirs[0], "--user-data-dir", join(home, "user"), "--extensions-dir", dirs[2]];
  if (vsix) {
    const install = [server, "--install-extension", vsix, "--accept-server-license-terms", ...places];
    execFileSync(node, install, { stdio: "ignore" });
  }
  const vscode = await startServer(node, server, places, join(home, "server.log"));
  const context = await launchChromium(join(home, "chrome"));
  const page = context.pages()[0] ?? (await context.newPage());
  return {
    page,
    context,
    port: vscode.port,
    exited: vscode.exited,
    uriOf: (path) => `vscode-remote://127.0.0.1:${vscode.port}${encodeURI(path)}`,
    /** Opens a folder; `payload` is what the desktop takes from its command line. */
    open: (query, payload) => {
      const parameters = new URLSearchParams({ ...query, payload: JSON.stringify(payload) });
      return page.goto(`http://127.0.0.1:${vscode.port}/?${parameters}`);
    },
    async stop() {
      await Promise.race([context.close().catch(() => {}), new Promise((resolve) => setTimeout(resolve, 5000))]);
      vscode.stop();
      rmSync(home, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

async function startServer(node, script, places, logFile) {
  const port = await freePort();
  const args = [
    script,
    ...["--host", "127.0.0.1", "--port", String(port), "--without-connection-token", "--accept-server-license-terms"],
    ...["--telemetry-level", "off", "--disable-workspace-trust", "--enable-smoke-test-driver", "--log", "info"],
    ...places,
  ];
  const child = spawn(node, args, { stdio: ["ignore", "pipe", "pipe"], detached: true });
  const log = createWriteStream(logFile);
  child.stderr.pipe(log);
  const exited = new Promise((resolve) => child.on("exit", resolve));
  await new Promise((resolve, reject) => {
    let output = "";
    const timer = setTimeout(() => reject(new Error("the VS Code server did not start")), 60_000);
    child.stdout.on("data", (chunk) => {
      log.write(chunk);
      output += chunk;
      if (!/Extension host agent listening|available at/.test(output)) return;
      clearTimeout(timer);
      resolve();
    });
    exited.then((code) => reject(new Error(`the VS Code server ended with ${code}: ${output}`)));
  });
  return {
    port,
    exited,
    stop() {
      try {
        process.kill(-child.pid, "SIGTERM");
      } catch {
        // It has ended already.
      }
    },
  };
}
