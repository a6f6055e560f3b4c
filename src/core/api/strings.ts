import type { AllocApi } from "./alloc-api.ts";
import { gfpAt, KFREE } from "./row.ts";

const common = {
  family: "strings",
  header: "linux/string.h",
  by: "kmalloc",
  zeroes: "copies",
  contiguity: "physical",
  sleeps: "gfp",
  returns: "pointer",
  frees: KFREE,
  exported: "yes",
} as const;

const printed = {
  ...common,
  header: "linux/sprintf.h",
  sizing: { kind: "format", format: 1 },
  gfp: gfpAt(0),
  notes: "The mask is the first argument; the header was linux/kernel.h before 6.3",
} as const;

const helper = { ...common, header: "linux/string_helpers.h", sizing: { kind: "inside" }, exported: "gpl" } as const;

export const STRING_APIS: readonly AllocApi[] = [
  {
    ...common,
    name: "kstrdup",
    signature: "kstrdup(text, gfp)",
    sizing: { kind: "string", text: 0 },
    gfp: gfpAt(1),
    notes: "NULL in, NULL out",
  },
  {
    ...common,
    name: "kstrndup",
    signature: "kstrndup(text, max, gfp)",
    sizing: { kind: "string", text: 0, max: 1, plus: 1 },
    gfp: gfpAt(2),
    notes: "At most max characters and a NUL",
  },
  {
    ...common,
    name: "kstrdup_const",
    signature: "kstrdup_const(text, gfp)",
    sizing: { kind: "string", text: 0 },
    gfp: gfpAt(1),
    frees: ["kfree_const"],
    notes: "Takes nothing and returns the argument when the text lies in .rodata of the kernel image",
  },
  { ...printed, name: "kasprintf", signature: "kasprintf(gfp, format, ...)" },
  { ...printed, name: "kvasprintf", signature: "kvasprintf(gfp, format, args)" },
  {
    ...printed,
    name: "kvasprintf_const",
    signature: "kvasprintf_const(gfp, format, args)",
    frees: ["kfree_const"],
    notes: 'As kstrdup_const() for a format without % and for "%s"',
  },
  {
    ...helper,
    name: "kasprintf_strarray",
    signature: "kasprintf_strarray(gfp, prefix, n)",
    gfp: gfpAt(0),
    frees: ["kfree_strarray"],
    since: "5.15",
    notes: "n strings and an array of n + 1 pointers to them",
  },
  {
    ...helper,
    name: "kstrdup_quotable",
    signature: "kstrdup_quotable(text, gfp)",
    gfp: gfpAt(1),
    notes: "Four bytes for each character, and a NUL",
  },
  {
    ...helper,
    name: "kstrdup_quotable_cmdline",
    signature: "kstrdup_quotable_cmdline(task, gfp)",
    gfp: gfpAt(1),
  },
  { ...helper, name: "kstrdup_quotable_file", signature: "kstrdup_quotable_file(file, gfp)", gfp: gfpAt(1) },
  {
    ...helper,
    name: "kstrdup_and_replace",
    signature: "kstrdup_and_replace(text, old, new, gfp)",
    sizing: { kind: "string", text: 0 },
    gfp: gfpAt(3),
    since: "5.19",
  },
];
