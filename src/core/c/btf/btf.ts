import { BtfStrings } from "./strings.ts";

/**
 * BTF, the type information that kernels carry (Documentation/bpf/btf.rst): read without copying, a type at a time.
 * Types are numbered; 0 is void. Split BTF, as modules have it, continues the numbers and the strings of a base.
 */
export class Btf {
  private constructor(
    private readonly view: DataView,
    readonly isLittleEndian: boolean,
    /** Offset of each of its own types in `view`. */
    private readonly offsets: readonly number[],
    private readonly strings: BtfStrings,
    private readonly base: Btf | undefined,
  ) {}

  /** Reads the header and finds where each type starts. `base` is what split BTF builds on. */
  static read(bytes: Uint8Array, base?: Btf): BtfRead {
    const header = readHeader(bytes);
    if ("why" in header) return header;
    const { isLittle, types, strings } = header;
    const isSplit = strings.length === 0 || strings[0] !== 0;
    if (isSplit && !base)
      return { kind: "split", why: "it builds on the type information of a kernel, which is needed first" };
    if (strings.length > 0 && strings.at(-1) !== 0) return broken("its strings are cut off");
    const view = new DataView(types.buffer, types.byteOffset, types.byteLength);
    const offsets = findTypes(view, isLittle);
    if (!Array.isArray(offsets)) return broken(offsets);
    const on = isSplit ? base : undefined;
    if (on && on.isLittleEndian !== isLittle)
      return broken("its byte order is not that of the kernel it is to build on");
    const btf = new Btf(view, isLittle, offsets, new BtfStrings(strings, on?.strings), on);
    return btf.wrongName()
      ? broken(on ? "it does not build on the kernel that is given before it" : "a name points outside of its strings")
      : { kind: "btf", btf };
  }

  /** The first id of its own: ids below belong to the base. */
  get firstId(): number {
    return this.base ? this.base.endId : 1;
  }

  /** One past the last id. */
  get endId(): number {
    return this.firstId + this.offsets.length;
  }

  get isSplit(): boolean {
    return this.base !== undefined;
  }

  /** What type `id` is; undefined where there is none. */
  type(id: number): BtfType | undefined {
    if (id === 0) return { kind: "void" };
    if (id < this.firstId) return this.base?.type(id);
    const at = this.offsets[id - this.firstId];
    if (at === undefined) return undefined;
    const kind = kindOf(this.word(at + 4));
    const word = this.word(at + 8);
    switch (kind) {
      case KIND.int: {
        const encoding = this.word(at + 12) >>> 24;
        return {
          kind: "int",
          name: this.nameAt(at),
          bytes: word,
          signed: (encoding & 1) !== 0,
          bits: this.word(at + 12) & 0xff,
        };
      }
      case KIND.pointer:
        return { kind: "pointer", to: word };
      case KIND.array:
        return { kind: "array", of: this.word(at + 12), count: this.word(at + 20) };
      case KIND.struct:
      case KIND.union:
        return { kind: "record", name: this.nameAt(at), isUnion: kind === KIND.union, bytes: word };
      case KIND.enum:
      case KIND.enum64:
        return { kind: "enum", name: this.nameAt(at), bytes: word, signed: isFlagged(this.word(at + 4)) };
      case KIND.forward:
        return { kind: "forward", name: this.nameAt(at), isUnion: isFlagged(this.word(at + 4)) };
      case KIND.typedef:
        return { kind: "typedef", name: this.nameAt(at), of: word };
      case KIND.volatile:
      case KIND.const:
      case KIND.restrict:
      case KIND.typeTag:
        return { kind: "qualified", of: word };
      case KIND.prototype:
        return { kind: "function", returns: word };
      case KIND.float:
        return { kind: "float", bytes: word };
      default:
        return { kind: "none" };
    }
  }

  isRecord(id: number): boolean {
    if (id < this.firstId) return this.base?.isRecord(id) ?? false;
    const kind = kindOf(this.word((this.offsets[id - this.firstId] ?? 0) + 4));
    return kind === KIND.struct || kind === KIND.union;
  }

