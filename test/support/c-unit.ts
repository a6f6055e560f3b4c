import { ABIS } from "../../src/core/c/abi.ts";
import { indexFile } from "../../src/core/c/file-index.ts";
import { NO_HEADERS } from "../../src/core/c/included-headers.ts";
import { FileScope } from "../../src/core/c/names.ts";
import type { CTarget } from "../../src/core/c/target.ts";
import { type Headers, Unit } from "../../src/core/c/unit.ts";
import { attempt } from "../../src/core/c/unknown.ts";

/** A target with a few options, all others off, and 4 KiB pages. */
export function testTarget(abi: keyof typeof ABIS = "x86_64", options: Readonly<Record<string, string>> = {}): CTarget {
  const predefined: Readonly<Record<string, string>> = {
    ...ABIS[abi].predefined,
    PAGE_SHIFT: "12",
    SMP_CACHE_BYTES: "64",
  };
  return { abi: ABIS[abi], config: (option) => options[option] ?? "n", predefined: (name) => predefined[name] };
}

/** Value of a C expression after the declarations of `text`: a number, a description of what varies, or "unknown: why". */
export function evaluate(
  text: string,
  expression: string,
  target = testTarget(),
  found: Partial<Pick<Headers, "complete" | "missing">> = {},
): string {
  const headers = { ...NO_HEADERS, ...found };
  const unit = new Unit({ index: indexFile("test.c", text), source: "file" }, headers, NO_HEADERS, target);
  const read = attempt(() => new FileScope(unit, "utf16").evaluate(expression).value);
  if (!read.ok) return `unknown: ${read.why}`;
  const { value } = read;
  switch (value.kind) {
    case "int":
      return String(value.int);
    case "range":
      return `${value.min}..${value.max}`;
    case "linear":
      return [value.base, ...[...value.terms].map(([term, by]) => `${by}*${term}`)].join(" + ");
    case "unknown":
      return `unknown: ${value.why}`;
  }
}
