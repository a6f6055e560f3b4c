import type { AmountCell, AmountRow, AmountTable, ColumnId } from "../core/guide/amount-table.ts";
import type { KernelFacts, Limits } from "../core/guide/kernel-facts.ts";
import type { Limit } from "../core/guide/limits.ts";
import { isLeaf } from "../core/guide/nodes.ts";
import { isCount, list, property, text } from "./read-message.ts";

/** What a message says of a kernel; undefined where it is none. */
export function readFacts(json: unknown): KernelFacts | undefined {
  const [version, arch, pageSize] = [text(json, "version"), text(json, "arch"), property(json, "pageSize")];
  if (version === undefined || arch === undefined || !isCount(pageSize)) return undefined;
  return {
    version,
    arch,
    pageSize,
    limits: readLimits(property(json, "limits")),
    amounts: readAmounts(property(json, "amounts")),
  };
}

function readLimits(json: unknown): Limits {
  if (typeof json !== "object" || json === null) return {};
  return Object.fromEntries(
    Object.entries(json).flatMap(([leaf, limits]) => (isLeaf(leaf) ? [[leaf, list(limits).map(readLimit)]] : [])),
  );
}

function readLimit(json: unknown): Limit {
  const bytes = property(json, "bytes");
  return {
    label: text(json, "label") ?? "",
    text: text(json, "text") ?? "",
    ...(isCount(bytes) ? { bytes } : {}),
  };
}

function readAmounts(json: unknown): AmountTable {
  const columns = list(property(json, "columns")).flatMap((column) => {
    const id = readColumn(property(column, "id"));
    return id ? [{ id, title: text(column, "title") ?? "", about: text(column, "about") ?? "" }] : [];
  });
  return { columns, rows: list(property(json, "rows")).flatMap((row) => readRow(row) ?? []) };
}

function readRow(json: unknown): AmountRow | undefined {
  const bytes = property(json, "bytes");
  if (!isCount(bytes)) return undefined;
  const cells = list(property(json, "cells")).flatMap((cell) => readCell(cell) ?? []);
  return { title: text(json, "title") ?? "", about: text(json, "about") ?? "", bytes, cells };
}

function readCell(json: unknown): AmountCell | undefined {
  const column = readColumn(property(json, "column"));
  const leaf = text(json, "leaf") ?? "";
  const [bytesAlloc, note, fails] = [property(json, "bytesAlloc"), text(json, "note"), text(json, "fails")];
  if (!column || !isLeaf(leaf)) return undefined;
  return {
    column,
    leaf,
    advice: list(property(json, "advice")).filter((one) => typeof one === "string"),
    ...(isCount(bytesAlloc) ? { bytesAlloc } : {}),
    ...(note === undefined ? {} : { note }),
    ...(fails === undefined ? {} : { fails }),
  };
}

const COLUMNS: readonly ColumnId[] = [
  "software",
  "contiguous",
  "device-bound",
  "coherent",
  "transfer",
  "atomic",
  "percpu",
];

function readColumn(json: unknown): ColumnId | undefined {
  return COLUMNS.find((one) => one === json);
}
