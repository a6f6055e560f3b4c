/**
 * Builds examples/lens_demo with Kbuild, warnings included, against installed kernel headers.
 *
 *   tsx scripts/check-example.ts [--kdir DIR]
 */
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { EXIT_SKIPPED, findKernelBuild, kernelMake } from "./kernel-build.ts";

const EXAMPLE = fileURLToPath(new URL("../examples/lens_demo", import.meta.url));

process.exitCode = main(process.argv.slice(2));

function main(args: readonly string[]): number {
  const kdir = findKernelBuild(args);
  if (kdir === undefined) {
    console.error("SKIPPED: the example was NOT built, no kernel headers found");
    console.error("         install linux-headers-amd64 or give --kdir DIR, a folder with a .config and a Makefile");
    return EXIT_SKIPPED;
  }
  const passed = [[], ["W=1"]].map((options) => build(kdir, options));
  return passed.every(Boolean) ? 0 : 1;
}

function build(kdir: string, options: readonly string[]): boolean {
  const folder = mkdtempSync(join(tmpdir(), "lens-demo-"));
  try {
    cpSync(EXAMPLE, folder, { recursive: true });
    const { ok, output } = kernelMake(kdir, folder, ...options, "modules");
    const passed = ok && !/\bwarning:|^WARNING:/im.test(output);
    console.log(`${passed ? "PASS" : "FAIL"}: ${["make", ...options, "modules"].join(" ")} in ${kdir}`);
    if (!passed) console.log(output);
    return passed;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
