import { spawnSync } from "node:child_process";
import { constant, declarations } from "../constants.ts";
import type { Examine } from "../examine.ts";
import { Broken, faultOf, type Kind } from "../kind.ts";

/** Expressions of one case. */
const EXPRESSIONS = 40;

/** What gcc thinks little of is not compared: overflow, shifts that are too wide, divisions by zero. */
const WARNINGS = [
  "-Woverflow",
  "-Wshift-count-overflow",
  "-Wshift-count-negative",
  "-Wdiv-by-zero",
  "-Wshift-overflow=2",
  "-Wshift-negative-value",
];

/** Constants of made-up types and macros: where a size is known, it is what gcc makes of it. Undefined without gcc. */
export function gccKind(examine: Examine): Kind | undefined {
  if (spawnSync("gcc", ["--version"]).status !== 0) return undefined;
  let compared = 0;
  const check = (source: string) => {
    const [head = "", ...expressions] = source.split("\f");
    const values = valuesOf(head, expressions);
    const body = expressions.map((expression) => `\tp = kmalloc(${expression}, GFP_KERNEL);\n`).join("");
    const { assessments } = examine(`${head}\nvoid f(void)\n{\n${body}}\n`);
    if (assessments.length !== expressions.length)
      throw new Broken(`${assessments.length} calls are found of ${expressions.length}`);
    compared = 0;
    for (const [n, { size }] of assessments.entries()) {
      const value = values[n];
      if (size.kind !== "known" || value === undefined) continue;
      compared++;
      if (size.bytes !== value) throw new Broken(`${expressions[n]} is ${value}, not ${size.bytes}`);
    }
  };
  return {
    name: "gcc",
    weight: 4,
    run(random) {
      const head = declarations(random);
      const input = [head, ...Array.from({ length: EXPRESSIONS }, () => constant(random, 3))].join("\f");
      const why = faultOf(check, input);
      return { executions: compared, ...(why === undefined ? {} : { fault: { why, input } }) };
    },
  };
}

/** What each expression is worth as a size_t; undefined where gcc warns of it, or takes it for no constant. */
function valuesOf(head: string, expressions: readonly string[]): readonly (bigint | undefined)[] {
  const first = head.split("\n").length + 1;
  let left = expressions.map((_, n) => n);
  for (let attempt = 0; attempt < 3; attempt++) {
    const kept = new Set(left);
    const lines = expressions.map((expression, n) =>
      kept.has(n) ? `unsigned long v${n} = (unsigned long)(${expression});` : "",
    );
    const { status, stdout, stderr } = spawnSync("gcc", ["-x", "c", "-S", "-o", "-", ...WARNINGS, "-"], {
      input: `${head}\n${lines.join("\n")}\n`,
      encoding: "utf8",
    });
    const doubted = new Set(
      [...stderr.matchAll(/^<stdin>:(\d+):\d+: (?:warning|error|note)/gm)].map(([, line]) => Number(line) - first),
    );
    left = left.filter((n) => !doubted.has(n));
    if (status === 0)
      return expressions.map((_, n) => (doubted.has(n) || !kept.has(n) ? undefined : valueIn(stdout, n)));
  }
  return [];
}

/** `v3:` with its `.quad 5`, or `.zero 8`. */
function valueIn(assembly: string, n: number): bigint | undefined {
  const [, directive, number = "0"] = new RegExp(`^v${n}:\\n\\t\\.(quad|zero)\\t(-?\\d+)`, "m").exec(assembly) ?? [];
  if (directive === undefined) return undefined;
  return directive === "zero" ? 0n : BigInt.asUintN(64, BigInt(number));
}
