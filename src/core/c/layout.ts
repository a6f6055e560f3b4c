import type { Abi } from "./abi.ts";
import type { Sources } from "./sources.ts";
import type { CType, Field, RecordType } from "./types.ts";
import { Unknown } from "./unknown.ts";

/** Size and alignment of a type in bytes. */
export interface Layout {
  readonly bytes: bigint;
  readonly align: number;
  /** Where the alignment is only known to lie between `align` and this. */
  readonly alignMost?: number;
}

export interface RecordLayout extends Layout {
  readonly members: readonly Member[];
  /** Its last member is a flexible array (or a struct that ends in one). */
  readonly flexible: boolean;
}

export interface Member {
  readonly field: Field;
  readonly offset: bigint;
  /** First bit of a bit-field, counted from the start of the struct. */
  readonly bit?: bigint;
  readonly bytes: bigint;
}

/** Resolves `struct foo` to its definition. Throws Unknown where there is none. */
export type TagResolver = (key: string) => CType;

/**
 * Lays out types as gcc does for the kernel's System V ABIs. Throws Unknown where a part is not known; records are laid
 * out once.
 */
export class Layouts {
  private readonly records = new Map<RecordType, { readonly value: RecordLayout; readonly mask: number }>();
  private readonly open = new Set<RecordType>();

  constructor(
    private readonly abi: Abi,
    private readonly resolve: TagResolver,
    private readonly sources: Sources,
  ) {}

  of(type: CType): Layout {
    const { abi } = this;
    switch (type.kind) {
      case "void":
      case "function":
        return { bytes: 1n, align: 1 }; // GNU C
      case "int":
        return scalar(type.bytes, type.bytes === 8 ? 8 : type.bytes);
      case "float":
        return scalar(type.bytes, type.align);
      case "enum":
        return scalar(type.as.bytes, type.as.bytes);
      case "pointer":
        return scalar(abi.wordBytes, abi.wordBytes);
      case "vector":
        return scalar(type.bytes, type.bytes);
      case "opaque":
        this.sources.add(type.source);
        return withBounds(BigInt(type.bytes), type.align, type.alignMost);
      case "aligned":
        return { bytes: this.of(type.of).bytes, align: type.align };
      case "array":
        return this.array(type.of, type.length);
      case "record":
        return this.record(type.record);
      case "tag":
        return this.of(this.resolve(type.key));
      case "unknown":
        throw new Unknown(type.why);
    }
  }

  /** Alignment of a member of this type: i386 gives long long and double 4 inside structs. */
  private memberAlign(type: CType): number {
    const { longLongAlign } = this.abi;
    if (type.kind === "array") return this.memberAlign(type.of);
    if (type.kind === "tag") return this.memberAlign(this.resolve(type.key));
    if ((type.kind === "int" || type.kind === "float") && type.bytes === 8) return longLongAlign;
    if (type.kind === "enum" && type.as.bytes === 8) return longLongAlign;
    return this.of(type).align;
  }

  private array(of: CType, length: ArrayLengthOf): Layout {
    const element = this.of(of);
    if (length === "flexible") return { ...element, bytes: 0n };
    if ("why" in length) throw new Unknown(length.why);
    if (length.count < 0n) throw new Unknown("an array has a negative length");
    return { ...element, bytes: element.bytes * length.count };
  }

  record(record: RecordType): RecordLayout {
    const known = this.records.get(record);
    if (known) {
      this.sources.addMask(known.mask);
      return known.value;
    }
    if (record.broken !== undefined) throw new Unknown(record.broken);
    if (record.randomized) throw new Unknown(`the compiler shuffles the members of ${record.key}`);
    if (this.open.has(record)) throw new Unknown(`${record.key} contains itself`);
    this.open.add(record);
    try {
      const placed = this.sources.measure(() => this.place(record));
      this.records.set(record, placed);
      return placed.value;
    } finally {
      this.open.delete(record);
    }
  }

  private place(record: RecordType): RecordLayout {
    const placer = new Placer(record, this.abi);
    for (const field of record.fields) {
      const layout = this.of(field.type);
      placer.add(field, layout, this.memberAlign(field.type));
    }
    const last = record.fields.at(-1);
    return placer.finish(last !== undefined && this.endsFlexible(last.type));
  }

  private endsFlexible(type: CType): boolean {
    if (type.kind === "array") return type.length === "flexible";
    if (type.kind === "tag") return this.endsFlexible(this.resolve(type.key));
    return type.kind === "record" && this.record(type.record).flexible;
  }
}

type ArrayLengthOf = Extract<CType, { kind: "array" }>["length"];

function withBounds(bytes: bigint, align: number, alignMost: number | undefined): Layout {
  return alignMost !== undefined && alignMost > align ? { bytes, align, alignMost } : { bytes, align };
}

