// Licences of the packages whose code is in a bundle.
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const MODULES = fileURLToPath(new URL("../node_modules/", import.meta.url));

/** Names of the packages that esbuild's metafiles name, sorted; the grammar's wasm is copied, not bundled. */
export function packagesIn(metafiles) {
  const inputs = metafiles.flatMap((metafile) => Object.keys(metafile.inputs));
  const names = inputs.map((input) => /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1]);
  return [...new Set([...names.filter((name) => name !== undefined), "tree-sitter-c"])].sort();
}

/** The text of all their licences. */
export function licencesOf(packages) {
  return packages.map(licenceOf).join(`\n${"-".repeat(80)}\n\n`);
}

function licenceOf(name) {
  const folder = `${MODULES}${name}`;
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  return `${name}\n\n${file ? readFileSync(`${folder}/${file}`, "utf8").trim() : "see its package"}\n`;
}
