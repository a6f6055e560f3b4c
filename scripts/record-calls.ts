/**
 * Chooses the calls that scripts/guard.ts compares with, and writes test/golden/oracle/calls.jsonl:
 * `tsx scripts/record-calls.ts CALLS.jsonl.gz`, rows as a gcc plugin recorded them.
 */
import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { readOracle } from "./size-accuracy/oracle.ts";
import type { RecordedCall } from "./size-accuracy/recorded-call.ts";

const OUTPUT = "test/golden/oracle/calls.jsonl";
/** How many of each kind. */
const WANTED = [
  { kind: "constant", calls: 250 },
  { kind: "local", calls: 50 },
  { kind: "varying", calls: 80 },
  { kind: "none", calls: 20 },
] as const;

/** Of every way to write a size the square root of how many there are, in proportion; always the same ones. */
function spread(calls: readonly RecordedCall[], wanted: number): RecordedCall[] {
  const classes = new Map<string, RecordedCall[]>();
  for (const call of calls.toSorted((a, b) => (lot(a) < lot(b) ? -1 : 1)))
    classes.set(call.class, [...(classes.get(call.class) ?? []), call]);
  const rarestFirst = [...classes.values()].sort((a, b) => a.length - b.length);
  let left = wanted;
  let weight = rarestFirst.reduce((sum, ofClass) => sum + Math.sqrt(ofClass.length), 0);
  return rarestFirst.flatMap((ofClass) => {
    const part = ofClass.slice(0, Math.round((left * Math.sqrt(ofClass.length)) / weight));
    left -= part.length;
    weight -= Math.sqrt(ofClass.length);
    return part;
  });
}

function lot(call: RecordedCall): string {
  return createHash("sha256").update(place(call)).digest("hex");
}

function place({ file, line, column }: RecordedCall): string {
  return `${file}:${String(line).padStart(6, "0")}:${String(column).padStart(4, "0")}`;
}

const [input] = process.argv.slice(2);
if (input === undefined) {
  console.error("usage: tsx scripts/record-calls.ts CALLS.jsonl.gz");
  process.exitCode = 2;
} else {
  const all = readOracle(input);
  const chosen = WANTED.flatMap(({ kind, calls }) =>
    spread(
      all.filter(({ size }) => size.kind === kind),
      calls,
    ),
  ).sort((a, b) => (place(a) < place(b) ? -1 : 1));
  writeFileSync(OUTPUT, chosen.map((call) => `${JSON.stringify(call)}\n`).join(""));
  console.log(`${OUTPUT}: ${chosen.length} calls of ${new Set(chosen.map(({ file }) => file)).size} files`);
}
