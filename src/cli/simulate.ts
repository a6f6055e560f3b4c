import { placementText } from "../core/explain/placement-text.ts";
import type { KernelConfig } from "../core/kernel/config.ts";
import { answerTo } from "../core/tools/simulate.ts";
import { placementJson } from "./format/placement-json.ts";
import type { JsonObject } from "./json.ts";
import { type Line, readLines } from "./lines.ts";
import type { Output } from "./output.ts";
import { chooseProfile, type ProfileOptions, titleOf } from "./profile-choice.ts";
import { UsageError } from "./usage-error.ts";

export interface SimulateOptions extends ProfileOptions {
  readonly batch?: boolean;
  readonly trace?: boolean;
  readonly format?: "text" | "json";
  readonly api?: string;
  readonly size?: string;
  readonly count?: string;
  readonly oldSize?: string;
  readonly order?: string;
  readonly align?: string;
  readonly boundary?: string;
  readonly gfp?: string;
  readonly flags?: string;
  readonly ctor?: boolean;
}

/** `kalloc-lens simulate`: one request from the options, or one a line from `input`. */
export async function simulate(
  options: SimulateOptions,
  input: AsyncIterable<Buffer | string>,
  output: Output,
): Promise<void> {
  const chosen = chooseProfile(options);
  const { config, notes } = chosen;
  if (options.batch) return batch(config, options.trace ?? false, input, output);
  if (options.api === undefined) throw new UsageError("simulate needs --api NAME, or --batch");
  const answer = answerTo(requestOf(options), config);
  if (answer.kind === "error") throw new UsageError(answer.why);
  const asText = (options.format ?? (output.isTerminal ? "text" : "json")) === "text";
  const { placement, size } = answer;
  await output.write(
    asText
      ? placementText(placement, size, titleOf(chosen), notes)
      : `${JSON.stringify({ ...placementJson(placement), trace: placement.trace }, undefined, 2)}\n`,
  );
}

/** Answers every line, in order; a line that cannot be read is answered too, and the run goes on. */
async function batch(
  config: KernelConfig,
  withTrace: boolean,
  input: AsyncIterable<Buffer | string>,
  output: Output,
): Promise<void> {
  const answer = (line: Line): JsonObject => {
    const request = line.kind === "line" ? parse(line.text) : { why: "the line is too long" };
    if ("why" in request) return { kind: "error", why: request.why };
    const answered = answerTo(request.json, config);
    if (answered.kind === "error") return answered;
    const json = placementJson(answered.placement);
    return withTrace ? { ...json, trace: answered.placement.trace } : json;
  };
  for await (const lines of readLines(input)) {
    await output.write(lines.map((line) => `${JSON.stringify(answer(line))}\n`).join(""));
  }
}

function parse(text: string): { readonly json: unknown } | { readonly why: string } {
  try {
    return { json: JSON.parse(text) };
  } catch (error) {
    return { why: `Not JSON: ${error instanceof Error ? error.message : error}` };
  }
}

/** The request that the options spell. Numbers stay text: the reader of requests checks them. */
function requestOf(options: SimulateOptions): JsonObject {
  const { api, size, count, oldSize, order, align, boundary, gfp, flags, ctor } = options;
  const asked = { api, size, count, oldSize, order, align, boundary, gfp: names(gfp), flags: names(flags), ctor };
  return Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined));
}

/** `GFP_KERNEL|__GFP_ZERO`, also with commas or spaces. */
function names(list: string | undefined): string[] | undefined {
  return list?.split(/[\s|,]+/).filter((name) => name !== "");
}
