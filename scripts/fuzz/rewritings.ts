import { type Examine, type Examined, firstDifference, numbersOf } from "./examine.ts";
import { Broken } from "./kind.ts";

interface Rewriting {
  readonly name: string;
  rewrite(text: string): string;
  /** Findings stay too: what is left out has rules that look at texts. */
  readonly keepsFindings: boolean;
}

/** Rewritings of a program() that must not change what is said of it. */
const REWRITINGS: readonly Rewriting[] = [
  {
    name: "renamed locals",
    rewrite: (text) => text.replace(/\blocal_(\d)/g, "renamed_$1").replace(/\bp\b/g, "pointer"),
    keepsFindings: true,
  },
  {
    name: "white space",
    rewrite: (text) =>
      text.replace(/^(?!#).*$/gm, (line) => line.replace(/([;,{}()])/g, " $1 ")).replace(/^#/gm, " #  "),
    keepsFindings: true,
  },
  { name: "lines that end as in DOS", rewrite: (text) => text.replaceAll("\n", "\r\n"), keepsFindings: true },
  {
    name: "comments",
    rewrite: (text) => text.replace(/;$/gm, "; /* kmalloc(1, GFP_KERNEL); */ // sizeof(int)"),
    keepsFindings: true,
  },
  { name: "line splices", rewrite: (text) => text.replace(/(?<=[(,=] ?|[+*] )(?=\w)/g, "\\\n"), keepsFindings: true },
  {
    name: "a macro in two",
    rewrite: (text) => text.replace(/^#define MACRO_1 (.*)$/m, "#define INNER_1 $1\n#define MACRO_1 INNER_1"),
    keepsFindings: true,
  },
  { name: "a macro moved", rewrite: movedMacro, keepsFindings: true },
  {
    name: "a declaration moved",
    rewrite: (text) => text.replace(/^\tvoid \*p;\n(\tsize_t local_0 = .*;\n)/gm, "$1\tvoid *p;\n"),
    keepsFindings: true,
  },
  {
    name: "a type under another name",
    rewrite: (text) => `typedef size_t own_size_t;\n${text.replace(/^\tsize_t local_/gm, "\town_size_t local_")}`,
    keepsFindings: false,
  },
];

/** How often rewritingsOf() has a source examined. */
export const REWRITTEN = REWRITINGS.length + 1;

/** Throws what changes under a rewriting that must not change it. */
export function checkRewritings(examine: Examine, text: string): void {
  const before = examine(text);
  for (const { name, rewrite, keepsFindings } of REWRITINGS) {
    const after = examine(rewrite(text));
    const difference = differenceOf(before, after, keepsFindings);
    if (difference !== undefined) throw new Broken(`${name}: ${difference}`);
  }
}

function differenceOf(before: Examined, after: Examined, withFindings: boolean): string | undefined {
  const [left, right] = [numbersOf(before), numbersOf(after)];
  if (left !== right) return `the calls differ: ${firstDifference(left, right)}`;
  if (!withFindings) return undefined;
  const [were, are] = [before, after].map(({ findings }) => findings.map(({ rule }) => rule).join("\n"));
  return were === are ? undefined : `the findings differ: ${firstDifference(were ?? "", are ?? "")}`;
}

/** A macro counts where it is used, so it may be defined behind the structs. */
function movedMacro(text: string): string {
  const macro = /^#define MACRO_0 .*\n/m.exec(text)?.[0];
  const first = text.indexOf("static void *routine_0");
  if (macro === undefined || first < 0 || /\[MACRO_0\]/.test(text)) return text;
  return `${text.slice(0, first).replace(macro, "")}${macro}${text.slice(first)}`;
}
