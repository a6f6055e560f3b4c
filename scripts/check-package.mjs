// Packs the extension twice, under another time zone and umask: the same bytes, all that belongs in it and nothing else.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { packExtension } from "../test/e2e/vscode/stage.mjs";

/** The package installs in a moment; images are the half of it. */
const LARGEST = 2.5 * 2 ** 20;

const first = readFileSync(await packExtension());
process.umask(0o077);
process.env.TZ = "Asia/Tokyo";
const second = readFileSync(await packExtension());
assert.ok(first.equals(second), "packed twice, the package differs");
assert.ok(first.length <= LARGEST, `the package has ${first.length} bytes, more than ${LARGEST}`);

const names = namesIn(first);
for (const needed of [
  "package.json",
  "readme.md",
  "changelog.md",
  "LICENSE.txt",
  "media/icon.png",
  "dist/sbom.cdx.json",
])
  assert.ok(names.includes(`extension/${needed}`), `the package lacks ${needed}`);
const strange = names.filter((name) => /\.(?:ts|tsx|map|c)$|node_modules|\/(?:test|src|scripts)\//.test(name));
assert.deepEqual(strange, [], "the package has files that do not belong in it");
console.log(`The package is the same twice: ${names.length} files, ${(first.length / 1024).toFixed(0)} KiB`);

/** Names of the files in a zip archive, as its central directory lists them. */
function namesIn(bytes) {
  const names = [];
  const end = bytes.lastIndexOf("PK\x05\x06");
  let at = bytes.readUInt32LE(end + 16);
  for (let count = bytes.readUInt16LE(end + 10); count > 0; count--) {
    const [name, extra, comment] = [28, 30, 32].map((offset) => bytes.readUInt16LE(at + offset));
    names.push(bytes.toString("utf8", at + 46, at + 46 + name));
    at += 46 + name + extra + comment;
  }
  return names;
}
