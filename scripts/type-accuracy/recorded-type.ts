import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";

/** A struct or union of the kernel's sources, as gcc laid it out. Sizes and offsets in bytes. */
export interface RecordedType {
  readonly name: string;
  readonly kind: "struct" | "union";
  readonly size: number;
  readonly align: number;
  /** Relative to the kernel tree. */
  readonly file: string;
  /** Offsets of members by their names; bit-fields are left out. */
  readonly offsets: ReadonlyMap<string, number>;
}

/** Structs and unions with a name, of file scope, from JSON lines. */
export function readTypes(path: string): RecordedType[] {
  const lines = gunzipSync(readFileSync(path)).toString().split("\n").filter(Boolean);
  return lines.flatMap((line) => typeOf(JSON.parse(line)));
}

function typeOf(row: unknown): RecordedType[] {
  if (!isRow(row) || (row.kind !== "struct" && row.kind !== "union") || row.scope === "fn") return [];
  const offsets = new Map(
    (row.f ?? []).flatMap(([name, offset, size]) =>
      typeof name === "string" && typeof offset === "number" && typeof size !== "string"
        ? [[name, offset] as const]
        : [],
    ),
  );
  return [{ name: row.name, kind: row.kind, size: row.size, align: row.align, file: row.file, offsets }];
}

interface Row {
  readonly name: string;
  readonly kind: string;
  readonly size: number;
  readonly align: number;
  readonly file: string;
  readonly scope?: string;
  readonly f?: readonly (readonly unknown[])[];
}

function isRow(row: unknown): row is Row {
  return typeof row === "object" && row !== null && "name" in row && "kind" in row && "size" in row && "file" in row;
}