  /** Names and kinds of its own types, without those of the base. */
  *named(): Generator<{
    readonly id: number;
    readonly kind: "struct" | "union" | "enum" | "typedef" | "int";
    readonly name: string;
  }> {
    for (let i = 0; i < this.offsets.length; i++) {
      const at = this.offsets[i] ?? 0;
      const kind = NAMED[kindOf(this.word(at + 4))];
      if (kind !== undefined && this.word(at) !== 0) yield { id: this.firstId + i, kind, name: this.nameAt(at) };
    }
  }

  /** Calls `each` with every member of a struct or union, in order. */
  forMembers(id: number, each: (type: number, bit: number, bits: number, nameOffset: number) => void): void {
    if (id < this.firstId) {
      this.base?.forMembers(id, each);
      return;
    }
    const at = this.offsets[id - this.firstId];
    if (at === undefined) return;
    const flags = this.word(at + 4);
    const kind = kindOf(flags);
    if (kind !== KIND.struct && kind !== KIND.union) return;
    for (let i = 0, member = at + 12; i < countOf(flags); i++, member += 12) {
      const offset = this.word(member + 8);
      const isPacked = isFlagged(flags);
      each(
        this.word(member + 4),
        isPacked ? offset & 0xffffff : offset,
        isPacked ? offset >>> 24 : 0,
        this.word(member),
      );
    }
  }

  /** Members of a struct or union; `bits` is 0 for what is no bit-field. */
  members(id: number): BtfMember[] {
    const found: BtfMember[] = [];
    this.forMembers(id, (type, bit, bits, nameOffset) => {
      found.push({ name: this.strings.at(nameOffset) ?? "", type, bit, bits });
    });
    return found;
  }

  /** The enumerators of its own enums. */
  *enumerators(): Generator<{ readonly name: string; readonly value: bigint }> {
    for (const at of this.offsets) {
      const flags = this.word(at + 4);
      const kind = kindOf(flags);
      if (kind !== KIND.enum && kind !== KIND.enum64) continue;
      const isWide = kind === KIND.enum64;
      for (let i = 0; i < countOf(flags); i++) {
        const value = at + 12 + i * (isWide ? 12 : 8);
        const low = BigInt(this.word(value + 4));
        const all = isWide ? low | (BigInt(this.word(value + 8)) << 32n) : low;
        yield { name: this.nameAt(value), value: isFlagged(flags) ? BigInt.asIntN(isWide ? 64 : 32, all) : all };
      }
    }
  }

  /** Whether any name of its own lies in no string: then it is damaged, or built on something else. */
  private wrongName(): boolean {
    return this.offsets.some((at) => !this.strings.isName(this.word(at)));
  }

  private nameAt(at: number): string {
    return this.strings.at(this.word(at)) ?? "";
  }

  private word(at: number): number {
    return this.view.getUint32(at, this.isLittleEndian);
  }
}

export type BtfRead =
  | { readonly kind: "btf"; readonly btf: Btf }
  | { readonly kind: "broken" | "split"; readonly why: string };

/** One type; ids name other types. Sizes in bytes. */
export type BtfType =
  | { readonly kind: "void" }
  | {
      readonly kind: "int";
      readonly name: string;
      readonly bytes: number;
      readonly signed: boolean;
      readonly bits: number;
    }
  | { readonly kind: "pointer"; readonly to: number }
  | { readonly kind: "array"; readonly of: number; readonly count: number }
  | { readonly kind: "record"; readonly name: string; readonly isUnion: boolean; readonly bytes: number }
  | { readonly kind: "enum"; readonly name: string; readonly bytes: number; readonly signed: boolean }
  | { readonly kind: "forward"; readonly name: string; readonly isUnion: boolean }
  | { readonly kind: "typedef"; readonly name: string; readonly of: number }
  /** const, volatile, restrict and tags, which change no size. */
  | { readonly kind: "qualified"; readonly of: number }
  | { readonly kind: "function"; readonly returns: number }
  | { readonly kind: "float"; readonly bytes: number }
  /** Functions, variables, sections and tags of declarations: no types. */
  | { readonly kind: "none" };

