import { Btf, isBtf } from "./btf.ts";
import { elfSection, isElf } from "./elf.ts";

/** Undoes a compression, where the host can: undefined where it cannot, or the bytes are damaged. */
export type Decompress = (format: Compression, bytes: Uint8Array) => Uint8Array | undefined;

export type Compression = "gzip" | "xz" | "zstd" | "lz4" | "lzma" | "bzip2" | "lzo";

export type ImageRead = { readonly kind: "btf"; readonly btf: Btf } | { readonly kind: "broken"; readonly why: string };

/**
 * The type information in a file: raw BTF (/sys/kernel/btf/vmlinux), a vmlinux, a module, or one of these compressed, or
 * inside a bzImage. `base` is the kernel's, for modules.
 */
export function readImage(bytes: Uint8Array, decompress: Decompress, base?: Btf): ImageRead {
  if (isBtf(bytes)) return sectionRead(bytes, base);
  if (isElf(bytes)) return elfRead(bytes, base);
  const packed = payloadOf(bytes);
  if (!packed) return { kind: "broken", why: "it is neither BTF nor an ELF file nor a kernel image" };
  const unpacked = decompress(packed.format, packed.bytes);
  if (!unpacked) return { kind: "broken", why: whyCompressed(packed) };
  if (isBtf(unpacked)) return sectionRead(unpacked, base);
  return isElf(unpacked)
    ? elfRead(unpacked, base)
    : { kind: "broken", why: `what is compressed with ${packed.format} in it is no ELF file` };
}

function elfRead(bytes: Uint8Array, base: Btf | undefined): ImageRead {
  const section = elfSection(bytes, ".BTF");
  if (section.kind !== "found") {
    const hint = section.kind === "none" ? "; a kernel has one with CONFIG_DEBUG_INFO_BTF=y" : "";
    return { kind: "broken", why: `${section.why}${hint}` };
  }
  // Modules built apart from their kernel bring the part of it that they build on.
  const own = elfSection(bytes, ".BTF.base");
  const ownBase = own.kind === "found" ? Btf.read(own.bytes) : undefined;
  return sectionRead(section.bytes, ownBase?.kind === "btf" ? ownBase.btf : base);
}

function sectionRead(bytes: Uint8Array, base: Btf | undefined): ImageRead {
  const read = Btf.read(bytes, base);
  if (read.kind === "btf") return read;
  return { kind: "broken", why: read.kind === "split" ? `${read.why}: name its vmlinux before it` : read.why };
}

interface Packed {
  readonly format: Compression;
  readonly bytes: Uint8Array;
  readonly isKernel: boolean;
}

const MAGICS: readonly (readonly [format: Compression, magic: readonly number[]])[] = [
  ["gzip", [0x1f, 0x8b, 8]],
  ["xz", [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0]],
  ["zstd", [0x28, 0xb5, 0x2f, 0xfd]],
  ["lz4", [2, 0x21, 0x4c, 0x18]],
  ["lzma", [0x5d, 0, 0, 0]],
  ["bzip2", [0x42, 0x5a, 0x68]],
  ["lzo", [0x89, 0x4c, 0x5a, 0x4f]],
];

function formatOf(bytes: Uint8Array): Compression | undefined {
  return MAGICS.find(([, magic]) => magic.every((byte, i) => bytes[i] === byte))?.[0];
}

/** What is compressed in a file: all of it, or the payload of an x86 bzImage (Documentation/arch/x86/boot.rst). */
function payloadOf(bytes: Uint8Array): Packed | undefined {
  const whole = formatOf(bytes);
  if (whole) return { format: whole, bytes, isKernel: false };
  if (bytes.length < 0x250 || String.fromCharCode(...bytes.subarray(0x202, 0x206)) !== "HdrS") return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const start = ((bytes[0x1f1] || 4) + 1) * 512 + view.getUint32(0x248, true);
  const payload = bytes.subarray(start, start + view.getUint32(0x24c, true));
  const format = formatOf(payload);
  return format && { format, bytes: payload, isKernel: true };
}

function whyCompressed({ format, isKernel }: Packed): string {
  const what = isKernel ? `the kernel in it is compressed with ${format}` : `it is compressed with ${format}`;
  const how = isKernel ? "unpack it with the kernel's scripts/extract-vmlinux" : `unpack it with ${TOOLS[format]}`;
  return `${what}, which cannot be undone here: ${how}, or use /sys/kernel/btf/vmlinux`;
}

const TOOLS: Readonly<Record<Compression, string>> = {
  gzip: "gzip -d",
  xz: "xz -d",
  zstd: "zstd -d",
  lz4: "lz4 -d",
  lzma: "xz -d",
  bzip2: "bzip2 -d",
  lzo: "lzop -d",
};
