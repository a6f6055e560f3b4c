import { readFileSync } from "node:fs";
import { whyUnreadable } from "./files.ts";
import type { JsonObject } from "./json.ts";
import type { Output } from "./output.ts";
import { UsageError } from "./usage-error.ts";

/** `kalloc-lens merge FILE…`: the outputs of the shards of a run, in order, as if one run had written them. */
export async function merge(files: readonly string[], output: Output): Promise<void> {
  const texts = files.map(read);
  const kinds = texts.map((text, n) => kindOf(text, files[n] ?? ""));
  const [kind, ...others] = new Set(kinds);
  if (kind === undefined || others.length > 0) throw new UsageError("The outputs are not all of one format");
  const parts = texts.map((text, n) => parse(text, kind, files[n] ?? ""));
  const [first] = parts;
  if (!first) return;
  const different = parts.findIndex((part) => JSON.stringify(part.run) !== JSON.stringify(first.run));
  if (different >= 0)
    throw new UsageError(`${files[different]} is of another run than ${files[0]}: kernel, profile or version differ`);
  const whole: Part = {
    run: first.run,
    sites: parts.flatMap(({ sites }) => sites),
    findings: parts.flatMap(({ findings }) => findings),
    lines: parts.flatMap(({ lines }) => lines),
    summary: parts.map(({ summary }) => summary).reduce(sumOf),
  };
  await output.write(written(whole, kind));
}

type Kind = "json" | "jsonl" | "sarif";

/** The parts of an output, each entry as its JSON. */
interface Part {
  /** What all shards share. */
  readonly run: JsonObject;
  readonly sites: readonly string[];
  readonly findings: readonly string[];
  /** jsonl: sites and findings as they come. */
  readonly lines: readonly string[];
  readonly summary: JsonObject;
}

function read(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new UsageError(`${file} cannot be read: ${whyUnreadable(error)}`);
  }
}

function kindOf(text: string, file: string): Kind {
  if (text.startsWith('{"run":')) return "jsonl";
  if (text.startsWith('{"schema":')) return "json";
  if (text.startsWith('{"$schema":')) return "sarif";
  throw new UsageError(`${file} is no output of check --format json, jsonl or sarif`);
}

function parse(text: string, kind: Kind, file: string): Part {
  try {
    switch (kind) {
      case "jsonl":
        return jsonlPart(text);
      case "json": {
        const { sites, findings, summary, ...run } = JSON.parse(text);
        return { run, sites: sites.map(json), findings: findings.map(json), lines: [], summary: complete(summary) };
      }
      case "sarif": {
        const { runs, ...log } = JSON.parse(text);
        const [{ results, invocations, ...run }] = runs;
        const [{ toolExecutionNotifications: skipped, properties }] = invocations;
        return {
          run: { log, run },
          sites: [],
          findings: results.map(json),
          lines: [],
          summary: complete({ ...properties, skipped }),
        };
      }
    }
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`${file} is not whole: ${error instanceof Error ? error.message : error}`);
  }
}

function jsonlPart(text: string): Part {
  const lines = text.trimEnd().split("\n");
  const { run } = JSON.parse(lines[0] ?? "");
  const { summary } = JSON.parse(lines.at(-1) ?? "");
  return { run, sites: [], findings: [], lines: lines.slice(1, -1), summary: complete(summary) };
}

function complete(summary: JsonObject | undefined): JsonObject {
  if (!summary) throw new Error("it has no summary");
  return summary;
}

function json(value: unknown): string {
  return JSON.stringify(value);
}

/** Numbers are added, lists put together. */
function sumOf(a: JsonObject, b: JsonObject): JsonObject {
  const entries = Object.entries(a).map(([key, value]): [string, unknown] => {
    const other = b[key];
    if (typeof value === "number" && typeof other === "number") return [key, value + other];
    if (Array.isArray(value) && Array.isArray(other)) return [key, [...value, ...other]];
    return [key, value];
  });
  return { ...b, ...Object.fromEntries(entries) };
}

function written({ run, sites, findings, lines, summary }: Part, kind: Kind): string {
  switch (kind) {
    case "jsonl":
      return `${[json({ run }), ...lines, json({ summary })].join("\n")}\n`;
    case "json":
      return `${json(run).slice(0, -1)},\n"sites":[${listed(sites)}\n],\n"findings":[${findings.map((line) => `\n${line}`).join(",")}\n],\n"summary":${json(summary)}}\n`;
    case "sarif": {
      const { log, run: header } = run;
      const { skipped, ...properties } = summary;
      const end = [{ executionSuccessful: true, toolExecutionNotifications: skipped, properties }];
      return `${json({ ...Object(log), runs: [] }).slice(0, -2)}${json({ ...Object(header), results: [] }).slice(0, -2)}${listed(findings)}\n],\n"invocations":${json(end)}}]}\n`;
    }
  }
}

function listed(entries: readonly string[]): string {
  return entries.length === 0 ? "" : `\n${entries.join(",\n")}`;
}
