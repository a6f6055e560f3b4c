import { describe, expect, test } from "vitest";
import { evaluate, testTarget } from "../../support/c-unit.ts";

function check(
  text: string,
  rows: readonly (readonly [expression: string, value: string | number | bigint])[],
  target = testTarget(),
) {
  for (const [expression, value] of rows)
    expect([expression, evaluate(text, expression, target)]).toEqual([expression, String(value)]);
}

describe("arithmetic is C's", () => {
  test("literals have the types that their suffixes and values ask for", () =>
    check("", [
      ["0x10", 16],
      ["010", 8],
      ["0b101", 5],
      ["'a'", 97],
      ["'\\n'", 10],
      ["'\\x41'", 65],
      ["sizeof 1", 4],
      ["sizeof 1L", 8],
      ["sizeof 0x80000000", 4],
      ["sizeof 2147483648", 8],
      ["sizeof 4294967296", 8],
      ["4294967295U + 1", 0],
      ["2147483648 * 2", 4294967296n],
      ["1.5", "unknown: it is a floating-point number"],
      ["08", "unknown: 08 is not a number"],
    ]));

  test("operands are promoted and converted before they are combined", () =>
    check("", [
      ["-1 > 0U", 1],
      ["(unsigned char)300", 44],
      ["(signed char)200", -56],
      ["(unsigned short)-1 + 1", 65536],
      ["~0U", 4294967295n],
      ["-1UL", 18446744073709551615n],
      ["(size_t)-1 + 2", 1],
      ["-7 / 2", -3],
      ["-7 % 2", -1],
      ["1 << 3 | 1", 9],
      ["1 ? 2 : 3", 2],
      ["sizeof(1 ? 1 : 2L)", 8],
      ["1 && 0 || 1", 1],
      ["!5", 0],
      ["(1, 2)", 2],
      ["7 & ~3", 4],
    ]));

  test("what C leaves undefined is not known", () =>
    check("", [
      ["1 / 0", "unknown: it divides by zero"],
      ["1 % 0", "unknown: it divides by zero"],
      ["1 << 32", "unknown: it shifts by more than its width"],
      ["1 << -1", "unknown: it shifts by more than its width"],
    ]));

  test("size_t is as wide as a pointer", () => {
    check(
      "",
      [
        ["sizeof(long)", 4],
        ["(unsigned long)-1", 4294967295n],
        ["size_mul(65536, 65536)", 4294967295n],
      ],
      testTarget("i386"),
    );
    check("", [
      ["size_mul(1UL << 40, 1UL << 40)", 18446744073709551615n],
      ["size_add(-1UL, 5)", 18446744073709551615n],
    ]);
  });
});

describe("helpers of the kernel", () => {
  test("have their values", () =>
    check("struct f { int n; u64 items[]; }; static int table[12]; struct f *f;", [
      ["ARRAY_SIZE(table)", 12],
      ["struct_size(f, items, 3)", 32],
      ["struct_size_t(struct f, items, 3)", 32],
      ["flex_array_size(f, items, 4)", 32],
      ["array_size(3, 5)", 15],
      ["DIV_ROUND_UP(10, 4)", 3],
      ["ALIGN(10, 8)", 16],
      ["round_up(10, 8)", 16],
      ["roundup(10, 7)", 14],
      ["roundup_pow_of_two(33)", 64],
      ["rounddown_pow_of_two(33)", 32],
      ["ilog2(4096)", 12],
      ["order_base_2(5)", 3],
      ["get_order(4097)", 1],
      ["get_order(135168)", 6],
      ["BIT(5)", 32],
      ["GENMASK(7, 4)", 240],
      ["PAGE_SIZE", 4096],
      ["PAGE_ALIGN(1)", 4096],
      ["BITS_TO_LONGS(65)", 2],
      ["min(3, 5)", 3],
      ["max_t(u8, 3, 5)", 5],
      ["clamp(9, 1, 4)", 4],
      ["min_t(u8, 256, 5)", 0],
      ["offsetof(struct f, items)", 8],
      ["offsetofend(struct f, n)", 4],
      ["sizeof_field(struct f, n)", 4],
      ["IS_ALIGNED(8, 4)", 1],
      ["__builtin_choose_expr(0, 1, 2)", 2],
      ['strlen("abc") + 1', 4],
      ["KERNEL_VERSION(6, 12, 300)", 396543],
    ]));

  test("a definition of the file's own wins", () =>
    check("#define ALIGN(x, a) 7\n#define min(a, b) 99", [
      ["ALIGN(1, 8)", 7],
      ["min(1, 2)", 99],
    ]));

  test("a bound from one side bounds the result", () =>
    check("unsigned int n; int s;", [
      ["min(n, 16U)", "0..16"],
      ["clamp(s, 4, 9)", "4..9"],
      ["max(n, 16U)", "0 + 1*max(n, 16U)"],
    ]));
});

