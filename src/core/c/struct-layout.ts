import type { Layouts, Member } from "./layout.ts";
import type { Source } from "./size-fact.ts";
import { typeText } from "./type-text.ts";
import type { CType, RecordType } from "./types.ts";
import { attempt } from "./unknown.ts";

/** What is known of a type by its name. Offsets and sizes are bytes from the start of the outermost struct. */
export type StructLayout =
  | ({
      readonly kind: "struct";
      /** `struct foo`, or the typedef's name. */
      readonly name: string;
      readonly isUnion: boolean;
      readonly bytes: number;
      readonly align: number;
      /** It ends in a flexible array, which its size does not count. */
      readonly flexible: boolean;
    } & StructBody &
      Declared)
  /** A type without members, or one of which only the size is recorded. */
  | ({ readonly kind: "size"; readonly name: string; readonly bytes: number; readonly align: number } & Declared)
  | { readonly kind: "unknown"; readonly name: string; readonly why: string };

/** Where a type is from. */
interface Declared {
  readonly from: readonly Source[];
  /** Path and line, from 1, of its declaration; not where no file declares it. */
  readonly declared?: { readonly path: string; readonly line: number };
}

/** The members of a struct or union, and what lies between them. */
export interface StructBody {
  /** In the order of their declaration. */
  readonly members: readonly StructMember[];
  /** Unused room between members; none in a union. */
  readonly holes: readonly Hole[];
  /** Unused room behind the last member, or the largest of a union. */
  readonly padding?: Hole;
}

export interface StructMember {
  /** "" for an unnamed bit-field or an anonymous struct or union. */
  readonly name: string;
  /** As C has it, without the name: `struct list_head`, `char [16]`. */
  readonly type: string;
  readonly offset: number;
  /** Bytes it takes; those that its bits touch for a bit-field. */
  readonly bytes: number;
  /** A bit-field: its first bit, counted from `offset`, and its width. */
  readonly bits?: { readonly first: number; readonly width: number };
  /** The members of a struct or union that is written out here and has no name of its own; of an array's first element. */
  readonly body?: StructBody;
  /** Name to ask for the members of any other struct or union. */
  readonly struct?: string;
}

/** Unused room: whole `bytes` from `offset` on, and so many `bits` before them in the byte of a bit-field. */
export interface Hole {
  readonly offset: number;
  readonly bytes: number;
  readonly bits: number;
}

/** The struct layout of a type; the reason where it is not known. Throws Unknown. */
export function laidOut(type: CType, layouts: Layouts, resolve: (key: string) => CType): LaidOut {
  const record = recordOf(type, resolve);
  const { bytes, align } = layouts.of(type);
  const size = { bytes: Number(bytes), align };
  if (!record) return { kind: "size", ...size };
  const { flexible } = layouts.record(record);
  return { kind: "struct", isUnion: record.isUnion, ...size, flexible, ...bodyOf(record, 0, layouts, resolve) };
}

export type LaidOut =
  | Omit<Extract<StructLayout, { kind: "struct" }>, "name" | keyof Declared>
  | Omit<Extract<StructLayout, { kind: "size" }>, "name" | keyof Declared>;

function recordOf(type: CType, resolve: (key: string) => CType): RecordType | undefined {
  switch (type.kind) {
    case "record":
      return type.record;
    case "tag": {
      const found = attempt(() => resolve(type.key));
      return found.ok ? recordOf(found.value, resolve) : undefined;
    }
    case "array":
    case "aligned":
      return recordOf(type.of, resolve);
    case "void":
    case "int":
    case "float":
    case "pointer":
    case "vector":
    case "enum":
    case "function":
    case "opaque":
    case "unknown":
      return undefined;
  }
}

function bodyOf(record: RecordType, base: number, layouts: Layouts, resolve: (key: string) => CType): StructBody {
  const { members, bytes } = layouts.record(record);
  const holes: Hole[] = [];
  let end = 0n;
  for (const member of members) {
    const start = member.bit ?? member.offset * 8n;
    if (!record.isUnion && start > end) holes.push(holeOf(end, start, base));
    const width = member.field.bits ?? member.bytes * 8n;
    if (start + width > end) end = start + width;
  }
  const size = bytes * 8n;
  return {
    members: members.map((member) => memberOf(member, base, layouts, resolve)),
    holes,
    ...(end < size ? { padding: holeOf(end, size, base) } : {}),
  };
}

function memberOf(
  { field, offset, bit, bytes }: Member,
  base: number,
  layouts: Layouts,
  resolve: (key: string) => CType,
): StructMember {
  const at = base + Number(offset);
  const record = recordOf(field.type, resolve);
  const isUnnamed = record?.key.startsWith("an unnamed ");
  const first = bit === undefined ? 0 : Number(bit % 8n);
  const width = Number(field.bits ?? 0n);
  return {
    name: field.name,
    type: typeText(field.type, field.specifier),
    offset: at,
    bytes: field.bits === null ? Number(bytes) : Math.ceil((first + width) / 8),
    ...(field.bits === null ? {} : { bits: { first, width } }),
    ...(record && isUnnamed ? { body: bodyOf(record, at, layouts, resolve) } : {}),
    ...(record && !isUnnamed ? { struct: record.key } : {}),
  };
}

/** Bits [start, end) of a struct at `base`. */
function holeOf(start: bigint, end: bigint, base: number): Hole {
  const bits = Number((8n - (start % 8n)) % 8n);
  const whole = start + BigInt(bits);
  if (whole > end) return { offset: base + Number(end / 8n), bytes: 0, bits: Number(end - start) };
  return { offset: base + Number(whole / 8n), bytes: Number((end - whole) / 8n), bits };
}
