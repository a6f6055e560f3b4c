import type { Random } from "./random.ts";

const INTEGERS = [
  "char",
  "signed char",
  "unsigned char",
  "short",
  "unsigned short",
  "int",
  "unsigned",
  "long",
  "unsigned long",
  "long long",
  "u8",
  "s16",
  "u32",
  "u64",
  "_Bool",
  "enum colour",
] as const;

const POINTERS = ["void *", "struct shape_0 *", "char **", "int (*)(int)"] as const;

/** Declarations that constants are made of: types, macros, an enum and six structs. */
export function declarations(random: Random): string {
  const structs = Array.from({ length: 6 }, (_, n) => record(random, n));
  const macros = Array.from({ length: 5 }, (_, n) => `#define VALUE_${n} ${constant(random, 2, 0, n)}`);
  return `typedef unsigned char u8;
typedef short s16;
typedef unsigned int u32;
typedef unsigned long long u64;
enum colour { RED, GREEN = ${random.pick(["5", "-3", "'a'", "0x7fffffff", "4294967295", "1ULL << 40"])}, BLUE, MORE = BLUE + 3 };
${structs.join("\n")}
typedef struct shape_1 other_t;
typedef u32 words_t[${1 + random.below(5)}];
#define offsetof(type, member) __builtin_offsetof(type, member)
#define TWICE(x) ((x) + (x))
#define PICK(a, b) ((a) > (b) ? (a) : (b))
#define GLUE(a, b) a ## b
${macros.join("\n")}
`;
}

/** An integer constant expression. */
export function constant(random: Random, depth: number, structs = 6, macros = 5): string {
  const inner = () => constant(random, depth - 1, structs, macros);
  if (depth > 0 && random.below(3) > 0) {
    switch (random.below(9)) {
      case 0:
        return `(${inner()} ? ${inner()} : ${inner()})`;
      case 1:
        return `${random.pick(["-", "~", "!", "+"])}(${inner()})`;
      case 2:
        return `((${random.pick(INTEGERS)})${inner()})`;
      case 3:
        return `TWICE(${inner()})`;
      case 4:
        return `PICK(${inner()}, ${inner()})`;
      case 5:
        return `(${inner()} ${random.pick(["<<", ">>"])} ${random.below(40)})`;
      case 6:
        return `(${inner()} ${random.pick(["<", ">", "<=", ">=", "==", "!=", "&&", "||"])} ${inner()})`;
      default:
        return `(${inner()} ${random.pick(["+", "-", "*", "/", "%", "&", "|", "^"])} ${inner()})`;
    }
  }
  switch (random.below(10)) {
    case 0:
      return `sizeof(${typeName(random, structs)})`;
    case 1:
      return structs > 0 ? `offsetof(struct shape_${random.below(structs)}, m1)` : "3";
    case 2:
      return macros > 0 ? `VALUE_${random.below(macros)}` : "5";
    case 3:
      return random.pick(["RED", "GREEN", "BLUE", "MORE"]);
    case 4:
      return `_Alignof(${typeName(random, structs)})`;
    case 5:
      return macros > 0 ? `GLUE(VALUE_, ${random.below(macros)})` : "9";
    case 6:
      return structs > 0 ? `sizeof(((struct shape_${random.below(structs)} *)0)->m0)` : "4";
    default:
      return literal(random);
  }
}

function literal(random: Random): string {
  const value = random.pick([
    `${random.below(10)}`,
    `${random.below(100_000)}`,
    `0x${random.below(2 ** 31).toString(16)}`,
    `0${random.below(512).toString(8)}`,
    "2147483647",
    "2147483648",
    "4294967295",
    "0xffffffff",
    "9223372036854775807",
  ]);
  if (random.below(8) === 0) return random.pick(["'a'", "'\\n'", "'\\0'", "'\\x41'", "'\\377'", "'\\101'"]);
  return value + random.pick(["", "", "", "u", "L", "UL", "ull", "LL"]);
}

function typeName(random: Random, structs: number): string {
  switch (random.below(6)) {
    case 0:
      return random.pick(POINTERS);
    case 1:
      return `${random.pick(INTEGERS)} [${1 + random.below(9)}]`;
    case 2:
      return structs === 6 ? random.pick(["other_t", "words_t", "other_t [3]"]) : "long";
    case 3:
      return random.pick(INTEGERS);
    default:
      return structs > 0 ? `struct shape_${random.below(structs)}` : "void *";
  }
}

function record(random: Random, n: number): string {
  const members = Array.from({ length: random.below(8) }, (_, m) => member(random, n, m + 2));
  const attribute = random.pick([
    "",
    "",
    "",
    " __attribute__((packed))",
    ` __attribute__((aligned(${2 ** random.below(7)})))`,
  ]);
  const pack = random.below(12) === 0 ? ["#pragma pack(push, 2)\n", "\n#pragma pack(pop)"] : ["", ""];
  const last = random.below(8) === 0 ? ["\tlong tail[];"] : [];
  const fixed = [`\t${random.pick(INTEGERS)} m0;`, `\t${random.pick(INTEGERS)} m1;`];
  return `${pack[0]}struct shape_${n} {\n${[...fixed, ...members, ...last].join("\n")}\n}${attribute};${pack[1]}`;
}

function member(random: Random, n: number, m: number): string {
  const type = random.pick(INTEGERS);
  const aligned =
    random.below(8) === 0 ? ` __attribute__((${random.pick(["packed", "aligned(8)", "aligned(16)", "aligned"])}))` : "";
  switch (random.below(10)) {
    case 0:
      return `\t${type} m${m}[${1 + random.below(5)}][${1 + random.below(3)}]${aligned};`;
    case 1:
      return `\t${random.pick(["int", "unsigned", "u8", "u64", "short", "long", "enum colour"])} m${m} : ${1 + random.below(8)};`;
    case 2:
      return `\t${random.pick(["unsigned", "u64", "u8"])} : ${random.below(8)};`;
    case 3:
      return n > 0 ? `\tstruct shape_${random.below(n)} m${m}${aligned};` : `\tvoid *m${m};`;
    case 4:
      return `\tunion {\n\t\t${type} a${m};\n\t\t${random.pick(INTEGERS)} b${m}[3];\n\t};`;
    case 5:
      return `\tstruct {\n\t\t${type} c${m};\n\t\t${random.pick(INTEGERS)} d${m} ;\n\t} m${m}${aligned};`;
    case 6:
      return `\tvoid (*m${m})(struct shape_${n} *, int);`;
    case 7:
      return `\t${type} *m${m}, n${m}, *o${m}[2];`;
    default:
      return `\t${type} m${m}${aligned};`;
  }
}
