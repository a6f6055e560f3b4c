import type { Source } from "./size-fact.ts";

/** A C type, as far as sizes and conversions need it. */
export type CType =
  | { readonly kind: "void" }
  | IntType
  | { readonly kind: "float"; readonly bytes: number; readonly align: number }
  | { readonly kind: "pointer"; readonly to: CType }
  | { readonly kind: "array"; readonly of: CType; readonly length: ArrayLength }
  | { readonly kind: "vector"; readonly bytes: number }
  | { readonly kind: "record"; readonly record: RecordType }
  /** A struct, union or enum that is named here and defined elsewhere: `struct foo`. */
  | { readonly kind: "tag"; readonly key: string }
  | { readonly kind: "enum"; readonly key: string; readonly as: IntType }
  | { readonly kind: "function"; readonly returns: CType }
  /** Another type with an alignment of its own, by an attribute of a typedef. */
  | { readonly kind: "aligned"; readonly of: CType; readonly align: number }
  /** A type that was laid out elsewhere: its size and alignment are recorded. */
  | {
      readonly kind: "opaque";
      readonly name: string;
      readonly bytes: number;
      readonly align: number;
      /** Where its alignment is only known to lie between `align` and this. */
      readonly alignMost?: number;
      /** Its members, where they are recorded. */
      readonly members?: () => readonly OpaqueMember[];
      readonly source: Source;
    }
  | { readonly kind: "unknown"; readonly why: string };

export interface IntType {
  readonly kind: "int";
  readonly bytes: number;
  readonly signed: boolean;
  /** Conversion rank: _Bool 0, char 1, short 2, int 3, long 4, long long 5, __int128 6. */
  readonly rank: number;
}

export interface OpaqueMember {
  /** "" for an anonymous struct or union. */
  readonly name: string;
  readonly type: CType;
  readonly offset: bigint;
  readonly bits: bigint | null;
}

/** Number of elements; "flexible" for `[]`, which takes it from an initialiser where there is one. */
export type ArrayLength = { readonly count: bigint } | "flexible" | { readonly why: string };

export interface RecordType {
  readonly key: string;
  readonly isUnion: boolean;
  readonly fields: readonly Field[];
  readonly packed: boolean;
  /** Alignment asked for by an attribute, 0 for none. */
  readonly align: number;
  /** Limit of #pragma pack, 0 for none. */
  readonly pack: number;
  /** Why the members are not all known. */
  readonly broken?: string;
  /** It is reordered by the compiler (randstruct). */
  readonly randomized?: boolean;
}

export interface Field {
  /** "" for an unnamed bit-field or an anonymous struct or union. */
  readonly name: string;
  readonly type: CType;
  /** Width of a bit-field; null for a member that is none. */
  readonly bits: bigint | null;
  readonly align: number;
  readonly packed: boolean;
  /** The words in front of its declarator, where they are at hand. */
  readonly specifier?: Specifier;
}

/** What stands in front of a declarator, as it is written: `const struct foo`. */
export interface Specifier {
  readonly type: CType;
  readonly text: string;
}

export const VOID: CType = { kind: "void" };

export function pointerTo(to: CType): CType {
  return { kind: "pointer", to };
}

export function unknownType(why: string): CType {
  return { kind: "unknown", why };
}

export const BOOL = int(1, false, 0);
export const SCHAR = int(1, true, 1);
export const UCHAR = int(1, false, 1);
export const SHORT = int(2, true, 2);
export const USHORT = int(2, false, 2);
export const INT = int(4, true, 3);
export const UINT = int(4, false, 3);
export const LLONG = int(8, true, 5);
export const ULLONG = int(8, false, 5);
export const INT128 = int(16, true, 6);
export const UINT128 = int(16, false, 6);

export function longOf(wordBytes: number, signed: boolean): IntType {
  return int(wordBytes, signed, 4);
}

function int(bytes: number, signed: boolean, rank: number): IntType {
  return { kind: "int", bytes, signed, rank };
}

/** The integer type that an operand of this type is promoted to; undefined for types that are no integers. */
export function promoted(type: CType): IntType | undefined {
  const integer = integerType(type);
  if (!integer) return undefined;
  return integer.rank < 3 ? INT : integer;
}

export function integerType(type: CType): IntType | undefined {
  if (type.kind === "int") return type;
  if (type.kind === "enum") return type.as;
  if (type.kind === "aligned") return integerType(type.of);
  return undefined;
}

/** Type of a binary operation on two promoted integers (C11 6.3.1.8). */
export function commonType(left: IntType, right: IntType): IntType {
  if (left.rank === right.rank && left.signed === right.signed) return left;
  if (left.signed === right.signed) return left.rank > right.rank ? left : right;
  const [unsigned, signed] = left.signed ? [right, left] : [left, right];
  if (unsigned.rank >= signed.rank) return unsigned;
  if (signed.bytes > unsigned.bytes) return signed;
  return { ...signed, signed: false };
}

/** `value` as the type holds it: modulo its width. */
export function wrap(value: bigint, type: IntType): bigint {
  if (type.rank === 0) return value === 0n ? 0n : 1n;
  const bits = type.bytes * 8;
  return type.signed ? BigInt.asIntN(bits, value) : BigInt.asUintN(bits, value);
}