/** Layouts of scalars, by size and alignment: all of them are among these. */
const SCALARS: readonly (readonly Layout[])[] = Array.from({ length: 65 }, (_, bytes) =>
  Array.from({ length: 65 }, (__, align) => ({ bytes: BigInt(bytes), align })),
);

function scalar(bytes: number, align: number): Layout {
  return SCALARS[bytes]?.[align] ?? { bytes: BigInt(bytes), align };
}

/** Bits of the largest object that is laid out: 128 TiB. All positions are exact as numbers. */
const MOST_BITS = 2 ** 50;

/** Places members one after the other; positions are in bits. */
class Placer {
  private position = 0;
  private end = 0;
  private align = 1;
  private alignMost = 1;
  private readonly members: Member[] = [];

  constructor(
    private readonly record: RecordType,
    private readonly abi: Abi,
  ) {}

  add(field: Field, layout: Layout, natural: number): void {
    if (this.record.isUnion) this.position = 0;
    const isPacked = this.record.packed || field.packed;
    const align = this.limited(Math.max(isPacked ? 1 : natural, field.align));
    if (field.bits === null) {
      const most =
        layout.alignMost === undefined ? align : this.limited(Math.max(isPacked ? 1 : layout.alignMost, field.align));
      this.addMember(field, layout, align, most);
    } else if (field.bits === 0n) this.closeUnit(natural);
    else this.addBits(field, field.bits, layout, this.limited(natural), isPacked);
    if (this.position > MOST_BITS) throw new Unknown(`${this.record.key} is larger than any object`);
    if (this.position > this.end) this.end = this.position;
  }

  finish(flexible: boolean): RecordLayout {
    const align = Math.max(this.align, this.record.align);
    const alignMost = Math.max(this.alignMost, align);
    const end = Math.ceil(this.end / 8);
    const bytes = this.same(roundUp(end, align), roundUp(end, alignMost), "a member");
    return { ...withBounds(BigInt(bytes), align, alignMost), members: this.members, flexible };
  }

  private limited(align: number): number {
    return this.record.pack > 0 ? Math.min(align, this.record.pack) : align;
  }

  /** The place that both bounds of an alignment lead to. Throws Unknown where they do not agree. */
  private same(least: number, most: number, what: string): number {
    if (least !== most)
      throw new Unknown(`the layout of ${this.record.key} depends on the alignment of ${what}, which is not recorded`);
    return least;
  }

  private addMember(field: Field, layout: Layout, align: number, most: number): void {
    const end = Math.ceil(this.position / 8);
    const offset = this.same(roundUp(end, align), roundUp(end, most), field.name || "a member");
    this.align = Math.max(this.align, align);
    this.alignMost = Math.max(this.alignMost, most);
    this.members.push({ field, offset: BigInt(offset), bytes: layout.bytes });
    this.position = (offset + Number(layout.bytes)) * 8;
  }

  /** A zero width closes the storage unit, packed or not, and whatever #pragma pack says. */
  private closeUnit(natural: number): void {
    this.position = roundUp(this.position, natural * 8);
    if (this.abi.unnamedBitFieldAligns) this.align = Math.max(this.align, this.limited(natural));
  }

  private addBits(field: Field, width: bigint, layout: Layout, natural: number, isPacked: boolean): void {
    const align = isPacked ? 1 : natural;
    const unit = Number(layout.bytes) * 8;
    const bits = Number(width);
    if (bits < 0 || bits > unit) throw new Unknown(`a bit-field of ${this.record.key} has ${width} bits`);
    const alignBits = Math.max(align, field.align) * 8;
    if (field.align > 0) this.position = roundUp(this.position, field.align * 8);
    if (!isPacked && this.record.pack === 0) {
      // A bit-field may not cross more units of its type than the type itself spans.
      const spans = Math.ceil(((this.position % alignBits) + bits) / alignBits);
      if (spans > Math.floor(unit / alignBits)) this.position = roundUp(this.position, alignBits);
    }
    // gcc lets #pragma pack decide how a bit-field aligns the struct, whether that is packed or not.
    const ofStruct = this.record.pack > 0 ? natural : align;
    if (field.name !== "" || this.abi.unnamedBitFieldAligns) this.align = Math.max(this.align, ofStruct, field.align);
    const offset = Math.floor(this.position / 8);
    const bytes = BigInt(Math.ceil(bits / 8));
    this.members.push({ field, offset: BigInt(offset), bit: BigInt(this.position), bytes });
    this.position += bits;
  }
}

function roundUp(value: number, to: number): number {
  const rest = value % to;
  return rest === 0 ? value : value + to - rest;
}
