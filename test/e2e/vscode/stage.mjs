// Lays the extension out as it is shipped, and packs it.
import { execFileSync } from "node:child_process";
import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { buildExtension } from "../../../esbuild.extension.mjs";
import { externalised } from "../../../scripts/nls.mjs";
import { CACHE, ROOT } from "./paths.mjs";

/** A folder with the extension, as `vsce` packs it; `only` leaves one of its two entries. */
export async function stageExtension(name, only) {
  const stage = `${CACHE}${name}/`;
  rmSync(stage, { recursive: true, force: true });
  mkdirSync(stage, { recursive: true });
  const manifest = {
    ...JSON.parse(readFileSync(`${ROOT}package.json`, "utf8")),
    main: "./dist/client.cjs",
    browser: "./dist/client-web.js",
  };
  manifest.files = ["dist", "media", "syntaxes", "docs", "l10n", "package.nls.json", "CHANGELOG.md", "LICENSE"];
  for (const key of ["private", "scripts", "devDependencies", "bin"]) delete manifest[key];
  if (only === "browser") {
    // The web worker judges by `main` whether scripts are modules; without it, by `type`.
    delete manifest.main;
    delete manifest.type;
  }
  if (only === "main") delete manifest.browser;
  const shipped = externalised(manifest);
  writeFileSync(`${stage}package.json`, JSON.stringify(shipped.manifest, undefined, 2));
  writeFileSync(`${stage}package.nls.json`, JSON.stringify(shipped.texts, undefined, 2));
  for (const path of ["media", "syntaxes", "docs", "l10n", "README.md", "CHANGELOG.md", "LICENSE"])
    if (existsSync(ROOT + path)) cpSync(ROOT + path, stage + path, { recursive: true });
  await buildExtension({ outdir: `${stage}dist`, minify: true });
  return stage;
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
  makeModesPlain(stage);
  execFileSync(process.execPath, [`${ROOT}node_modules/@vscode/vsce/vsce`, "package", ...options], {
    cwd: stage,
    env: { ...process.env, ...REPRODUCIBLE },
    stdio: ["ignore", "ignore", "inherit"],
  });
  return vsix;
}

/** The archive's times are the first that the format can hold, told as UTC: the same files make the same bytes. */
const REPRODUCIBLE = { SOURCE_DATE_EPOCH: String(Date.UTC(1980, 0, 1) / 1000), TZ: "UTC" };

function makeModesPlain(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = `${folder}/${entry.name}`;
    chmodSync(path, entry.isDirectory() ? 0o755 : 0o644);
    if (entry.isDirectory()) makeModesPlain(path);
  }
}
