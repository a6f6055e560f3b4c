import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { ABIS, type Abi } from "../../../src/core/c/abi.ts";
import { Btf } from "../../../src/core/c/btf/btf.ts";
import { readImage } from "../../../src/core/c/btf/kernel-image.ts";
import { KernelTypes } from "../../../src/core/c/btf/kernel-types.ts";
import { evaluate, testTarget } from "../../support/c-unit.ts";

const SIZES = [
  ["x86_64", "x86_64", 120, 128, 48, 72, 41],
  ["i386", "i386", 88, 128, 40, 56, 29],
  ["ppc32", "arm", 88, 128, 40, 56, 33],
  ["s390x", "arm64", 120, 128, 48, 72, 41],
] as const;

describe.each(SIZES)("%s", (name, abi, shape, padded, area, corners, high) => {
  // Big-endian machines with the word size and alignments of a known one.
  const like: Abi = { ...ABIS[abi], bigEndian: name === "ppc32" || name === "s390x" };
  const types = new KernelTypes([fixture(`${name}.btf`)], like);
  const check = (expression: string, expected: number | string, text = "") =>
    expect(evaluate(text, expression, { ...testTarget(abi), types })).toBe(String(expected));

  test("sizes and offsets are gcc's", () => {
    check("sizeof(struct shape)", shape);
    check("sizeof(padded_t)", padded);
    check("offsetof(struct shape, area)", area);
    check("offsetof(struct shape, corners)", corners);
    check("offsetof(struct shape, high)", high);
  });

  test("members have types", () => {
    check("sizeof(((struct shape *)0)->corners)", 4 * like.wordBytes);
    check("sizeof(((struct shape *)0)->owner)", like.wordBytes);
    check("sizeof(((struct list *)0)->items[0].at)", 8);
    check("struct_size_t(struct list, items, 3)", 8 + 3 * shape);
  });

  test("enumerators have values, of 64 bits too", () => {
    check("GREEN", 5);
    check("BLUE", -1);
    check("LARGE", 0x123456789abcdefn.toString());
    check("sizeof(enum wide)", 8);
  });

  test("what the file declares wins", () => {
    check("sizeof(struct shape)", 1, "struct shape { char only; };");
    check("GREEN", 7, "enum { GREEN = 7 };");
  });

  test("a header of the driver that was not found may declare the name", () => {
    const kernel = { ...testTarget(abi), types };
    const without = (expression: string) =>
      evaluate('#include "hw.h"\n#include <linux/slab.h>', expression, kernel, { missing: "hw.h" });
    expect(without("sizeof(struct shape)")).toBe(
      'unknown: struct shape may be declared in "hw.h", which was not found',
    );
    expect(without("sizeof(padded_t)")).toBe('unknown: padded_t may be declared in "hw.h", which was not found');
    expect(without("GREEN")).toMatch(/^unknown: GREEN is not declared/);
  });

  test("a type that is only named is unknown", () => {
    check("sizeof(struct elsewhere)", "unknown: struct elsewhere is not declared in the file or its headers");
  });
});

describe("alignment, which is not recorded", () => {
  const types = new KernelTypes([fixture("x86_64.btf")], ABIS.x86_64);
  const check = (text: string, expression: string, expected: string) =>
    expect(evaluate(text, expression, { ...testTarget(), types })).toBe(expected);

  test("counts where a struct's size depends on it", () =>
    check(
      "struct mine { char c; struct point p; };",
      "sizeof(struct mine)",
      "unknown: the layout of struct mine depends on the alignment of p, which is not recorded",
    ));

  test("does not count where all that is possible gives the same", () =>
    check("struct mine { long l; struct point p; };", "sizeof(struct mine)", "16"));

  test("is known of a struct whose gaps show it", () =>
    check("struct mine { long l; char c; struct shape s; };", "sizeof(struct mine)", "136"));
});

describe("modules", () => {
  const kernel = fixture("x86_64.btf");
  const module = fixture("more-x86_64.btf", kernel);
  const types = new KernelTypes([kernel, module], ABIS.x86_64);
  const check = (expression: string, expected: string) =>
    expect(evaluate("", expression, { ...testTarget(), types })).toBe(expected);

  test("build on the kernel's types", () => check("sizeof(struct window)", "32"));
  test("share what is the same", () => check("sizeof(struct point)", "8"));
  test("make a name ambiguous whose sizes differ", () =>
    check(
      "sizeof(struct twice)",
      "unknown: several types of this kernel are called struct twice, and BTF does not tell which is meant",
    ));

  test("need their kernel first", () =>
    expect(read(bytes("more-x86_64.btf"))).toBe(
      "it builds on the type information of a kernel, which is needed first: name its vmlinux before it",
    ));
  test("need the right kernel", () => {
    expect(read(bytes("more-x86_64.btf"), fixture("s390x.btf"))).toMatch(/byte order/);
    const short = bytes("x86_64.btf");
    short[20] = (short[20] ?? 0) - 1; // the last letter of its strings is gone
    short[short.length - 2] = 0;
    expect(read(bytes("more-x86_64.btf"), fixture("x86_64.btf"))).toBe("btf");
    const base = Btf.read(short);
    expect(base.kind === "btf" && read(bytes("more-x86_64.btf"), base.btf)).toMatch(/does not build on/);
  });
});