describe("types of expressions", () => {
  const text = `
    struct inner { u16 a; u8 b; };
    struct outer { struct inner in[4]; struct outer *next; union { u32 x; u64 y; }; char name[20]; int (*op)(int); };
    typedef struct outer outer_t;
    struct outer *find(int id);
    struct outer global, *pointer, list[] = { { .name = "a" }, { .name = "b" }, [5] = { } };
    const char *names[] = { "a", "b", [9] = "c" };
    static const char greeting[] = "hello";
    enum small { A, B = 7, C } __packed;
    enum wide { W = 1ULL << 40 };
  `;
  test("sizeof sees through members, pointers, arrays and calls", () =>
    check(text, [
      ["sizeof(struct inner)", 4],
      ["sizeof(outer_t)", 64],
      ["sizeof(*pointer)", 64],
      ["sizeof(pointer->in)", 16],
      ["sizeof(pointer->in[0])", 4],
      ["sizeof(*pointer->in)", 4],
      ["sizeof(pointer->next->name)", 20],
      ["sizeof(pointer->y)", 8],
      ["sizeof(*find(3))", 64],
      ["sizeof(list)", 384],
      ["ARRAY_SIZE(names)", 10],
      ["sizeof(greeting)", 6],
      ['sizeof("tab\\t")', 5],
      ["sizeof(enum small)", 1],
      ["sizeof(enum wide)", 8],
      ["C", 8],
      ["sizeof(*container_of(pointer, struct outer, next))", 64],
      ["sizeof(typeof(pointer->in[2]))", 4],
      ["sizeof(struct { int a; char b; })", 8],
      ["sizeof(int (*)[7])", 8],
      ["sizeof(&global)", 8],
      ["sizeof((char)1 + 1)", 4],
      ["sizeof(*(struct inner *)pointer)", 4],
      ["sizeof(({ struct inner t; t; }))", 4],
    ]));

  test("an enumerator that fits no int has the type of its enum, one that does is an int", () =>
    check("enum long_ones { ZERO, MOST = 4294967295UL, MORE }; enum unsigned_ones { NONE, ALL = 4294967295UL };", [
      ["sizeof(ZERO)", 4],
      ["sizeof(MOST)", 8],
      ["32 - ~(MOST)", 4294967328],
      ["(MORE) > (~(ZERO)) ? 1 : 2", 2],
      ["sizeof(ALL)", 4],
      ["32 - ~(ALL)", 32],
    ]));

  test("what varies is named", () =>
    check("struct s { int len; u64 v[]; }; struct s *p; unsigned int n;", [
      ["n", "0 + 1*n"],
      ["320 + n * sizeof(u64)", "320 + 8*n"],
      ["struct_size(p, v, n)", "8 + 8*n"],
      ["p->len * 4 + 2", "2 + 4*p->len"],
      ["n * p->len", "0 + 1*n * p->len"],
      ["(n + 1) * 16", "16 + 16*n"],
      ["n - n", "0"],
      ["n ? 8 : 16", "8..16"],
    ]));

  test("what is not declared is unknown, with its name", () =>
    check("struct opaque *o; struct b { FOO x; };", [
      ["NOWHERE", "unknown: NOWHERE is not declared in the file or its headers"],
      ["sizeof(*o)", "unknown: struct opaque is not declared in the file or its headers"],
      ["sizeof(struct b)", "unknown: FOO is not declared in the file or its headers"],
      ["sizeof(o)", 8],
    ]));
});

