/** Sizes and layout rules of one C ABI, as gcc has them for the kernel. All sizes in bytes. */
export interface Abi {
  readonly name: string;
  /** Size of a pointer and of `long`. */
  readonly wordBytes: 4 | 8;
  /** Alignment of a `long long` (and `double`) that is a member of a struct. */
  readonly longLongAlign: 4 | 8;
  readonly charIsSigned: boolean;
  readonly bigEndian: boolean;
  /** An unnamed bit-field raises the alignment of its struct (arm, arm64). */
  readonly unnamedBitFieldAligns: boolean;
  /** What `__attribute__((aligned))` without a number asks for. */
  readonly biggestAlign: number;
  /** Macros that the compiler predefines. */
  readonly predefined: Readonly<Record<string, string>>;
}

const COMMON = {
  __KERNEL__: "1",
  __GNUC__: "12",
  __GNUC_MINOR__: "2",
  __STDC__: "1",
  __STDC_VERSION__: "201112L",
  __linux__: "1",
  __CHAR_BIT__: "8",
  __INT_MAX__: "0x7fffffff",
  __ORDER_LITTLE_ENDIAN__: "1234",
  __ORDER_BIG_ENDIAN__: "4321",
  __SIZEOF_INT__: "4",
  __SIZEOF_LONG_LONG__: "8",
};
const LITTLE = { __BYTE_ORDER__: "1234", __LITTLE_ENDIAN: "1234", __LITTLE_ENDIAN_BITFIELD: "" };
const LP64 = {
  __LP64__: "1",
  _LP64: "1",
  __SIZEOF_POINTER__: "8",
  __SIZEOF_LONG__: "8",
  __SIZEOF_INT128__: "16",
  __BITS_PER_LONG: "64",
};
const ILP32 = { __SIZEOF_POINTER__: "4", __SIZEOF_LONG__: "4", __BITS_PER_LONG: "32" };

const X86 = {
  wordBytes: 8,
  longLongAlign: 8,
  charIsSigned: true,
  bigEndian: false,
  unnamedBitFieldAligns: false,
  biggestAlign: 16,
} as const;

export const ABIS = {
  x86_64: { name: "x86_64", ...X86, predefined: { ...COMMON, ...LITTLE, ...LP64, __x86_64__: "1" } },
  i386: {
    name: "i386",
    ...X86,
    wordBytes: 4,
    longLongAlign: 4,
    predefined: { ...COMMON, ...LITTLE, ...ILP32, __i386__: "1" },
  },
  arm64: {
    name: "arm64",
    ...X86,
    charIsSigned: false,
    unnamedBitFieldAligns: true,
    predefined: { ...COMMON, ...LITTLE, ...LP64, __aarch64__: "1" },
  },
  arm: {
    name: "arm",
    ...X86,
    wordBytes: 4,
    charIsSigned: false,
    unnamedBitFieldAligns: true,
    biggestAlign: 8,
    predefined: { ...COMMON, ...LITTLE, ...ILP32, __arm__: "1", __ARM_EABI__: "1" },
  },
  riscv64: {
    name: "riscv64",
    ...X86,
    charIsSigned: false,
    predefined: { ...COMMON, ...LITTLE, ...LP64, __riscv: "1", __riscv_xlen: "64" },
  },
  ppc64le: {
    name: "ppc64le",
    ...X86,
    charIsSigned: false,
    predefined: { ...COMMON, ...LITTLE, ...LP64, __powerpc__: "1", __powerpc64__: "1" },
  },
} as const satisfies Readonly<Record<string, Abi>>;
