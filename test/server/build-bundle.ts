import { buildExtension } from "../../esbuild.extension.mjs";

/** Builds the server and the extension once for all tests, into the folder that BUNDLES names. */
export default async function setup(): Promise<void> {
  await buildExtension({ outdir: "dist" });
}