describe("macros and conditionals", () => {
  test("expand as a C preprocessor does", () =>
    check(
      `
#define N 3
#define TWICE(x) ((x) * 2)
#define CAT(a, b) a##b
#define VALUE_7 70
#define FIRST(a, ...) a
#define COUNT(args...) sizeof((int[]){ args }) / sizeof(int)
#define SELF SELF
#define EVEN ODD
#define ODD EVEN
#define OPTIONAL(x, ...) (x , ## __VA_ARGS__)
`,
      [
        ["N * 40", 120],
        ["TWICE(N + 1)", 8],
        ["CAT(VALUE_, 7)", 70],
        ["FIRST(4, 5, 6)", 4],
        ["COUNT(1, 2, 3)", 3],
        ["OPTIONAL(5)", 5],
        ["TWICE (2)", 4],
        ["SELF", "unknown: SELF is not declared in the file or its headers"],
        ["EVEN", "unknown: EVEN is not declared in the file or its headers"],
      ],
    ));

  describe("the string of a name", () => {
    const text = "#define str(x) #x\n#define xstr(x) str(x)\n#define JOIN(a, b) xstr(a ## b)\n#define SHORT ab\n";
    const sizeOf = (expression: string, complete: boolean) =>
      evaluate(text, `sizeof(${expression})`, testTarget(), { complete });

    test.each([
      ["str(KBUILD_MODNAME)", "15"],
      ["xstr(SHORT)", "3"],
      ["xstr(12 SHORT)", "6"],
      ["xstr(KBUILD_MODNAME)", "unknown: KBUILD_MODNAME is a name that the build gives"],
      ['"a" xstr(KBUILD_BASENAME)', "unknown: KBUILD_BASENAME is a name that the build gives"],
      ["xstr(KBUILD_MODNAME KBUILD_BASENAME)", "unknown: KBUILD_MODNAME is a name that the build gives"],
      ["JOIN(KBUILD_, MODFILE)", "unknown: KBUILD_MODFILE is a name that the build gives"],
    ])("%s", (expression, expected) => {
      expect(sizeOf(expression, true)).toBe(expected);
    });

    test("that a header may define", () => {
      expect(sizeOf("xstr(ELSEWHERE)", true)).toBe("10");
      expect(sizeOf("xstr(ELSEWHERE)", false)).toBe("unknown: ELSEWHERE may be a macro of a header that was not found");
      expect(sizeOf("str(ELSEWHERE)", false)).toBe("10");
    });
  });

  test("decide members and definitions", () =>
    check(
      `
#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 8, 0)
#define LEN 10
#elif defined(OLD)
#define LEN 20
#else
#define LEN 30
#endif
struct s {
	char a[LEN];
#ifdef CONFIG_ON
	u64 on;
#endif
#if IS_ENABLED(CONFIG_MODULE_OPTION)
	u64 module;
#endif
#if !defined(CONFIG_OFF) && (1 + 1 == 2)
	u8 off;
#endif
};`,
      [
        ["LEN", 30],
        ["sizeof(struct s)", 56],
        ["IS_BUILTIN(CONFIG_MODULE_OPTION)", 0],
        ["CONFIG_NUMBER", 250],
      ],
      {
        ...testTarget("x86_64", { CONFIG_ON: "y", CONFIG_MODULE_OPTION: "m", CONFIG_NUMBER: "250" }),
        predefined: (name) => (name === "LINUX_VERSION_CODE" ? "393472" : testTarget().predefined(name)),
      },
    ));

  test("a condition that nothing decides makes unknown what hangs on it, and nothing else", () => {
    const target = { ...testTarget(), config: (option: string) => (option === "CONFIG_KNOWN" ? "y" : undefined) };
    const text = `
struct a {
	int x;
#ifdef CONFIG_MAYBE
	int y;
#endif
};
struct b { int x;
#if defined(CONFIG_KNOWN) || defined(CONFIG_MAYBE)
	int y;
#endif
};
#ifdef CONFIG_MAYBE
#define M 3
#endif
struct c { struct a *a; u8 m[M]; };
struct d { struct a *a; };
struct c *c;`;
    check(
      text,
      [
        ["sizeof(struct a)", "unknown: CONFIG_MAYBE is not known for this kernel"],
        ["sizeof(struct b)", 8],
        ["sizeof(struct c)", "unknown: CONFIG_MAYBE is not known for this kernel"],
        ["sizeof(c->a)", 8],
        ["sizeof(struct d)", 8],
      ],
      target,
    );
  });

  test("the definition above the use counts", () => check("#define A 1\n#undef A\n#define A 2\n", [["A", 2]]));

  test("#pragma pack aligns the bit-fields of a packed struct all the same", () =>
    check(
      `#pragma pack(push, 2)
struct named { u32 a; u64 b; u64 c : 3; } __packed;
struct unnamed { u32 a; u64 b; u32 : 2; } __packed;
struct plain { u32 a; u64 b; u8 c; } __packed;
#pragma pack(pop)
struct alone { u32 a; u64 b; u64 c : 3; } __packed;`,
      [
        ["sizeof(struct named)", 14],
        ["sizeof(struct unnamed)", 13],
        ["sizeof(struct plain)", 13],
        ["sizeof(struct alone)", 13],
      ],
    ));

  test("a bit-field of no width closes its unit whatever #pragma pack says", () =>
    check(
      `#pragma pack(push, 2)
struct wide { char a; u64 : 0; char b; };
struct wide_packed { char a; u64 : 0; char b; } __packed;
struct narrow { char a; u32 : 0; char b; };
struct behind { u8 a; u32 b : 3; u64 : 0; };
#pragma pack(pop)
struct alone { char a; u64 : 0; char b; } __packed;`,
      [
        ["sizeof(struct wide)", 9],
        ["sizeof(struct wide_packed)", 9],
        ["sizeof(struct narrow)", 5],
        ["sizeof(struct behind)", 8],
        ["sizeof(struct alone)", 9],
      ],
    ));

  test("#pragma pack limits alignments", () =>
    check("#pragma pack(push, 1)\nstruct p { u8 a; u64 b; };\n#pragma pack(pop)\nstruct q { u8 a; u64 b; };", [
      ["sizeof(struct p)", 9],
      ["sizeof(struct q)", 16],
    ]));
});

