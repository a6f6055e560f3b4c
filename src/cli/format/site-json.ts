import type { Assessment } from "../../core/analysis/assessment.ts";
import type { SizeFact } from "../../core/c/size-fact.ts";
import type { Placement } from "../../core/kernel/placement.ts";
import { bytesOfChange } from "../change/compare-sites.ts";
import { integer, type JsonObject } from "../json.ts";
import type { Site } from "../site.ts";
import { quotingText, sourceText } from "../text-position.ts";
import { wastedOf } from "../wasted.ts";
import { placementJson } from "./placement-json.ts";

/** A site with the keys of the public interface. */
export function siteJson(site: Site): JsonObject {
  const { file, start, end, assessment, compared } = site;
  const { call, api, gfp, context, trace } = assessment;
  return {
    file,
    line: start.line,
    column: start.column,
    endLine: end.line,
    endColumn: end.column,
    function: sourceText(call.function),
    api: api.name,
    text: sourceText(call.text),
    ...(call.macro === undefined ? {} : { macro: sourceText(call.macro) }),
    active: call.active,
    ...amountJson(assessment),
    gfp: "why" in gfp ? { ...gfp, why: quotingText(gfp.why) } : gfp,
    context: { kind: context.kind, why: quotingText(context.why) },
    ...placedJson(assessment),
    trace: trace.map(({ kernel, says }) => ({ kernel: quotingText(kernel), says: quotingText(says) })),
    ...(compared.length > 0 ? { compare: compared.map(comparedJson) } : {}),
    ...changeJson(site),
  };
}

/** What --diff and --patch say of the site: bytes are those of one call more. */
function changeJson(site: Site): JsonObject {
  const { change } = site;
  if (!change) return {};
  const bytes = bytesOfChange(site);
  return {
    change: { kind: change.kind, ...bytes, ...(change.kind === "changed" ? { before: stateJson(change.before) } : {}) },
  };
}

function stateJson({ start, assessment }: Site): JsonObject {
  const { call } = assessment;
  const text = sourceText(call.text);
  return {
    line: start.line,
    column: start.column,
    text,
    active: call.active,
    ...amountJson(assessment),
    ...placedJson(assessment),
  };
}

function comparedJson({ profile, assessment }: Site["compared"][number]): JsonObject {
  if (!assessment) return { profile };
  return { profile, active: assessment.call.active, ...amountJson(assessment), ...placedJson(assessment) };
}

/** What the call asks for. */
function amountJson({ size, elements, order }: Assessment): JsonObject {
  return {
    size: sizeJson(size),
    ...(elements === undefined ? {} : { elements: { count: sizeJson(elements.count), each: sizeJson(elements.each) } }),
    ...(order === undefined ? {} : { order: "why" in order ? { ...order, why: quotingText(order.why) } : order }),
  };
}

/** What it gets. */
function placedJson({ placement, size }: Assessment): JsonObject {
  const json = placementJson(placement);
  const wasted = wastedOf(placement);
  return {
    placement: { ...json, ...whatIsAsked(placement, size), ...whys(json) },
    ...(wasted === undefined ? {} : { wasted }),
  };
}

/** An unknown placement still says what was asked, where that is known. */
function whatIsAsked(placement: Placement, size: SizeFact): JsonObject {
  return placement.kind === "unknown" && size.kind === "known" ? { bytesReq: integer(size.bytes) } : {};
}

function whys(json: JsonObject): JsonObject {
  return typeof json.why === "string" ? { why: quotingText(json.why) } : {};
}

function sizeJson(size: SizeFact): JsonObject {
  switch (size.kind) {
    case "known":
      return { kind: "known", bytes: integer(size.bytes), from: size.from };
    case "between":
      return { kind: "between", min: integer(size.min), max: integer(size.max), from: size.from };
    case "symbolic":
      return {
        kind: "symbolic",
        expression: quotingText(size.expression),
        base: integer(size.base),
        ...(size.unit === undefined ? {} : { unit: integer(size.unit) }),
        terms: size.terms.map(quotingText),
        from: size.from,
      };
    case "unknown":
      return { kind: "unknown", why: quotingText(size.why) };
  }
}
