import type { Abi } from "../abi.ts";
import type { Btf } from "./btf.ts";

/** Bounds of an alignment in bytes; they are equal where it is known. */
export interface AlignmentBounds {
  readonly least: number;
  readonly most: number;
}

/** Alignments that attributes ask for are those of cache lines and vectors: smaller gaps may be unnamed bit-fields. */
const SMALLEST_ASKED = 16;
const DEEPEST = 64;

/**
 * BTF tells sizes and offsets, but no alignments: `packed` and `aligned` are lost. Bounds follow from the members, and
 * from where all structs place a type: after a gap that its natural alignment explains it is not packed, and at an
 * offset of 8 it is aligned to 8 at most. Looks at all members of the file once, when it is first asked.
 */
export class Alignments {
  private readonly shapes = new Map<number, Shape>();
  private readonly open = new Set<number>();
  /** Lowest bit of all offsets at which a type stands. */
  private readonly highest: Uint32Array;
  /** 1 for types that stand behind a gap which their natural alignment explains. */
  private readonly follow: Uint8Array;
  /** What was worked out so far, by id: sizes (-1 for not yet) and natural alignments (0 for not yet). */
  private readonly sizes: Float64Array;
  private readonly naturals: Uint8Array;

  constructor(
    private readonly btf: Btf,
    private readonly abi: Abi,
  ) {
    this.highest = new Uint32Array(btf.endId);
    this.follow = new Uint8Array(btf.endId);
    this.sizes = new Float64Array(btf.endId).fill(-1);
    this.naturals = new Uint8Array(btf.endId);
    for (let id = 1; id < btf.endId; id++) if (btf.isRecord(id)) this.notePlaces(id);
  }

  /** Bounds of the alignment of a struct, a union or a typedef of one. */
  of(id: number): AlignmentBounds {
    const record = this.recordBehind(id);
    const type = this.btf.type(record);
    if (type?.kind !== "record") {
      const natural = this.naturalOf(id, 0);
      return { least: natural, most: natural };
    }
    const { natural, isSurelyNatural, hasPointer, asked } = this.shapeOf(record);
    const atMost = Math.min(lowestBit(type.bytes), this.highest[id] || Number.POSITIVE_INFINITY);
    const most = Number.isFinite(atMost) ? Math.max(natural, atMost) : natural;
    const isPlaced = (this.highest[record] ?? 0) > 0;
    const isNatural = isSurelyNatural || (hasPointer && isPlaced) || this.follow[record] === 1 || this.follow[id] === 1;
    const least = isNatural ? natural : 1;
    return { least: asked <= most ? Math.max(least, asked) : least, most };
  }

  private recordBehind(id: number): number {
    let at = id;
    for (let depth = 0; depth < DEEPEST; depth++) {
      const type = this.btf.type(at);
      if (type?.kind !== "typedef" && type?.kind !== "qualified") return at;
      at = type.of;
    }
    return id;
  }

  /** Alignment that a type has without attributes; 1 for a struct whose own layout shows that it is packed. */
  private naturalOf(id: number, depth: number): number {
    const known = this.naturals[id];
    if (known) return known;
    const natural = this.naturalAnew(id, depth);
    this.naturals[id] = natural;
    return natural;
  }

  private naturalAnew(id: number, depth: number): number {
    const type = this.btf.type(id);
    if (!type || depth > DEEPEST) return 1;
    switch (type.kind) {
      case "int":
      case "float":
        return type.bytes === 8 ? this.abi.longLongAlign : Math.max(1, type.bytes);
      case "enum":
        return type.bytes === 8 ? this.abi.longLongAlign : Math.max(1, type.bytes);
      case "pointer":
        return this.abi.wordBytes;
      case "array":
      case "typedef":
      case "qualified":
        return this.naturalOf(type.of, depth + 1);
      case "record":
        return this.shapeOf(id, depth + 1).natural;
      case "void":
      case "forward":
      case "function":
      case "none":
        return 1;
    }
  }

  /** What the members of a struct tell of its alignment. */
  private shapeOf(id: number, depth = 0): Shape {
    const known = this.shapes.get(id);
    if (known) return known;
    if (this.open.has(id)) return SHAPELESS; // damaged: it contains itself
    this.open.add(id);
    const shape = this.shapeAnew(id, depth);
    this.open.delete(id);
    this.shapes.set(id, shape);
    return shape;
  }

