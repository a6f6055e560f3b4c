import type { Assessment } from "../analysis/assessment.ts";
import type { SizeFact, Source } from "../c/size-fact.ts";
import { counted, exactBytes } from "../rules/bytes.ts";

/** What the caller asks for and where that is written: `8000 bytes, 1000 × 8 (from the file)`. */
export function askedText({ size, elements, order }: Assessment): string {
  if (order?.kind === "known") return `order ${order.value}, ${counted(2 ** order.value, "page")}${bytesOf(size)}`;
  const product = elements ? `, ${amount(elements.count)} × ${amount(elements.each)}` : "";
  switch (size.kind) {
    case "known":
      return `${exactBytes(size.bytes)}${product}${sources(size.from)}`;
    case "between":
      return `${size.min} to ${exactBytes(size.max)}${product}${sources(size.from)}`;
    case "symbolic":
      return `${size.expression} bytes${product}${sources(size.from)}`;
    case "unknown":
      return elements ? `${amount(elements.count)} × ${amount(elements.each)}` : "not known";
  }
}

function bytesOf(size: SizeFact): string {
  return size.kind === "known" ? ` of ${exactBytes(size.bytes)} in all` : "";
}

function amount(fact: SizeFact): string {
  switch (fact.kind) {
    case "known":
      return String(fact.bytes);
    case "between":
      return `(${fact.min} to ${fact.max})`;
    case "symbolic":
      return fact.terms.length > 1 || fact.base !== 0n ? `(${fact.expression})` : fact.expression;
    case "unknown":
      return "?";
  }
}

const SOURCES: Readonly<Record<Source, string>> = {
  file: "the file",
  headers: "headers",
  btf: "the kernel's type information",
  table: "the table of Debian's 6.12 kernel",
};

/** The file itself goes without saying. */
function sources(from: readonly Source[]): string {
  const others = from.filter((source) => source !== "file").map((source) => SOURCES[source]);
  return others.length > 0 ? ` (from ${others.join(" and ")})` : "";
}