export interface BtfMember {
  readonly name: string;
  readonly type: number;
  /** First bit, counted from the start of the struct. */
  readonly bit: number;
  readonly bits: number;
}

const KIND = {
  int: 1,
  pointer: 2,
  array: 3,
  struct: 4,
  union: 5,
  enum: 6,
  forward: 7,
  typedef: 8,
  volatile: 9,
  const: 10,
  restrict: 11,
  prototype: 13,
  float: 16,
  typeTag: 18,
  enum64: 19,
} as const;

const NAMED: Readonly<Record<number, "struct" | "union" | "enum" | "typedef" | "int">> = {
  [KIND.int]: "int",
  [KIND.struct]: "struct",
  [KIND.union]: "union",
  [KIND.enum]: "enum",
  [KIND.enum64]: "enum",
  [KIND.typedef]: "typedef",
};

/** Bytes behind the three words that every kind starts with, by kind: [fixed, for each of its vlen]. */
const TAIL: readonly (readonly [fixed: number, each: number])[] = [
  [0, 0], // no kind
  [4, 0], // int
  [0, 0], // pointer
  [12, 0], // array
  [0, 12], // struct
  [0, 12], // union
  [0, 8], // enum
  [0, 0], // forward
  [0, 0], // typedef
  [0, 0], // volatile
  [0, 0], // const
  [0, 0], // restrict
  [0, 0], // func
  [0, 8], // prototype
  [4, 0], // var
  [0, 12], // datasec
  [0, 0], // float
  [4, 0], // declaration tag
  [0, 0], // type tag
  [0, 12], // enum64
];

const MAGIC = 0xeb9f;

export function isBtf(bytes: Uint8Array): boolean {
  return (bytes[0] === 0x9f && bytes[1] === 0xeb) || (bytes[0] === 0xeb && bytes[1] === 0x9f);
}

interface Header {
  readonly isLittle: boolean;
  readonly types: Uint8Array;
  readonly strings: Uint8Array;
}

function readHeader(bytes: Uint8Array): Header | BtfRefusal {
  if (!isBtf(bytes)) return broken("it does not start with BTF's magic number");
  if (bytes.length < 24) return broken("its header is cut off");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const isLittle = view.getUint16(0, true) === MAGIC;
  const version = view.getUint8(2);
  if (version !== 1) return broken(`it is BTF of version ${version}, and 1 can be read`);
  const [headerLength = 0, typeOffset = 0, typeLength = 0, stringOffset = 0, stringLength = 0] = [4, 8, 12, 16, 20].map(
    (at) => view.getUint32(at, isLittle),
  );
  const types = headerLength + typeOffset;
  const strings = headerLength + stringOffset;
  if (headerLength < 24 || types + typeLength > bytes.length || strings + stringLength > bytes.length)
    return broken("it is cut off: its header names more bytes than there are");
  return {
    isLittle,
    types: bytes.subarray(types, types + typeLength),
    strings: bytes.subarray(strings, strings + stringLength),
  };
}

type BtfRefusal = { readonly kind: "broken"; readonly why: string };

function broken(why: string): BtfRefusal {
  return { kind: "broken", why };
}

/** Where each type starts, or why they cannot be told apart. */
function findTypes(view: DataView, isLittle: boolean): number[] | string {
  const offsets: number[] = [];
  for (let at = 0; at < view.byteLength; ) {
    if (at + 12 > view.byteLength) return "its last type is cut off";
    const flags = view.getUint32(at + 4, isLittle);
    const tail = TAIL[kindOf(flags)];
    if (!tail || kindOf(flags) === 0) return `it has a type of kind ${kindOf(flags)}, which is not known`;
    offsets.push(at);
    at += 12 + tail[0] + tail[1] * countOf(flags);
    if (at > view.byteLength) return "its last type is cut off";
  }
  return offsets;
}

function kindOf(flags: number): number {
  return (flags >>> 24) & 0x1f;
}

function countOf(flags: number): number {
  return flags & 0xffff;
}

function isFlagged(flags: number): boolean {
  return flags >>> 31 === 1;
}
