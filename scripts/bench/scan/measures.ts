import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, cpus, loadavg, tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import type { PreparedTree } from "../../prepared-tree.ts";
import { type Cost, costOf } from "./command.ts";
import { evenly, everyBlock, megabytesOf, sourcesBelow } from "./files.ts";

/** One line of the table. */
export interface Row extends Cost {
  readonly id: string;
  readonly name: string;
  readonly files: number;
  readonly megabytes: number;
  /** Processes that wanted a processor when it began: what else ran makes processor time longer too. */
  readonly load: number;
}

export interface Measured {
  readonly machine: string;
  readonly node: string;
  readonly kernel: string;
  readonly rows: readonly Row[];
}

const CLI = resolve("dist/cli.js");
const SCRIPTS = [
  "api/alloc/alloc_cast",
  "api/alloc/pool_zalloc-simple",
  "api/alloc/zalloc-simple",
  "api/kfree_mismatch",
  "api/kfree_sensitive",
  "api/kstrdup",
  "api/kvmalloc",
  "api/memdup",
  "api/memdup_user",
  "free/devm_free",
  "free/ifnullfree",
  "free/kfree",
  "free/kfreeaddr",
  "null/eno",
  "null/kmerr",
].map((name) => `scripts/coccinelle/${name}.cocci`);
/** Files that other tools read too. */
const COMPARED = 160;
const OWN = /^(?:drivers|fs|net|sound|kernel|mm|lib|block|crypto|security)\/.*\.c$/;

/** Measures what is asked for by id, or all, one after the other, and tells each row as it comes. */
export async function measureScans(
  { path: root, version }: PreparedTree,
  wanted: readonly string[],
  tell: (measured: Measured) => void,
): Promise<void> {
  const all = sourcesBelow(root);
  const sources = all.filter((file) => file.endsWith(".c"));
  const folder = mkdtempSync(join(tmpdir(), "kalloc-lens-bench-"));
  const rows: Row[] = [];
  const row = async (id: string, name: string, files: readonly string[], command: readonly string[], cwd = root) => {
    if (wanted.length > 0 && !wanted.includes(id)) return;
    const load = loadavg()[0] ?? 0;
    const { tail: _, ...cost } = await costOf(command, cwd);
    rows.push({ id, name, files: files.length, megabytes: megabytesOf(root, files), load, ...cost });
    const { model = "" } = cpus()[0] ?? {};
    const machine = `${model.trim()}, ${availableParallelism()} threads`;
    tell({ machine, node: process.version, kernel: version, rows });
  };
  const check = (...options: string[]) => [process.execPath, CLI, "check", "--format", "text", ...options];
  const alone = (...options: string[]) => check("--jobs", "1", ...options);
  const placing = (...files: string[]) => alone("--kernel", "none", "--rules", "", ...files);
  try {
    const list = join(folder, "files");
    writeFileSync(list, all.join("\n"));
    const bare = [process.execPath, process.argv[1] ?? "", "bare", list];
    const sourceList = join(folder, "sources");
    writeFileSync(sourceList, sources.join("\n"));
    const bareSources = [process.execPath, process.argv[1] ?? "", "bare", sourceList];
    await row("bare-c", "bare, .c files alone", sources, bareSources);
    await row("sites-c", "calls with placements, .c files alone", sources, placing(...sources));
    await row("bare", "bare: read, find, parse functions", all, bare);
    await row("sites", "calls with placements", all, placing("."));
    await row("rules", "the same with all rules", all, alone("--kernel", "none", "."));
    const kept = alone("--kernel", "none", "--cache", join(folder, "kept"), ".");
    await row("kept", "all rules, results kept", all, kept);
    await row("again", "the same again, nothing changed", all, kept);
    await row("headers", "calls, headers resolved", all, alone("--kernel", ".", "--rules", "", "."));
    await row("threads", "calls, all threads", all, check("--kernel", "none", "--rules", "", "."));
    for (const times of [1, 2, 4]) {
      const part = everyBlock(sources, times, 16);
      await row(`growth-${times}`, `${times} ×`, part, placing(...part));
    }
    const first = everyBlock(sources, 1, 16);
    await row("headers-1", "1 ×, headers resolved", first, alone("--kernel", ".", "--rules", "", ...first));
    const keptHeaders = alone("--kernel", ".", "--rules", "", "--cache", join(folder, "kept"), ...first);
    await row("headers-1-kept", "1 ×, headers resolved, results kept", first, keptHeaders);
    await row("headers-1-again", "the same again, nothing changed", first, keptHeaders);
    const candidates = sources.filter((file) => OWN.test(file));
    const compared = evenly(candidates, COMPARED);
    // Every second one of these is one of the others.
    const twice = evenly(candidates, 2 * COMPARED);
    const copies = copied(root, compared, join(folder, "compared"));
    const more = copied(root, twice, join(folder, "twice"));
    await row("own", "kalloc-lens, all rules", compared, alone("--kernel", "none", "."), copies);
    await row("own-sites", 'kalloc-lens, `--rules ""`', compared, placing("."), copies);
    await row("own-2", "kalloc-lens, all rules", twice, alone("--kernel", "none", "."), more);
    await row("own-sites-2", 'kalloc-lens, `--rules ""`', twice, placing("."), more);
    await row("start", "kalloc-lens --version", [], [process.execPath, CLI, "--version"], copies);
    const spatch = `for script in ${SCRIPTS.map((script) => `"$0/${script}"`).join(" ")}; do
      spatch -D report --very-quiet --no-show-diff --cocci-file "$script" --dir . $(sed -n 's,^// Options: ,,p' "$script")
    done`;
    await row("coccinelle", `Coccinelle, ${SCRIPTS.length} scripts`, compared, ["bash", "-c", spatch, root], copies);
    const checkpatch = ["perl", join(root, "scripts/checkpatch.pl"), "--no-tree", "--terse", "-f", ...compared];
    await row("checkpatch", "checkpatch", compared, checkpatch, copies);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Copies of some files of a tree; gives the folder. */
function copied(root: string, files: readonly string[], folder: string): string {
  for (const file of files) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    cpSync(join(root, file), join(folder, file));
  }
  return folder;
}

/** Puts rows in the place of earlier ones of the same id. */
export function joined(file: string, measured: Measured): Measured {
  const before = readMeasured(file)?.rows ?? [];
  const ids = new Set(measured.rows.map(({ id }) => id));
  return { ...measured, rows: [...before.filter(({ id }) => !ids.has(id)), ...measured.rows] };
}

export function readMeasured(file: string): Measured | undefined {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined; // nothing was measured yet
  }
}