describe("hostile text ends in an honest unknown", () => {
  const bomb = `#define A0 1\n${Array.from({ length: 40 }, (_, i) => `#define A${i + 1} A${i} + A${i} + A${i}`).join("\n")}`;
  test.each([
    ["a macro bomb", bomb, "A40", "its macros expand to too much text"],
    ["deep parentheses", "", `${"(".repeat(100_000)}1`, "it is nested too deeply"],
    ["a struct that contains itself", "struct s { struct s x; };", "sizeof(struct s)", "struct s contains itself"],
    ["an array of negative length", "struct s { int a[-1]; };", "sizeof(struct s)", "an array has a negative length"],
    ["an unfinished expression", "", "1 +", "the expression is cut off"],
    ["an unclosed macro call", "#define F(x) x", "F(1", "a macro call has no closing parenthesis"],
  ])("%s", (_, text, expression, why) => expect(evaluate(text, expression)).toBe(`unknown: ${why}`));

  test("an unknown word where an attribute may stand makes the layout unknown while headers are missing", () => {
    const text = '#include "gone.h"\nstruct s { u8 a; u32 b; } MY_PACKED;\nstruct t { u8 a; u32 b; };';
    expect(evaluate(text, "sizeof(struct t)")).toBe("8");
    expect(evaluate(text, "sizeof(struct s)", testTarget(), { complete: false })).toBe(
      "unknown: MY_PACKED behind struct s is not known and may change its layout",
    );
  });
});

describe("constant variables", () => {
  const check = (text: string, expression: string, expected: string) =>
    expect(evaluate(text, expression)).toBe(expected);

  test("keep the value that they are initialised with", () => {
    check("static const int WINDOW = 5000, PERIOD = 200;", "WINDOW / PERIOD", "25");
    check("const unsigned char low = 0x1ff;", "low", "255");
    check("static const int a = 2;\nint const b = a + 1;", "a * b", "6");
    check("static const int last = sizeof(struct s);\nstruct s { char all[9]; };", "last", "9");
  });

  test.each([
    ["int n = 5;", "1*n"],
    ["static const volatile int n = 5;", "1*n"],
    ["extern const int n;", "1*n"],
    ["static const int n = n;", "1*n"],
    ["static const int m = n;\nstatic const int n = m;", "1*n"],
    ["static const int n = other();", "1*n"],
  ])("%s may be anything", (text, expected) => expect(evaluate(text, "n")).toMatch(expected));

  test("a pointer to what is constant is none", () => check("static const int *p = 0;", "sizeof(*p)", "4"));
});
