import { fileURLToPath } from "node:url";
import { build } from "esbuild";

/** Bundles the suite for an extension host, `node` or `browser`, into the staged extension; returns its path. */
export async function buildSuite(host, stage) {
  const isBrowser = host === "browser";
  const suite = isBrowser ? `${stage}suite.js` : `${stage}suite.cjs`;
  await build({
    entryPoints: [fileURLToPath(new URL(`suite/${host}.ts`, import.meta.url))],
    outfile: suite,
    bundle: true,
    format: "cjs",
    platform: isBrowser ? "browser" : "node",
    external: isBrowser ? ["vscode"] : ["vscode", "mocha"],
    logLevel: "error",
  });
  return suite;
}
