// `npm run bump -- 0.2.0`: the version in the manifest and its lock file, and the changelog's heading for it.
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const [version = ""] = process.argv.slice(2);
if (!/^\d+\.\d+\.\d+$/.test(version)) fail("Usage: npm run bump -- MAJOR.MINOR.PATCH");
const old = JSON.parse(read("package.json")).version;
if (compare(version, old) <= 0) fail(`${version} is not above ${old}`);

replace("package.json", `"version": "${old}"`, `"version": "${version}"`);
replace("package-lock.json", `"version": "${old}"`, `"version": "${version}"`);
// The lock file names it a second time, for the root package.
replace("package-lock.json", `"version": "${old}"`, `"version": "${version}"`);
replace(
  "CHANGELOG.md",
  "## Unreleased\n",
  `## Unreleased\n\n## ${version} (${new Date().toISOString().slice(0, 10)})\n`,
);
console.log(`${old} → ${version}: commit it, tag it v${version}, push the tag`);

/** Replaces the first occurrence; a file without it is not what this script knows. */
function replace(path, what, by) {
  const text = read(path);
  if (!text.includes(what)) fail(`${path} has no ${what.trim()}`);
  writeFileSync(absolute(path), text.replace(what, by));
}

function compare(a, b) {
  const [left, right] = [a, b].map((text) => text.split(".").map(Number));
  const at = left.findIndex((part, i) => part !== right[i]);
  return at < 0 ? 0 : left[at] - right[at];
}

function read(path) {
  return readFileSync(absolute(path), "utf8");
}

function absolute(path) {
  return fileURLToPath(new URL(`../${path}`, import.meta.url));
}

function fail(why) {
  console.error(why);
  process.exit(2);
}
