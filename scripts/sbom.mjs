// The software bill of materials (CycloneDX 1.5) of what is shipped: the packages whose code is in a bundle.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("..", import.meta.url));

/** The bill for the packages named, as JSON text: the same for the same lock file. */
export function billOfMaterials(packages) {
  const lock = JSON.parse(readFileSync(`${ROOT}package-lock.json`, "utf8")).packages;
  const { name, version } = JSON.parse(readFileSync(`${ROOT}package.json`, "utf8"));
  const bill = {
    bomFormat: "CycloneDX",
    specVersion: "1.5",
    version: 1,
    metadata: { component: { type: "application", name, version, licenses: [{ license: { id: "MIT" } }] } },
    components: packages.map((packageName) => componentOf(packageName, lock[`node_modules/${packageName}`])),
  };
  return `${JSON.stringify(bill, undefined, 2)}\n`;
}

function componentOf(name, { version, license, integrity }) {
  const [algorithm, digest] = integrity.split("-");
  return {
    type: "library",
    name,
    version,
    purl: `pkg:npm/${name.replace("@", "%40")}@${version}`,
    licenses: [{ license: { id: license } }],
    hashes: [{ alg: algorithm.replace("sha", "SHA-"), content: Buffer.from(digest, "base64").toString("hex") }],
  };
}
