import type { Assessment } from "../analysis/assessment.ts";
import type { Sizing } from "../api/alloc-api.ts";
import { formOf } from "../api/form.ts";
import type { SizeFact, Source } from "../c/size-fact.ts";
import type { KernelConfig } from "../kernel/config.ts";
import { formatVersion } from "../kernel/version.ts";
import { counted, exactBytes } from "../rules/bytes.ts";
import { shortened } from "./shortened.ts";

/** What the caller asks for, as it is written and in bytes: `sizeof(*p) = 1360 bytes (from headers)`; nothing if unknown. */
export function askedText({ call, api, size, elements, order }: Assessment, config: KernelConfig): string[] {
  const { sizing } = formOf(api, call.args.length, formatVersion(config.version));
  const product = elements ? `${amount(elements.count)} × ${amount(elements.each)}` : undefined;
  const written = writtenIn(sizing, (index) => call.args[index] ?? "") ?? product;
  const bytes = order?.kind === "known" ? orderText(order.value, size, written) : sizeText(size);
  if (bytes === undefined) return product === undefined || product === "? × ?" ? [] : [product];
  const saysNothing = isPlain(written) || (size.kind === "symbolic" && size.expression === written);
  return [written === undefined || saysNothing ? bytes : `${shortened(written)} = ${bytes}`];
}

/** The size as the call has it; undefined where its arguments are no size. */
function writtenIn(sizing: Sizing, argument: (index: number) => string): string | undefined {
  switch (sizing.kind) {
    case "bytes":
      return sizing.plus ? `${argument(sizing.size)} + ${sizing.plus}` : argument(sizing.size);
    case "sum":
      return sizing.sizes.map(argument).join(" + ");
    case "array":
      return `${argument(sizing.count)} × ${argument(sizing.each)}`;
    case "order":
      return argument(sizing.order);
    case "page-count":
      return `${argument(sizing.count)} × PAGE_SIZE`;
    case "type":
      return `sizeof(${argument(sizing.type)})`;
    case "type-array":
      return `${argument(sizing.count)} × sizeof(${argument(sizing.type)})`;
    case "flex":
      return `sizeof(${argument(sizing.type)}) and ${argument(sizing.count)} elements of ${argument(sizing.member)}`;
    case "bits":
      return `longs for ${argument(sizing.bits)} bits`;
    case "cache":
    case "cache-args":
    case "dma-pool":
    case "percpu":
      return argument(sizing.size);
    case "cache-type":
      return `sizeof(struct ${argument(sizing.type)})`;
    case "one-page":
    case "string":
    case "format":
    case "kfifo":
    case "object":
    case "mempool":
    case "inside":
    case "none":
      return undefined;
  }
}

/** Whether a text is a number already. */
function isPlain(text = ""): boolean {
  return /^\d+[uUlL]*$/.test(text);
}

/** Above this no machine has the pages. */
const HIGHEST_ORDER = 40;

/** An order that is written as get_order(bytes) is asked for those bytes. */
function orderText(order: number, size: SizeFact, written = ""): string {
  if (order < 0 || order > HIGHEST_ORDER) return `order ${order}`;
  const pages = `order ${order}: ${counted(2 ** order, "page")}`;
  if (size.kind !== "known") return pages;
  return written.startsWith("get_order")
    ? `${exactBytes(size.bytes)}, ${pages}`
    : `${pages}, ${exactBytes(size.bytes)}`;
}

function sizeText(size: SizeFact): string | undefined {
  switch (size.kind) {
    case "known":
      return `${exactBytes(size.bytes)}${sources(size.from)}`;
    case "between":
      return `${size.min} to ${exactBytes(size.max)}${sources(size.from)}`;
    case "symbolic":
      return `${shortened(size.expression)} bytes${sources(size.from)}`;
    case "unknown":
      return undefined;
  }
}

function amount(fact: SizeFact): string {
  switch (fact.kind) {
    case "known":
      return String(fact.bytes);
    case "between":
      return `(${fact.min} to ${fact.max})`;
    case "symbolic":
      return `(${shortened(fact.expression)})`;
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