describe("files", () => {
  test.each(["x86_64.elf", "ppc32.elf"])("an ELF file's section: %s", (name) => expect(read(bytes(name))).toBe("btf"));
  test("gzip, which the host undoes", () =>
    expect(read(gzipSync(bytes("x86_64.elf")))).toMatch(/compressed with gzip/));
  test("what is none of these", () =>
    expect(read(new TextEncoder().encode("int main(void) { return 0; }"))).toBe(
      "it is neither BTF nor an ELF file nor a kernel image",
    ));
  test("an ELF file without the section", () => {
    const elf = bytes("x86_64.elf");
    const at = Buffer.from(elf).indexOf(".BTF\0");
    elf[at + 1] = 0x58;
    expect(read(elf)).toMatch(/ELF file without a section \.BTF; a kernel has one with CONFIG_DEBUG_INFO_BTF=y/);
  });
  test("a bzImage says how to unpack it", () => {
    const image = new Uint8Array(4096);
    image.set(new TextEncoder().encode("HdrS"), 0x202);
    image[0x1f1] = 1;
    new DataView(image.buffer).setUint32(0x24c, 100, true);
    image.set([0x28, 0xb5, 0x2f, 0xfd], 1024);
    expect(read(image)).toMatch(/compressed with zstd.*extract-vmlinux/);
  });
});

describe("damaged files", () => {
  test.each(["x86_64.btf", "s390x.btf", "x86_64.elf", "ppc32.elf"])("cut off anywhere: %s", (name) => {
    const whole = bytes(name);
    for (let length = 0; length < whole.length; length++) use(whole.subarray(0, length));
  });

  test.each(["x86_64.btf", "s390x.btf", "x86_64.elf", "ppc32.elf"])("any byte changed: %s", (name) => {
    const whole = bytes(name);
    for (let at = 0; at < whole.length; at++) {
      for (const value of [0xff, (whole[at] ?? 0) ^ 4]) {
        const changed = whole.slice();
        changed[at] = value;
        use(changed);
      }
    }
  });

  test("types that lead to themselves", () => {
    // A typedef of itself, a struct that holds itself, and an array of itself.
    const words = [1, 8 << 24, 1, 1, (4 << 24) | 1, 8, 1, 2, 0, 1, (3 << 24) | 0, 0, 3, 3, 9];
    const strings = [0, 0x61, 0];
    const file = new Uint8Array(24 + words.length * 4 + strings.length);
    const view = new DataView(file.buffer);
    const header = [0x0001eb9f, 24, 0, words.length * 4, words.length * 4, strings.length];
    for (const [i, word] of [...header, ...words].entries()) view.setUint32(i * 4, word, true);
    file.set(strings, 24 + words.length * 4);
    const image = readImage(file, () => undefined);
    expect(image.kind).toBe("btf");
    use(file);
  });
});

function bytes(name: string): Uint8Array {
  return new Uint8Array(readFileSync(`test/golden/btf/${name}`));
}

function fixture(name: string, base?: Btf): Btf {
  const image = Btf.read(bytes(name), base);
  if (image.kind !== "btf") throw new Error(image.why);
  return image.btf;
}

function read(file: Uint8Array, base?: Btf): string {
  const image = readImage(file, () => undefined, base);
  return image.kind === "btf" ? "btf" : image.why;
}

/** Reads a file and asks for all that is in it: it may be refused, but nothing is thrown. */
function use(file: Uint8Array): void {
  const image = readImage(file, () => undefined);
  if (image.kind === "broken") {
    expect(image.why).not.toBe("");
    return;
  }
  const types = new KernelTypes([image.btf], ABIS.x86_64);
  for (const key of ["struct shape", "struct list", "padded_t", "a"]) {
    const expression = `sizeof(struct mine) + offsetof(${key}, corners)`;
    evaluate(`struct mine { char c; ${key} x; };`, expression, { ...testTarget(), types });
  }
  types.constant("GREEN");
}
