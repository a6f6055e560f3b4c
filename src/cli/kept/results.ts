import type { FileResult } from "../checker.ts";
import { isListOf, isText } from "./store-index.ts";

/** The results in a block, which anybody may have written; undefined where these are none. */
export function readResults(json: unknown): FileResult[] | undefined {
  return isListOf(json, isResult) ? json : undefined;
}

function isResult(value: unknown): value is FileResult {
  if (!isObject(value)) return false;
  if (value.kind === "generated") return true;
  const { kind, output, counts, failed, baseline } = value;
  return (
    kind === "checked" &&
    isObject(output) &&
    isText(output.sites) &&
    isListOf(output.findings, isText) &&
    isObject(counts) &&
    isText(counts.file) &&
    [counts.sites, counts.known, counts.bytesReq, counts.bytesAlloc].every((count) => Number.isFinite(count)) &&
    typeof failed === "boolean" &&
    Array.isArray(baseline) &&
    baseline.every((entry) => isObject(entry) && [entry.file, entry.rule, entry.fingerprint].every(isText))
  );
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
