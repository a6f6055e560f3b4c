import { describe, expect, test } from "vitest";
import { analyseFile } from "../../../src/core/analysis/analyse.ts";
import { cTarget } from "../../../src/core/analysis/c-target.ts";
import { presetNamed } from "../../../src/core/kernel/presets.ts";
import { readProfile } from "../../../src/core/kernel/profile.ts";
import { testParser } from "../../support/parser.ts";

const parser = await testParser();

/** The size of the last call of a function: `1..64`, `known 8`, or the expression that it depends on. */
function sizeIn(parameters: string, body: string, above = ""): string {
  const read = readProfile(presetNamed("debian-6.12-amd64")?.profile);
  if (read.kind !== "profile") throw new Error(read.why);
  const { config, profile } = read;
  const text = `${above}void f(${parameters})\n{\n${body}\n}\n`;
  const target = cTarget(profile, config);
  const context = { config, target, parser, resolve: () => undefined };
  const size = analyseFile({ path: "a.c", text, encoding: "utf16" }, context).at(-1)?.size;
  switch (size?.kind) {
    case "known":
      return `known ${size.bytes}`;
    case "between":
      return `${size.min}..${size.max}`;
    case "symbolic":
      return size.expression;
    default:
      return size?.why ?? "no call";
  }
}

const CALL = "p = kmalloc(n, GFP_KERNEL);";

describe("a condition that every way passes bounds a size", () => {
  test.each([
    ["size_t n", `if (n > 64) return; ${CALL}`, "0..64"],
    ["size_t n", `if (64 < n) return; ${CALL}`, "0..64"],
    ["size_t n", `if (!n || n >= 64) { err = 1; goto out; } ${CALL} out: return;`, "1..63"],
    ["size_t n", `if (unlikely(n > PAGE_SIZE)) return; ${CALL}`, "0..4096"],
    ["size_t n", `if (n < 64) { ${CALL} }`, "0..63"],
    ["size_t n", `if (n > 64) return; else if (n < 4) return; ${CALL}`, "4..64"],
    ["size_t n", `if (n > 64) n = 64; ${CALL}`, "0..64"],
    ["int n", `if (n < 0) return; if (n > 64) n = 64; ${CALL}`, "0..64"],
    ["int n", `if (n <= 0 || n > 64) return; ${CALL}`, "1..64"],
    ["int n", `if (n > sizeof(long)) return; ${CALL}`, "0..8"],
    ["size_t n", `p = n > 64 ? NULL : kmalloc(n, GFP_KERNEL);`, "0..64"],
    ["size_t n", `while (n < 64) { ${CALL} n *= 2; }`, "0..63"],
    ["int m", `int n; for (n = 0; n < 16; n++) ${CALL}`, "0..15"],
    ["u32 m", `size_t n; if (m > 16) return; n = m * 24 + 8; ${CALL}`, "8..392"],
    ["int m, size_t n", `if (n > 64) return; switch (m) { case 1: ${CALL} }`, "0..64"],
  ])("%s: %s", (parameters, body, expected) => expect(sizeIn(parameters, body)).toBe(expected));
});

describe("what may be otherwise bounds nothing", () => {
  test.each([
    ["a negative number becomes a large one", "int n", `if (n > 64) return; ${CALL}`],
    ["it is written to behind the condition", "size_t n", `if (n > 64) return; n += m; ${CALL}`],
    ["it is written to later in a loop", "size_t n", `if (n > 64) return; while (m) { ${CALL} n++; }`],
    ["its address is taken", "size_t n", `if (n > 64) return; get(&n); ${CALL}`],
    ["a label leads past the condition", "size_t n", `if (m) goto in; if (n > 64) return; in: ${CALL}`],
    ["a case leads past the condition", "size_t n", `switch (m) { case 1: if (n > 64) return; case 2: ${CALL} }`],
    ["another variable has that name", "size_t n", `{ size_t n = g(); if (n > 64) return; } ${CALL}`],
    ["the branch goes on", "size_t n", `if (n > 64) warn(); ${CALL}`],
    ["only one of two has to hold", "size_t n", `if (n > 64 && m) return; ${CALL}`],
    ["it is behind the condition's branch", "size_t n", `if (n < 64) { use(n); } ${CALL}`],
    ["what it is set to is not known", "size_t n", `if (n > 64) n = m; ${CALL}`],
    ["a macro may write to it", "size_t n", `if (n > 64) return; ADVANCE(n); ${CALL}`],
    ["the condition changes it", "size_t n", `if (n > 64 || (n += 4096) == 3) return; ${CALL}`],
    ["a loop checks it behind the call", "size_t n", `do { ${CALL} } while (n < 64);`],
    ["half-typed text", "size_t n", `if (n > 64) return; if ( ; ${CALL}`],
  ])("%s", (_, parameters, body) => expect(sizeIn(parameters, body)).toBe("n"));
});

