import type { Random } from "./random.ts";

const TYPES = ["char", "short", "int", "long", "u8", "u16", "u32", "u64", "size_t", "void *", "bool"] as const;
const APIS = [
  "kmalloc",
  "kzalloc",
  "kvmalloc",
  "vmalloc",
  "kcalloc",
  "kmalloc_array",
  "devm_kzalloc",
  "krealloc",
  "kmemdup",
  "alloc_pages",
  "dma_alloc_coherent",
  "MY_ALLOC",
] as const;
const OPERATORS = ["+", "*", "-", "/", "%", "<<", ">>", "&", "|"] as const;

/** A C source with structs, macros, conditions and calls. Its locals are `local_N` and its macros `MACRO_N`. */
export function program(random: Random): string {
  const lines: string[] = [];
  for (let n = 0; n < 3; n++) lines.push(`#define MACRO_${n} ${expression(random, n, 2)}`);
  lines.push("#define MY_ALLOC(bytes) kzalloc((bytes) + MACRO_0, GFP_KERNEL)");
  for (let n = 0; n < 3; n++) lines.push(...struct(random, n));
  for (let n = 0, routines = 1 + random.below(3); n < routines; n++) lines.push(...routine(random, n));
  return `${lines.join("\n")}\n`;
}

function struct(random: Random, n: number): string[] {
  const members = Array.from({ length: 1 + random.below(6) }, (_, m) => member(random, n, m));
  const attribute = random.pick(["", "", " __packed", " __attribute__((aligned(16)))"]);
  return [`struct shape_${n} {`, ...members.map((text) => `\t${text}`), `}${attribute};`];
}

function member(random: Random, n: number, m: number): string {
  const type = random.pick(TYPES);
  switch (random.below(6)) {
    case 0:
      return `${type} m${m}[${1 + random.below(9)}];`;
    case 1:
      return `unsigned int m${m} : ${1 + random.below(31)};`;
    case 2:
      return n > 0 ? `struct shape_${random.below(n)} m${m};` : `${type} m${m};`;
    case 3:
      return `union { ${type} a${m}; long b${m}; };`;
    default:
      return `${type} m${m};`;
  }
}

function routine(random: Random, n: number): string[] {
  const body: string[] = [];
  for (let at = 0, calls = 1 + random.below(4); at < calls; at++) {
    const size = `local_${at}`;
    body.push(`\tsize_t ${size} = ${expression(random, 3, 2, at)};`);
    const api = random.pick(APIS);
    const asked = random.below(3) === 0 ? size : expression(random, 3, 3, at);
    if (random.below(5) === 0) body.push(random.pick(["#ifdef CONFIG_SMP", "#if IS_ENABLED(CONFIG_NUMA)", "#if 1"]));
    else body.push("#if 1");
    body.push(`\tp = ${api}(${argumentsOf(api, asked)});`, "#endif");
    if (random.below(2) === 0) body.push(...around(random, size));
  }
  return [
    `static void *routine_${n}(struct device *dev, size_t count)`,
    "{",
    "\tvoid *p;",
    ...body,
    "\treturn p;",
    "out:",
    "\tkfree(p);",
    "\treturn NULL;",
    "}",
  ];
}

/** Statements that decide what is held, and between what a size lies, at the calls to come. */
function around(random: Random, local: string): readonly string[] {
  return random.pick([
    ["\tif (!p)", "\t\treturn NULL;"],
    ["\tif (!p)", "\t\tgoto out;"],
    [`\tif (${local} > ${random.below(9000)})`, "\t\treturn NULL;"],
    [`\tif (count < 4 || count >= ${4 + random.below(100)})`, "\t\tgoto out;"],
    ["\tkfree(p);"],
    ["\tkfree(p);", "\tp = NULL;"],
    ["\tspin_lock(&dev->lock);"],
    ["\tspin_unlock(&dev->lock);"],
    [`\tmemset(p, 0, ${local});`],
    [`\tmemcpy(p, dev, ${local});`],
    ["\tdev->held = p;"],
    [`\tfor (count = 0; count < ${local}; count++)`, "\t\tdev->count++;"],
    [`\twhile (${local} & 1)`, `\t\t${local} >>= 1;`],
    ["\tswitch (count) {", "\tcase 1:", "\t\tkfree(p);", "\t\tbreak;", "\tdefault:", "\t\treturn p;", "\t}"],
    [`\t${local} = min(${local}, 300UL);`],
  ]);
}

function argumentsOf(api: (typeof APIS)[number], size: string): string {
  switch (api) {
    case "vmalloc":
      return size;
    case "kcalloc":
    case "kmalloc_array":
      return `count, ${size}, GFP_KERNEL`;
    case "devm_kzalloc":
      return `dev, ${size}, GFP_KERNEL`;
    case "krealloc":
      return `p, ${size}, GFP_ATOMIC`;
    case "kmemdup":
      return `dev, ${size}, GFP_KERNEL`;
    case "alloc_pages":
      return `GFP_KERNEL, get_order(${size})`;
    case "dma_alloc_coherent":
      return `dev, ${size}, &dev->handle, GFP_KERNEL`;
    case "MY_ALLOC":
      return size;
    case "kmalloc":
    case "kzalloc":
    case "kvmalloc":
      return `${size}, GFP_KERNEL`;
  }
}

function expression(random: Random, macros: number, depth: number, locals = 0): string {
  if (depth > 0 && random.below(2) === 0) {
    const operands = [expression(random, macros, depth - 1, locals), expression(random, macros, depth - 1, locals)];
    return `(${operands.join(` ${random.pick(OPERATORS)} `)})`;
  }
  switch (random.below(5)) {
    case 0:
      return macros > 0 ? `MACRO_${random.below(macros)}` : "7";
    case 1:
      return `sizeof(${random.pick(TYPES)})`;
    case 2:
      return macros === 3 ? `sizeof(struct shape_${random.below(3)})` : "sizeof(long)";
    case 3:
      return locals > 0 ? `local_${random.below(locals)}` : `${random.below(5000)}`;
    default:
      return `${random.below(300)}`;
  }
}
