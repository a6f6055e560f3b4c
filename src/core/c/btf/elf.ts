/** A section of an ELF file. */
export type Section =
  | { readonly kind: "found"; readonly bytes: Uint8Array }
  | { readonly kind: "none" | "broken"; readonly why: string };

/** Whether a file starts as an ELF file does. */
export function isElf(bytes: Uint8Array): boolean {
  return bytes[0] === 0x7f && bytes[1] === 0x45 && bytes[2] === 0x4c && bytes[3] === 0x46;
}

const SHF_COMPRESSED = 0x800n;
const SHT_NOBITS = 8;

/** Finds sections by name in an ELF file of 32 or 64 bits and either byte order. */
export function elfSection(bytes: Uint8Array, name: string): Section {
  try {
    return find(new ElfView(bytes), name);
  } catch (problem) {
    if (problem instanceof RangeError) return { kind: "broken", why: "its ELF headers point outside of the file" };
    throw problem;
  }
}

function find(elf: ElfView, name: string): Section {
  const { sections, count, nameSection } = elf.header();
  if (sections === 0 || count === 0) return { kind: "none", why: "it is an ELF file without sections" };
  const names = elf.section(sections, nameSection);
  for (let i = 0; i < count; i++) {
    const section = elf.section(sections, i);
    if (!elf.isNamed(names.offset + section.name, name)) continue;
    if (section.type === SHT_NOBITS) break;
    if ((section.flags & SHF_COMPRESSED) !== 0n) return { kind: "broken", why: `its section ${name} is compressed` };
    if (section.offset + section.size > elf.bytes.length)
      return { kind: "broken", why: `its section ${name} ends outside of the file` };
    return { kind: "found", bytes: elf.bytes.subarray(section.offset, section.offset + section.size) };
  }
  return { kind: "none", why: `it is an ELF file without a section ${name}` };
}

/** The fields of ELF headers, whatever their width and byte order. Reading past the end throws a RangeError. */
class ElfView {
  private readonly view: DataView;
  private readonly isWide: boolean;
  private readonly isLittle: boolean;

  constructor(readonly bytes: Uint8Array) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.isWide = this.view.getUint8(4) === 2;
    this.isLittle = this.view.getUint8(5) === 1;
  }

  header(): { readonly sections: number; readonly count: number; readonly nameSection: number } {
    const sections = this.address(this.isWide ? 40 : 32);
    const at = this.isWide ? 60 : 48;
    const first = sections === 0 ? undefined : this.section(sections, 0);
    // More sections than 16 bits can count are counted in the first section's header.
    return {
      sections,
      count: this.half(at) || (first?.size ?? 0),
      nameSection: this.half(at + 2) === 0xffff ? (first?.link ?? 0) : this.half(at + 2),
    };
  }

  section(sections: number, index: number): SectionHeader {
    const at = sections + index * (this.isWide ? 64 : 40);
    return {
      name: this.word(at),
      type: this.word(at + 4),
      flags: this.isWide ? this.view.getBigUint64(at + 8, this.isLittle) : BigInt(this.word(at + 8)),
      offset: this.address(at + (this.isWide ? 24 : 16)),
      size: this.address(at + (this.isWide ? 32 : 20)),
      link: this.word(at + (this.isWide ? 40 : 24)),
    };
  }

  isNamed(at: number, name: string): boolean {
    for (let i = 0; i < name.length; i++) if (this.bytes[at + i] !== name.charCodeAt(i)) return false;
    return this.bytes[at + name.length] === 0;
  }

  private half(at: number): number {
    return this.view.getUint16(at, this.isLittle);
  }

  private word(at: number): number {
    return this.view.getUint32(at, this.isLittle);
  }

  private address(at: number): number {
    return this.isWide ? Number(this.view.getBigUint64(at, this.isLittle)) : this.word(at);
  }
}

interface SectionHeader {
  readonly name: number;
  readonly type: number;
  readonly flags: bigint;
  readonly offset: number;
  readonly size: number;
  readonly link: number;
}
