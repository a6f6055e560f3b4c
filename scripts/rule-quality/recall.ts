import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { check } from "./findings.ts";

/**
 * Runs the kernel's own checkers over our fixtures and ours beside them, and writes recall.tsv: tool, what fires, rule
 * of ours, fixture, whether the tool fires, whether we do.
 */
const [tree = ""] = process.argv.slice(2);
if (tree === "") {
  console.error("Usage: tsx scripts/rule-quality/recall.ts KERNEL-TREE");
  process.exit(2);
}

type Row = readonly [tool: "coccinelle" | "checkpatch", what: string, rule: string, fixture: string];

const ROWS: readonly Row[] = [
  ["coccinelle", "api/alloc/zalloc-simple", "memset-after-allocation", "zalloc-simple"],
  ["coccinelle", "api/alloc/zalloc-simple", "memset-after-allocation", "zalloc-vmalloc"],
  ["coccinelle", "api/alloc/pool_zalloc-simple", "memset-after-allocation", "pool-zalloc"],
  ["coccinelle", "api/alloc/alloc_cast", "cast-of-result", "alloc-cast"],
  ["coccinelle", "api/memdup", "open-coded-kmemdup", "memdup"],
  ["coccinelle", "api/memdup_user", "open-coded-memdup-user", "memdup-user"],
  ["coccinelle", "api/memdup_user", "open-coded-memdup-user", "vmemdup-user"],
  ["coccinelle", "api/kstrdup", "open-coded-kstrdup", "kstrdup"],
  ["coccinelle", "api/kvmalloc", "open-coded-kvmalloc", "kvmalloc"],
  ["coccinelle", "api/kvmalloc", "open-coded-kvfree", "kvfree"],
  ["coccinelle", "misc/struct_size", "open-coded-struct-size", "struct-size"],
  ["coccinelle", "misc/noderef", "sizeof-pointer", "noderef"],
  ["coccinelle", "free/ifnullfree", "needless-null-test", "ifnullfree"],
  ["checkpatch", "ALLOC_WITH_MULTIPLY", "open-coded-array", "alloc-with-multiply"],
  ["checkpatch", "ALLOC_ARRAY_ARGS", "swapped-array-arguments", "alloc-array-args"],
  ["checkpatch", "UNNECESSARY_CASTS", "cast-of-result", "alloc-cast"],
  ["checkpatch", "KREALLOC_ARG_REUSE", "krealloc-overwrites", "krealloc-arg-reuse"],
  ["checkpatch", "NEEDLESS_IF", "needless-null-test", "ifnullfree"],
  ["checkpatch", "OOM_MESSAGE", "oom-message", "oom-message"],
];

const folder = fileURLToPath(new URL("./fixtures/", import.meta.url));
const lines = ROWS.map(([tool, what, rule, fixture]) => {
  const file = join(folder, `${fixture}.c`);
  const theirs = tool === "coccinelle" ? coccinelleFires(what, file) : checkpatchFires(what, file);
  const ours = check(folder, [`${fixture}.c`]).some((finding) => finding.rule === rule);
  return [tool, what, rule, fixture, theirs ? "fires" : "silent", ours ? "fires" : "silent"].join("\t");
});
writeFileSync(new URL("./recall.tsv", import.meta.url), `${lines.join("\n")}\n`);
console.log(lines.join("\n"));

function coccinelleFires(script: string, file: string): boolean {
  const path = join(tree, "scripts/coccinelle", `${script}.cocci`);
  const options = ["--very-quiet", "--no-includes", "--include-headers", "-D", "report", "--cocci-file", path, file];
  return spawnSync("spatch", options, { encoding: "utf8" }).stdout.includes(`${file}:`);
}

function checkpatchFires(type: string, file: string): boolean {
  const options = ["--no-tree", "--terse", "--strict", "--show-types", "--types", type, "-f", file];
  const script = join(tree, "scripts/checkpatch.pl");
  return spawnSync("perl", [script, ...options], { encoding: "utf8" }).stdout.includes(`:${type}:`);
}