describe("types and operations bound a size", () => {
  test.each([
    ["u8 n", "kmalloc(n, GFP_KERNEL);", "0..255"],
    ["u16 n", "kmalloc(n * 8 + 16, GFP_KERNEL);", "16..524296"],
    ["bool n", "kmalloc(4 + n, GFP_KERNEL);", "4..5"],
    ["int n", "kmalloc(n & 0xff, GFP_KERNEL);", "0..255"],
    ["u32 n", "kmalloc(n % 16, GFP_KERNEL);", "0..15"],
    ["int n", "kmalloc(n % 16, GFP_KERNEL);", "n % 16"],
    ["u32 n", "kmalloc(min(n, 64u), GFP_KERNEL);", "0..64"],
    ["int n", "kmalloc(clamp(n, 4, 64), GFP_KERNEL);", "4..64"],
    ["int n", "kmalloc(n ? 4 : 8, GFP_KERNEL);", "4..8"],
    ["u8 n, int m", "kmalloc(n + m, GFP_KERNEL);", "n + m"],
    ["u16 n", "kmalloc(n - 4, GFP_KERNEL);", "-4 + n"],
  ])("%s: %s", (parameters, body, expected) => expect(sizeIn(parameters, body)).toBe(expected));
});

describe("of very many conditions", () => {
  const MANY = "if (m > 5) return; ".repeat(1000);

  test("the nearest count", () => {
    expect(sizeIn("int m, size_t n", `${MANY}if (n > 64) return; ${CALL}`)).toBe("0..64");
    expect(sizeIn("int m, size_t n", `if (n > 64) return; ${MANY}if (n > 80) return; ${CALL}`)).toBe("0..80");
  });

  test("those that are left out bound nothing, and do no harm", () => {
    expect(sizeIn("int m, size_t n", `if (n > 64) return; ${MANY}${CALL}`)).toBe("n");
    expect(sizeIn("int m, size_t n", `if (n > 64) n = 64; ${MANY}if (n > 80) return; ${CALL}`)).toBe("0..80");
    expect(sizeIn("int m, size_t n", `if (n > 64) return; ${MANY}n = m; ${CALL}`)).not.toContain("..");
  });
});

describe("a local variable that is written once has that value", () => {
  test.each([
    ["int n = 8;", "known 8"],
    ["int n; n = 8; memcpy(a, &m, n);", "known 8"],
    ["int n = 8; m = f(m) & n;", "known 8"],
    ["int n = 8; m = a[0] & n;", "known 8"],
    ["int n = 8; m = (a + b) & n;", "known 8"],
  ])("%s", (body, expected) => expect(sizeIn("int m", `${body} ${CALL}`)).toBe(expected));

  test.each([
    "read_it(&n);",
    "read_it((void *)&n);",
    "read_it((unsigned long)&n);",
    "read_it((ulong)&n);",
    "read_it((u32)(void *)&n);",
    "return_it(m, (struct foo *)&n);",
    "read_it(&(n));",
    "read_it((void *)&((n)));",
    "(n)++;",
    "((n)) = 9;",
    "--(n);",
    'asm volatile("rdmsr" : "=a"(n));',
    'asm("incl %0" : [n] "+r" (n));',
  ])("which is not said behind %s", (statement) => {
    const size = sizeIn("int m", `u8 n = 8; ${statement} ${CALL}`);
    expect(["n", "0..255"]).toContain(size);
  });

  test.each([
    ["#define SET n = 9", "SET;"],
    ["#define BUMP() do { n += 9; } while (0)", "BUMP();"],
    ["#define GET(from) get_user(n, from)", "if (GET(p)) return;"],
    ["#define STEP n++\n#define TWICE() STEP, STEP", "TWICE();"],
  ])("nor where a macro of the file writes to it: %s", (macro, statement) =>
    expect(sizeIn("int m", `int n = 8; ${statement} ${CALL}`, `${macro}\n`)).toBe("n"),
  );

  test.each([
    ['#define TELL() pr_info("%d", m + n * 2)', "TELL();"],
    ["#define SET(n) n = 9", "SET(m);"],
    ["#define OF(q) ((q)->n = 9)", "OF(p);"],
    ["#define SET n = 9", ""],
  ])("but where it only reads it, or names something else: %s", (macro, statement) =>
    expect(sizeIn("int m", `int n = 8; ${statement} ${CALL}`, `${macro}\n`)).toBe("known 8"),
  );
});
