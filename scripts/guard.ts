/**
 * Compares what `kalloc-lens check` says of calls of Debian's kernel sources with what gcc made of them
 * (test/golden/oracle), with the tree's headers and without any.
 *
 *   tsx scripts/guard.ts [TREE]      TREE: prepared as scripts/prepare-kernel-tree.sh does
 */
import { fileURLToPath } from "node:url";
import { EXIT_SKIPPED } from "./kernel-build.ts";
import { findPreparedTree, HOW_TO_PREPARE, type PreparedTree, preparedTree } from "./prepared-tree.ts";
import { type RecordedCall, type RecordedSize, readLines } from "./size-accuracy/recorded-call.ts";
import { type Count, type Matching, type Score, score } from "./size-accuracy/score.ts";
import { checkedSites } from "./size-accuracy/site.ts";

const CALLS = fileURLToPath(new URL("../test/golden/oracle/calls.jsonl", import.meta.url));
/** Whose calls were recorded. */
const RECORDED_VERSION = "6.12.117";

/** The least share that must be right and the largest that may be wrong, of what is compared. */
interface Bounds {
  readonly found: number;
  readonly constants: number;
  readonly elements: number;
  readonly locals: number;
  readonly gfp: number;
  readonly wrong: number;
}

const WITH_HEADERS: Bounds = { found: 1, constants: 0.97, elements: 0.98, locals: 0.8, gfp: 0.995, wrong: 0 };
const WITHOUT_HEADERS: Bounds = { found: 1, constants: 0.7, elements: 0.7, locals: 0.3, gfp: 0.9, wrong: 0 };

process.exitCode = main(process.argv.slice(2));

function main([path]: readonly string[]): number {
  const tree = path === undefined ? findPreparedTree() : preparedTree(path);
  if (tree === undefined) {
    console.error(`SKIPPED: sizes were NOT compared with gcc's, no prepared kernel tree: ${HOW_TO_PREPARE}`);
    return EXIT_SKIPPED;
  }
  const calls = readLines(CALLS, (line) => (isCall(line) ? line : undefined));
  const same = tree.version === RECORDED_VERSION;
  if (!same) {
    console.error(`\n!!! ${tree.path} is Linux ${tree.version}, the calls were recorded in ${RECORDED_VERSION}:`);
    console.error("!!! they are found by function and text, and a few sizes may really have changed\n");
  }
  const passed = [
    compare(tree, calls, ".", same ? WITH_HEADERS : relaxed(WITH_HEADERS), same ? "position" : "text"),
    compare(tree, calls, "none", same ? WITHOUT_HEADERS : relaxed(WITHOUT_HEADERS), same ? "position" : "text"),
  ];
  return passed.every(Boolean) ? 0 : 1;
}

function compare(
  tree: PreparedTree,
  calls: readonly RecordedCall[],
  kernel: string,
  bounds: Bounds,
  matching: Matching,
): boolean {
  const files = [...new Set(calls.map(({ file }) => file))];
  const scored = score(calls, checkedSites(tree.path, kernel, files), matching);
  console.log(`\n${calls.length} calls of Linux ${tree.version} with --kernel ${kernel}:`);
  const wrong = scored.differences.filter(({ kind }) => kind !== "unknown");
  for (const { kind, call, text } of wrong)
    console.log(`${kind}: ${call.file}:${call.line}:${call.column} ${call.api}(): ${text}`);
  return [
    judged("call sites found", scored.sites, bounds.found, 0),
    judged("constant sizes", scored.constants, bounds.constants, bounds.wrong),
    judged("elements of arrays", scored.elements, bounds.elements, bounds.wrong),
    judged("sizes through locals", scored.locals, bounds.locals, bounds.wrong),
    judged("base + unit * n", scored.linear, 0, bounds.wrong),
    judged("bounds", scored.bounds, 0, bounds.wrong),
    judged("claimed of run-time sizes", scored.varying, 0, bounds.wrong),
    judged("GFP flags", scored.gfp, bounds.gfp, bounds.wrong),
    isWhole(scored),
  ].every(Boolean);
}

function judged(what: string, { of, right, wrong }: Count, leastRight: number, mostWrong: number): boolean {
  const passed = right >= leastRight * of && wrong <= mostWrong * of;
  const needed =
    leastRight > 0
      ? ` (at least ${Math.ceil(leastRight * of)} right, at most ${Math.floor(mostWrong * of)} wrong)`
      : "";
  console.log(`${passed ? "PASS" : "FAIL"} ${what.padEnd(26)} ${right} right, ${wrong} wrong of ${of}${needed}`);
  return passed;
}

/** A comparison of next to nothing would pass too. */
function isWhole({ sites, constants, gfp }: Score): boolean {
  return sites.of >= 390 && constants.of >= 240 && gfp.of >= 250;
}

/** For another version: a call may have moved to another function, and a struct may have grown. */
function relaxed(bounds: Bounds): Bounds {
  const looser = (share: number) => Math.max(0, share - 0.1);
  return {
    found: looser(bounds.found),
    constants: looser(bounds.constants),
    elements: looser(bounds.elements),
    locals: looser(bounds.locals),
    gfp: looser(bounds.gfp),
    wrong: 0.05,
  };
}

function isCall(line: unknown): line is RecordedCall {
  return typeof line === "object" && line !== null && "text" in line && "size" in line && isSize(line.size);
}

function isSize(size: unknown): size is RecordedSize {
  return typeof size === "object" && size !== null && "kind" in size;
}
