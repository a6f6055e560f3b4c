import { readFileSync } from "node:fs";
import { array, field, number, string } from "./read-json.ts";

/** From the root of the repository. */
export const CALLS = "test/golden/calls/debian-6.12.117-amd64.json";

/** The kernel package that the calls were recorded from. */
export const RECORDED = { package: "linux-source-6.12", version: "6.12.117-1~deb12u1", release: "6.12.117" } as const;

/** A call of an allocation API in the kernel's sources, and what gcc made of it. */
export interface RecordedCall {
  /** From the root of the kernel's tree. */
  readonly file: string;
  /** From 1; columns count bytes. */
  readonly line: number;
  readonly column: number;
  readonly api: string;
  readonly function: string;
  readonly args: readonly string[];
  /** Folded by gcc, of a constant size per element, following from locals, or not constant at all. */
  readonly kind: "constant" | "element" | "local" | "varying";
  /** Bytes asked for: `constant` and `local`. */
  readonly bytes?: number | undefined;
  /** Bytes of one element: `element`. */
  readonly each?: number | undefined;
  /** Names of the flags, joined by `|`, where they are constant. */
  readonly gfp?: string | undefined;
}

/** One call a line. */
export function writeCalls(calls: readonly RecordedCall[]): string {
  const provenance = `${RECORDED.package} ${RECORDED.version}, Debian's amd64 configuration, gcc 12.2; scripts/record-calls.ts`;
  const rows = calls.map((call) => JSON.stringify(call)).join(",\n");
  return `{"recorded":${JSON.stringify(provenance)},\n"calls":[\n${rows}\n]}\n`;
}

export function readCalls(): RecordedCall[] {
  const golden: unknown = JSON.parse(readFileSync(CALLS, "utf8"));
  return array(field(golden, "calls")).map((row) => ({
    file: string(field(row, "file")) ?? "",
    line: number(field(row, "line")) ?? 0,
    column: number(field(row, "column")) ?? 0,
    api: string(field(row, "api")) ?? "",
    function: string(field(row, "function")) ?? "",
    args: array(field(row, "args")).map((arg) => string(arg) ?? ""),
    kind: kindOf(field(row, "kind")),
    bytes: number(field(row, "bytes")),
    each: number(field(row, "each")),
    gfp: string(field(row, "gfp")),
  }));
}

function kindOf(kind: unknown): RecordedCall["kind"] {
  if (kind === "constant" || kind === "element" || kind === "local" || kind === "varying") return kind;
  throw new Error(`${CALLS}: ${String(kind)} is no kind of call`);
}
