/**
 * Chooses the calls that the guard holds the front end against: `tsx scripts/record-calls.ts CALLS.jsonl.gz`.
 * CALLS has one line for each allocation call of Linux 6.12.117 (Debian's 6.12.117-1~deb12u1, amd64 configuration), with
 * what a plugin of gcc 12.2 saw in its arguments after the front end's folding.
 */
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { array, field, number, string } from "./calls/read-json.ts";
import { CALLS, type RecordedCall, writeCalls } from "./calls/recorded-calls.ts";

/** How many calls of each kind; within a kind they are spread over how their size is written. */
const WANTED = { constant: 260, element: 50, local: 40, varying: 50 } as const;

type Kind = keyof typeof WANTED;

function main([path]: readonly string[]): void {
  if (path === undefined) throw new Error("usage: tsx scripts/record-calls.ts CALLS.jsonl.gz");
  const lines = gunzipSync(readFileSync(path)).toString().split("\n").filter(Boolean);
  const rows = lines.flatMap((line) => rowOf(JSON.parse(line)));
  const chosen = (["constant", "element", "local", "varying"] as const).flatMap((kind) => choose(rows, kind));
  const calls = chosen.map(({ call }) => call).sort((a, b) => a.file.localeCompare(b.file, "en") || a.line - b.line);
  writeFileSync(CALLS, writeCalls(calls));
  console.log(`${calls.length} calls of ${new Set(calls.map(({ file }) => file)).size} files`);
}

interface Row {
  readonly call: RecordedCall;
  readonly kind: Kind;
  /** How the size is written: sizeof(*p), a macro, an expression … */
  readonly written: string;
}

function rowOf(row: unknown): Row[] {
  if (field(row, "macros") !== undefined || field(row, "dup") !== undefined) return [];
  const size = field(row, "size");
  const total = number(field(row, "total"));
  const how = field(row, "how");
  const varies = field(size, "t") === "expr" || field(field(row, "n"), "t") === "expr";
  const each = field(row, "n") !== undefined && field(size, "t") === "const" ? number(field(size, "v")) : undefined;
  const kind =
    how === "local"
      ? "local"
      : how === "fold"
        ? "constant"
        : each !== undefined
          ? "element"
          : varies
            ? "varying"
            : undefined;
  if (
    kind === undefined ||
    !/^(?:devm_)?k[vmzcr]|^v[mz]alloc|^__get_free|^alloc_pages/.test(string(field(row, "api")) ?? "")
  )
    return [];
  const gfp = field(row, "gfp");
  const flags = field(gfp, "t") === "const" ? string(field(gfp, "name")) : undefined;
  const call: RecordedCall = {
    file: string(field(row, "file")) ?? "",
    line: number(field(row, "line")) ?? 0,
    column: number(field(row, "col")) ?? 0,
    api: string(field(row, "api")) ?? "",
    function: string(field(row, "fn")) ?? "",
    args: array(field(row, "args")).map((arg) => string(arg) ?? ""),
    kind,
    ...(kind === "constant" || kind === "local" ? { bytes: total } : {}),
    ...(kind === "element" ? { each } : {}),
    ...(flags === undefined ? {} : { gfp: flags }),
  };
  return [{ call, kind, written: `${string(field(row, "cls"))} ${string(field(row, "sdef"))}` }];
}

/** One call of each way of writing in turn, those with the smallest hash first: the same choice every time. */
function choose(rows: readonly Row[], kind: Kind): Row[] {
  const ways = new Map<string, Row[]>();
  for (const row of rows.filter((candidate) => candidate.kind === kind)) {
    const way = ways.get(row.written);
    if (way) way.push(row);
    else ways.set(row.written, [row]);
  }
  for (const way of ways.values()) way.sort((a, b) => hash(a).localeCompare(hash(b)));
  const chosen: Row[] = [];
  for (let turn = 0; chosen.length < WANTED[kind]; turn++) {
    const next = [...ways.values()].flatMap((way) => way[turn] ?? []);
    if (next.length === 0) break;
    chosen.push(...next.slice(0, WANTED[kind] - chosen.length));
  }
  return chosen;
}

function hash({ call }: Row): string {
  return createHash("sha256").update(`${call.file}:${call.line}:${call.column}`).digest("hex");
}

main(process.argv.slice(2));
