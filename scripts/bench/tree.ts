import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Assessor, assessorFor, createParser } from "../../src/cli/assessor.ts";
import { DISK } from "../../src/cli/disk.ts";
import { HeadersOfKernel } from "../../src/cli/headers.ts";
import { chooseKernel } from "../../src/cli/kernel-tree.ts";
import { chooseProfile } from "../../src/cli/profile-choice.ts";
import { indexFile } from "../../src/core/c/file-index.ts";
import type { PreparedTree } from "../prepared-tree.ts";
import { cpuMilliseconds, spread } from "./measure.ts";

/** Sources that are analysed, taken evenly from all of the tree. */
const FILES = 500;
/** Every so manieth of them is analysed as the first file of a run too. */
const COLD = 20;

/** What `kalloc-lens check --kernel TREE` takes for a file, in CPU time, garbage collection included. */
export async function analysisOfFiles(tree: PreparedTree): Promise<void> {
  const files = sourcesOf(tree);
  const cold: number[] = [];
  for (const [n, { path, text }] of files.entries()) {
    if (n % COLD !== 0) continue;
    const assess = await assessorOf(tree);
    cold.push(cpuMilliseconds(() => assess(path, text)));
  }
  console.log(spread("first file of a run", cold));
  const assess = await assessorOf(tree);
  const each = () => files.map(({ path, text }) => cpuMilliseconds(() => assess(path, text)));
  console.log(spread("each file of a run", each()));
  console.log(spread("each file once more", each()));
  const { maxRSS } = process.resourceUsage();
  console.log(
    `${"most memory held".padEnd(20)} ${Math.round(maxRSS / 1024)
      .toLocaleString("en")
      .padStart(12)} MiB`,
  );
}

/** Sources that are measured. */
export function sourcesOf(tree: PreparedTree): { readonly path: string; readonly text: string }[] {
  const all = listed(tree.path, ".c", ["tools", "Documentation", "scripts", "samples"]);
  return evenly(all, FILES).map((path) => ({ path, text: readFileSync(path, "latin1") }));
}

/** The index of names of all headers of include/ and arch/x86/include. */
export function indexOfHeaders(tree: PreparedTree): void {
  const paths = ["include", "arch/x86/include"].flatMap((folder) => listed(join(tree.path, folder), ".h", []));
  const texts = paths.map((path) => ({ path, text: readFileSync(path, "latin1") }));
  const bytes = texts.reduce((sum, { text }) => sum + text.length, 0);
  let indexed = 0;
  const milliseconds = cpuMilliseconds(() => {
    for (const { path, text } of texts) if (indexFile(path, text).text.length > 0) indexed++;
  });
  const what = `${indexed.toLocaleString("en")} headers of ${Math.round(bytes / 1e6)} MB`;
  console.log(
    `${"index of headers".padEnd(20)} ${Math.round(milliseconds).toLocaleString("en").padStart(12)} ms, ${what}`,
  );
}

export async function assessorOf({ path }: PreparedTree): Promise<Assessor> {
  const chosen = chooseProfile({}, chooseKernel(path, [path]));
  return assessorFor(chosen, await createParser(), new HeadersOfKernel(path, chosen.config.arch, DISK));
}

/** Files below a folder, in order of their names; links are not followed. */
function listed(folder: string, extension: string, without: readonly string[]): string[] {
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  return entries.flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return without.includes(entry.name) ? [] : listed(path, extension, []);
    return entry.isFile() && entry.name.endsWith(extension) ? [path] : [];
  });
}

function evenly<T>(all: readonly T[], wanted: number): T[] {
  const step = Math.max(1, all.length / wanted);
  return Array.from({ length: Math.min(wanted, all.length) }, (_, n) => all[Math.floor(n * step)]).filter(
    (item) => item !== undefined,
  );
}
