import type { Assessment } from "../core/analysis/assessment.ts";
import { headline } from "../core/explain/headline.ts";
import { givenBy, isGiven } from "../core/kernel/given.ts";
import type { Placement } from "../core/kernel/placement.ts";
import type { FileSites, Site } from "../protocol/sites.ts";
import type { Analysis } from "./analyses.ts";
import { visible } from "./markdown.ts";

/** The calls of a file as the tree and the waste explorer show them. */
export function sitesOf({ text, assessments }: Analysis): FileSites {
  return {
    uri: text.uri,
    sites: assessments.map((assessment) => ({
      ...siteOf(assessment),
      range: text.rangeOf(assessment.call.start, assessment.call.end),
    })),
  };
}

function siteOf(assessment: Assessment): Omit<Site, "range"> {
  const { api, call, placement } = assessment;
  const given = givenBy(placement);
  const asked = askedOf(assessment);
  return {
    api: api.name,
    by: api.by,
    function: visible(call.function),
    text: visible(call.text),
    headline: visible(headline(assessment)),
    ...(asked ? { asked } : {}),
    ...(given ? { given: given.bytesAlloc } : {}),
    cache: cacheOf(placement),
  };
}

/** The bounds of what is asked for; the placement counts what page APIs and pools ask for in bytes. */
function askedOf({ size, placement }: Assessment): Site["asked"] {
  const given = givenBy(placement);
  if (given) return { min: given.bytesReq, max: given.bytesReq };
  const [min, max] =
    size.kind === "between" ? [size.min, size.max] : size.kind === "known" ? [size.bytes, size.bytes] : [];
  if (min === undefined || max === undefined || max > Number.MAX_SAFE_INTEGER) return undefined;
  return { min: Number(min), max: Number(max) };
}

/** What calls are grouped by: those that share a cache share its slabs. */
function cacheOf(placement: Placement): string {
  if (placement.kind === "slab") return placement.layout?.mergedInto ?? placement.cache;
  if (isGiven(placement)) return placement.kind;
  switch (placement.kind) {
    case "fails":
    case "unknown":
      return placement.kind;
    case "oneOf": {
      const names = [...new Set(placement.placements.map(cacheOf))];
      return names.join(" or ");
    }
    case "range": {
      const [min, max] = [cacheOf(placement.min), cacheOf(placement.max)];
      return min === max ? min : `${min} to ${max}`;
    }
  }
}
