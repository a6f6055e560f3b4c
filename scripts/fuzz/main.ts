import { readFileSync } from "node:fs";
import { SyntaxParser } from "../../src/core/c/syntax.ts";
import { mutated } from "./mutate.ts";
import { analyser, fault, orderFault, rewritingFault } from "./oracle.ts";
import { program } from "./program.ts";
import { randomFrom } from "./random.ts";

/** `fuzz SEED SECONDS [SEED-FILE…]`: every case follows from its number, which is told with each find. */
const [seed = "1", seconds = "60", ...files] = process.argv.slice(2);
const wasm = (name: string) => readFileSync(new URL(name, import.meta.url));
const analyse = analyser(await SyntaxParser.create(wasm("web-tree-sitter.wasm"), wasm("tree-sitter-c.wasm")));
const sources = files.map((file) => readFileSync(file, "latin1"));
const until = process.cpuUsage().user / 1e6 + Number(seconds);
const counts = { mutated: 0, truncated: 0, reordered: 0, rewritten: 0 };
const finds = new Set<string>();

for (let n = 0; process.cpuUsage().user / 1e6 < until; n++) {
  const random = randomFrom(Number(seed) * 1_000_003 + n);
  const made = program(random);
  const source = sources.length > 0 && n % 4 === 0 ? (sources[random.below(sources.length)] ?? made) : made;
  find(n, "rewritten", rewritingFault(analyse, made));
  counts.rewritten += 5;
  const broken = mutated(source, random);
  find(n, "mutated", fault(analyse, broken));
  counts.mutated++;
  if (n % 8 === 0) {
    find(n, "reordered", orderFault(analyse, broken, made));
    counts.reordered += 3;
  }
  if (n % 200 === 199)
    for (let end = 0; end < made.length; end++, counts.truncated++)
      find(n, `truncated at ${end}`, fault(analyse, made.slice(0, end)));
}
const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
const { maxRSS } = process.resourceUsage();
console.log(
  `${total} executions ${JSON.stringify(counts)}, ${finds.size} finds, at most ${Math.round(maxRSS / 1024)} MiB`,
);
process.exitCode = finds.size > 0 ? 1 : 0;

/** Each once, by the first lines of what went wrong. */
function find(n: number, what: string, why: string | undefined): void {
  if (why === undefined) return;
  const key = `${what.replace(/\d+/g, "")}: ${why.split("\n").slice(0, 3).join(" ").replace(/\d+/g, "N")}`;
  if (finds.has(key)) return;
  finds.add(key);
  console.log(`FIND in case ${n} of seed ${seed}, ${what}: ${why}`);
}