  private shapeAnew(id: number, depth: number): Shape {
    const type = this.btf.type(id);
    if (type?.kind !== "record") return SHAPELESS;
    let natural = 1;
    let isPacked = false;
    let isSurelyNatural = false;
    let hasPointer = false;
    let asked = 1;
    let end = 0;
    this.btf.forMembers(id, (member, bit, bits) => {
      const at = Math.floor(bit / 8);
      const own = this.naturalOf(member, depth);
      // A struct that stands across its natural alignment is packed itself, or else what holds it is.
      const align = bits === 0 && at % own !== 0 && this.holdsRecord(member) ? 1 : own;
      natural = Math.max(natural, align);
      if (bits > 0) {
        end = Math.max(end, Math.ceil((bit + bits) / 8));
        return;
      }
      isPacked ||= at % align !== 0;
      isSurelyNatural ||= at > end && at === roundUp(end, align);
      hasPointer ||= this.reachesPointer(member, depth);
      asked = Math.max(asked, askedFor(end, at, align));
      end = Math.max(end, at + this.bytesOf(member));
    });
    if (isPacked || type.bytes % natural !== 0) return SHAPELESS;
    isSurelyNatural ||= type.bytes > end && type.bytes === roundUp(end, natural);
    return { natural, isSurelyNatural, hasPointer, asked: Math.max(asked, askedFor(end, type.bytes, natural)) };
  }

  private holdsRecord(id: number, depth = 0): boolean {
    const behind = this.recordBehind(id);
    const type = this.btf.type(behind);
    return (
      type?.kind === "record" || (type?.kind === "array" && depth < DEEPEST && this.holdsRecord(type.of, depth + 1))
    );
  }

  private reachesPointer(id: number, depth: number): boolean {
    const behind = this.recordBehind(id);
    const type = this.btf.type(behind);
    if (type?.kind === "pointer") return true;
    if (depth > DEEPEST) return false;
    if (type?.kind === "array") return this.reachesPointer(type.of, depth + 1);
    return type?.kind === "record" && this.shapeOf(behind, depth + 1).hasPointer;
  }

  private notePlaces(id: number): void {
    const type = this.btf.type(id);
    if (type?.kind !== "record") return;
    const natural = this.naturalOf(id, 0);
    if (natural === 1) return; // it may be packed
    let end = 0;
    this.btf.forMembers(id, (member, bit, bits) => {
      const at = Math.floor(bit / 8);
      if (bits === 0 && at > 0 && !type.isUnion) {
        const align = this.naturalOf(member, 0);
        this.note(member, lowestBit(at), at > end && at === roundUp(end, align));
      }
      end = bits === 0 ? at + this.bytesOf(member) : Math.ceil((bit + bits) / 8);
    });
  }

  /** Notes a place of a type and of what it is a name of. */
  private note(member: number, bit: number, follows: boolean): void {
    let at = member;
    for (let depth = 0; depth < DEEPEST; depth++) {
      const known = this.highest[at] ?? 0;
      this.highest[at] = known === 0 ? bit : Math.min(known, bit);
      if (follows) this.follow[at] = 1;
      const type = this.btf.type(at);
      if (type?.kind !== "typedef" && type?.kind !== "qualified" && type?.kind !== "array") return;
      at = type.of;
    }
  }

  private bytesOf(id: number, depth = 0): number {
    const known = this.sizes[id] ?? -1;
    if (known >= 0) return known;
    const bytes = this.bytesAnew(id, depth);
    this.sizes[id] = bytes;
    return bytes;
  }

  private bytesAnew(id: number, depth: number): number {
    const type = this.btf.type(id);
    if (!type || depth > DEEPEST) return 0;
    switch (type.kind) {
      case "int":
      case "float":
      case "enum":
      case "record":
        return type.bytes;
      case "pointer":
        return this.abi.wordBytes;
      case "array":
        return type.count * this.bytesOf(type.of, depth + 1);
      case "typedef":
      case "qualified":
        return this.bytesOf(type.of, depth + 1);
      case "void":
      case "forward":
      case "function":
      case "none":
        return 0;
    }
  }
}

interface Shape {
  readonly natural: number;
  /** A gap shows that natural alignment is in force. */
  readonly isSurelyNatural: boolean;
  /** Packed structs describe what devices and wires carry, and hardly ever hold pointers. */
  readonly hasPointer: boolean;
  /** What an attribute asks for at least, as far as gaps show it; 1 for none. */
  readonly asked: number;
}

const SHAPELESS: Shape = { natural: 1, isSurelyNatural: false, hasPointer: false, asked: 1 };

/** The alignment that a gap from `end` to `at` shows: 1 where the natural one explains it, or a small one may. */
function askedFor(end: number, at: number, natural: number): number {
  if (at <= roundUp(end, natural)) return 1;
  for (let power = natural * 2; power <= 4096; power *= 2)
    if (roundUp(end, power) === at) return power < SMALLEST_ASKED ? 1 : power;
  return 1;
}

function lowestBit(n: number): number {
  let bit = 1;
  while (n > 0 && n % (bit * 2) === 0 && bit < 2 ** 20) bit *= 2;
  return n === 0 ? Number.POSITIVE_INFINITY : bit;
}

function roundUp(value: number, to: number): number {
  return Math.ceil(value / to) * to;
}
