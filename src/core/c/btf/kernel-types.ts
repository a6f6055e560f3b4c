import type { Abi } from "../abi.ts";
import type { TypeInformation } from "../target.ts";
import {
  type CType,
  type IntType,
  LLONG,
  longOf,
  type OpaqueMember,
  pointerTo,
  ULLONG,
  unknownType,
  VOID,
} from "../types.ts";
import { type AlignmentBounds, Alignments } from "./alignment.ts";
import type { Btf } from "./btf.ts";

/** Longer chains of pointers, arrays and typedefs are damage. */
const DEEPEST = 32;

/** The types that BTF names, as C types: of a kernel, and of modules that build on it. */
export class KernelTypes implements TypeInformation {
  private readonly named: ReadonlyMap<string, readonly Place[]>;
  private readonly known = new Map<string, CType | undefined>();
  private values: ReadonlyMap<string, bigint | "several"> | undefined;
  private readonly alignments = new Map<Btf, Alignments>();

  constructor(
    private readonly files: readonly Btf[],
    private readonly abi: Abi,
  ) {
    this.named = placesOf(files);
  }

  /** Why this cannot be the kernel that the ABI is for; undefined where it may be. */
  static mismatch(btf: Btf, abi: Abi): string | undefined {
    const end = (big: boolean) => (big ? "big-endian" : "little-endian");
    if (btf.isLittleEndian === abi.bigEndian)
      return `it is ${end(!btf.isLittleEndian)}, and ${abi.name} is ${end(abi.bigEndian)}`;
    for (const { id, kind, name } of btf.named()) {
      if (kind !== "int" || !/^(?:long int|long unsigned int|unsigned long|long)$/.test(name)) continue;
      const type = btf.type(id);
      if (type?.kind === "int" && type.bytes !== abi.wordBytes)
        return `its long has ${type.bytes} bytes, and that of ${abi.name} ${abi.wordBytes}`;
    }
    return undefined;
  }

  type(name: string): CType | undefined {
    if (!this.known.has(name)) this.known.set(name, this.find(name));
    return this.known.get(name);
  }

  constant(name: string): bigint | undefined {
    this.values ??= valuesOf(this.files);
    const value = this.values.get(name);
    return value === "several" ? undefined : value;
  }

  private find(name: string): CType | undefined {
    const places = this.named.get(name);
    const [first, ...others] = places ?? [];
    if (!first) return undefined;
    const type = this.typeAt(first, 0);
    if (others.length === 0) return type;
    return this.onlyWhatIsShared(name, [type, ...others.map((place) => this.typeAt(place, 0))]);
  }

  /** Of several types with one name, what holds for all: where their sizes differ, nothing. */
  private onlyWhatIsShared(name: string, types: readonly CType[]): CType {
    const sizes = new Set(types.map((type) => bytesOf(type, this.abi)));
    const [bytes] = sizes;
    if (sizes.size > 1 || bytes === undefined)
      return unknownType(`several types of this kernel are called ${name}, and BTF does not tell which is meant`);
    const bounds = types.flatMap((type) => (type.kind === "opaque" ? [boundsOf(type)] : []));
    if (bounds.length !== types.length) return types[0] ?? unknownType(name);
    return {
      kind: "opaque",
      name,
      bytes,
      align: Math.min(...bounds.map(({ least }) => least)),
      alignMost: Math.max(...bounds.map(({ most }) => most)),
      source: "btf",
    };
  }

