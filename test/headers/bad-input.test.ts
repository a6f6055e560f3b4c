import { describe, expect, test } from "vitest";
import { ApiNames } from "../../src/core/c/api-names.ts";
import { SourceFile } from "../../src/core/c/source-file.ts";
import { KernelHeaderFiles } from "../../src/headers/kernel-headers.ts";
import { testTarget } from "../support/c-unit.ts";
import { testParser } from "../support/parser.ts";
import { virtual } from "../support/virtual-files.ts";

const parser = await testParser();
const apis = new ApiNames(["kmalloc"]);

/** What `expression` is worth in a file of a kernel that consists of `files`, or why it is not known. */
function worth(expression: string, files: Readonly<Record<string, string>>, includes = '#include "a.h"\n'): string {
  const text = `${includes}static void *f(void) { return kmalloc(${expression}, GFP_KERNEL); }`;
  const headers = new KernelHeaderFiles("/k", "x86_64", virtual({ "/k/include/linux/types.h": "", ...files }));
  const main = "/k/drivers/x/x.c";
  const file = new SourceFile(
    { path: main, text, encoding: "utf16" },
    {
      target: testTarget(),
      parser,
      apis,
      resolve: headers.resolveLocal(main),
      kernel: headers.headers(),
      build: headers.buildOf(main, () => undefined),
    },
  );
  const [call] = [...file.calls()];
  const fact = call?.size("$0");
  return fact?.kind === "known" ? String(fact.bytes) : fact?.kind === "unknown" ? fact.why : JSON.stringify(fact);
}

describe("headers that no compiler would take", () => {
  test("a cycle of includes", () => {
    const files = {
      "/k/drivers/x/a.h": '#include "b.h"\nstruct a { struct b b; };\n',
      "/k/drivers/x/b.h": '#include "c.h"\n#include "b.h"\nstruct b { struct c c[2]; };\n',
      "/k/drivers/x/c.h": '#include "a.h"\nstruct c { int c; };\n',
    };
    expect(worth("sizeof(struct a)", files)).toBe("8");
  });

  test("a struct that contains itself through headers", () => {
    const files = {
      "/k/drivers/x/a.h": '#include "b.h"\nstruct a { struct b b; };\n',
      "/k/drivers/x/b.h": '#include "a.h"\nstruct b { struct a a; };\n',
    };
    expect(worth("sizeof(struct a)", files)).toMatch(/contains itself/);
  });

  test("includes that nest ten thousand deep: what lies too deep is not found, the rest is", () => {
    const files = Object.fromEntries(
      Array.from({ length: 10_000 }, (_, i) => [
        `/k/drivers/x/h${i}.h`,
        `#include "h${i + 1}.h"\nstruct s${i} { char c[${i}]; };\n`,
      ]),
    );
    expect(worth("sizeof(struct s5)", files, '#include "h0.h"\n')).toBe("5");
    expect(worth("sizeof(struct s9000)", files, '#include "h0.h"\n')).toMatch(/not declared/);
    const ofKernel = Object.fromEntries(
      Object.entries(files).map(([path, text]) => [
        path.replace("/k/drivers/x/", "/k/include/linux/"),
        text.replace(/"(.*)"/, "<linux/$1>"),
      ]),
    );
    expect(worth("sizeof(struct s5)", ofKernel, "#include <linux/h0.h>\n")).toBe("5");
    expect(worth("sizeof(struct s9000)", ofKernel, "#include <linux/h0.h>\n")).toMatch(/not declared/);
  });

  test.each([
    ["a macro that is itself", "#define N N\n", "N"],
    ["macros that are each other", "#define N M\n#define M N\n", "N"],
    ["a call of itself", "#define N(x) N(N(x) + 1)\n", "N(1)"],
    ["an argument that is not closed", "#define N(x) (x\n", "N(1"],
    ["a condition on nonsense", "#if ))) + 3 ?\n#define N 3\n#endif\n", "N"],
    ["a condition that divides by zero", "#if 1 / 0\n#define N 3\n#endif\n", "N"],
    ["an #if without its end, and an #else without its #if", "#else\n#endif\n#if 0\n#define N 3\n", "N"],
    ["a length of nonsense", "#define N sizeof(struct s)\nstruct s { char c[}{]; };\n", "N"],
    ["binary junk", `#define N \0\x01\xff@\n${"\xfe\0{".repeat(500)}`, "N"],
  ])("%s", (_, header, expression) => {
    expect(worth(expression, { "/k/drivers/x/a.h": header })).not.toMatch(/^\d+$/);
  });

  test("a bomb of macros over many headers says that it is one", () => {
    const files = Object.fromEntries(
      Array.from({ length: 40 }, (_, i) => [
        `/k/drivers/x/${i === 0 ? "a" : `h${i}`}.h`,
        `#include "h${i + 1}.h"\n#define B${i} B${i + 1} + B${i + 1} + B${i + 1}\n`,
      ]),
    );
    expect(worth("B0", files)).toMatch(/too much/);
  });

  test("an #include of a folder, of nothing, and of what lies outside", () => {
    const files = { "/k/drivers/x/dir/inner.h": "#define N 3\n", "/etc/passwd": "#define N 4\n" };
    for (const path of ['"dir"', '"dir/"', '""', "<>", '"/etc/passwd"', '"../../../../../../etc/passwd"'])
      expect(worth("N", files, `#include ${path}\n`)).not.toMatch(/^\d+$/);
  });

  test("a header of 20 MB is read", () => {
    const registers = Array.from({ length: 400_000 }, (_, i) => `#define REG_${i}_SHIFT_AND_SOME_MORE_TEXT  0x${i}\n`);
    expect(worth("REG_399999_SHIFT_AND_SOME_MORE_TEXT", { "/k/drivers/x/a.h": registers.join("") })).toBe(
      String(0x399999),
    );
  });

  test("a header of more is not: what it may define is not known", () => {
    const files = { "/k/drivers/x/a.h": `#define N 3\n${" ".repeat(33 * 2 ** 20)}` };
    expect(worth("N", files)).toMatch(/not/);
  });
});

test("Makefiles that never end what they begin", () => {
  const loops = `A = $(B)$(B)\nB = $(A)$(A)\n${"ifeq (a,b)\n".repeat(1000)}ccflags-y += -I$(A) -D$(B)\nobj-y += $(A) x.o \\`;
  expect(worth("3", { "/k/drivers/x/Makefile": loops })).toBe("3");
  const doubling = Array.from({ length: 60 }, (_, i) => `V${i + 1} := $(V${i})$(V${i})`).join("\n");
  expect(worth("3", { "/k/drivers/x/Makefile": `V0 := -Ix\n${doubling}\nccflags-y += $(V60)\n` })).toBe("3");
});
