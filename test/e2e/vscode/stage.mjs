// Lays the extension out as it is shipped, and packs it.
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { buildExtension } from "../../../esbuild.extension.mjs";
import { CACHE, ROOT } from "./paths.mjs";

/** A folder with the extension, as `vsce` packs it; `only` leaves one of its two entries. */
export async function stageExtension(name, only) {
  const stage = `${CACHE}${name}/`;
  rmSync(stage, { recursive: true, force: true });
  mkdirSync(stage, { recursive: true });
  const manifest = {
    ...JSON.parse(readFileSync(`${ROOT}package.json`, "utf8")),
    ...contributions(),
    main: "./dist/client.cjs",
    browser: "./dist/client-web.js",
  };
  manifest.files = ["dist", "media", "syntaxes", "docs"];
  for (const key of ["private", "scripts", "devDependencies", "bin"]) delete manifest[key];
  if (only === "browser") {
    // The web worker judges by `main` whether scripts are modules; without it, by `type`.
    delete manifest.main;
    delete manifest.type;
  }
  if (only === "main") delete manifest.browser;
  writeFileSync(`${stage}package.json`, JSON.stringify(manifest, undefined, 2));
  for (const path of ["media", "syntaxes", "docs", "README.md", "CHANGELOG.md", "LICENSE"])
    if (existsSync(ROOT + path)) cpSync(ROOT + path, stage + path, { recursive: true });
  await buildExtension({ outdir: `${stage}dist`, minify: true });
  return stage;
}

/** What the manifest says to the editor, as long as that is a file of its own. */
function contributions() {
  const file = `${ROOT}src/client/contributes.json`;
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {};
}

/** Packs the extension into a .vsix and returns its path. */
export async function packExtension() {
  const stage = await stageExtension("stage-vsix");
  const vsix = `${CACHE}kalloc-lens.vsix`;
  const options = [
    "--no-dependencies",
    "--allow-missing-repository",
    "--skip-license",
    "--no-rewrite-relative-links",
    "--out",
    vsix,
  ];
  execFileSync(process.execPath, [`${ROOT}node_modules/@vscode/vsce/vsce`, "package", ...options], {
    cwd: stage,
    stdio: ["ignore", "ignore", "inherit"],
  });
  return vsix;
}