  private typeAt({ btf, id }: Place, depth: number): CType {
    const type = btf.type(id);
    if (!type || depth > DEEPEST) return unknownType("its type information is damaged");
    const next = (of: number) => this.typeAt({ btf, id: of }, depth + 1);
    switch (type.kind) {
      case "void":
        return VOID;
      case "int":
        return this.integer(type.name, type.bytes, type.signed);
      case "float":
        return {
          kind: "float",
          bytes: type.bytes,
          align: type.bytes === 8 ? this.abi.longLongAlign : Math.max(1, type.bytes),
        };
      case "pointer":
        return pointerTo(next(type.to));
      case "array":
        return {
          kind: "array",
          of: next(type.of),
          length: type.count === 0 ? "flexible" : { count: BigInt(type.count) },
        };
      case "enum":
        return {
          kind: "enum",
          key: type.name ? `enum ${type.name}` : "an unnamed enum",
          as: integerOf(type.bytes, type.signed),
        };
      case "forward":
        return { kind: "tag", key: `${type.isUnion ? "union" : "struct"} ${type.name}` };
      case "typedef": {
        const behind = next(type.of);
        // The typedef may carry an alignment of its own.
        return behind.kind === "opaque" ? this.record({ btf, id }, type.name, behind.bytes, behind.members) : behind;
      }
      case "qualified":
        return next(type.of);
      case "record": {
        const name = type.name
          ? `${type.isUnion ? "union" : "struct"} ${type.name}`
          : `an unnamed ${type.isUnion ? "union" : "struct"}`;
        return this.record({ btf, id }, name, type.bytes, () => this.membersOf({ btf, id }));
      }
      case "function":
        return { kind: "function", returns: next(type.returns) };
      case "none":
        return unknownType("its type information names what is no type");
    }
  }

  private record(
    place: Place,
    name: string,
    bytes: number,
    members: (() => readonly OpaqueMember[]) | undefined,
  ): CType {
    const bounds = (): AlignmentBounds => this.alignmentsOf(place.btf).of(place.id);
    return {
      kind: "opaque",
      name,
      bytes,
      source: "btf",
      get align() {
        return bounds().least;
      },
      get alignMost() {
        return bounds().most;
      },
      ...(members ? { members } : {}),
    };
  }

  private membersOf({ btf, id }: Place): readonly OpaqueMember[] {
    return btf.members(id).map(({ name, type, bit, bits }) => ({
      name,
      type: this.typeAt({ btf, id: type }, 0),
      offset: BigInt(Math.floor(bit / 8)),
      bits: bits === 0 ? null : BigInt(bits),
    }));
  }

  private alignmentsOf(btf: Btf): Alignments {
    let alignments = this.alignments.get(btf);
    if (!alignments) {
      alignments = new Alignments(btf, this.abi);
      this.alignments.set(btf, alignments);
    }
    return alignments;
  }

  private integer(name: string, bytes: number, signed: boolean): IntType {
    if (/\bBool$/.test(name)) return { kind: "int", bytes, signed: false, rank: 0 };
    return /\blong\b(?!.*\blong\b)/.test(name) && bytes === this.abi.wordBytes
      ? longOf(this.abi.wordBytes, signed)
      : integerOf(bytes, signed);
  }
}

interface Place {
  readonly btf: Btf;
  readonly id: number;
}

/** Structs, unions, enums and typedefs by the names they have in C: `struct foo`, `foo_t`. */
function placesOf(files: readonly Btf[]): ReadonlyMap<string, readonly Place[]> {
  const places = new Map<string, Place[]>();
  for (const btf of files) {
    for (const { id, kind, name } of btf.named()) {
      if (kind === "int") continue;
      const key = kind === "typedef" ? name : `${kind} ${name}`;
      const known = places.get(key);
      if (known) known.push({ btf, id });
      else places.set(key, [{ btf, id }]);
    }
  }
  return places;
}

function valuesOf(files: readonly Btf[]): ReadonlyMap<string, bigint | "several"> {
  const values = new Map<string, bigint | "several">();
  for (const btf of files) {
    for (const { name, value } of btf.enumerators()) {
      const known = values.get(name);
      values.set(name, known === undefined || known === value ? value : "several");
    }
  }
  return values;
}

const RANKS: Readonly<Record<number, number>> = { 1: 1, 2: 2, 4: 3, 8: 5, 16: 6 };

function integerOf(bytes: number, signed: boolean): IntType {
  if (bytes === 8) return signed ? LLONG : ULLONG;
  return { kind: "int", bytes, signed, rank: RANKS[bytes] ?? 3 };
}

function bytesOf(type: CType, abi: Abi): number | undefined {
  if (type.kind === "opaque" || type.kind === "int" || type.kind === "float") return type.bytes;
  if (type.kind === "enum") return type.as.bytes;
  return type.kind === "pointer" ? abi.wordBytes : undefined;
}

function boundsOf(type: Extract<CType, { kind: "opaque" }>): AlignmentBounds {
  return { least: type.align, most: type.alignMost ?? type.align };
}
