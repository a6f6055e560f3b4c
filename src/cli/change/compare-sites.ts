import { givenBy } from "../../core/kernel/given.ts";
import { samePlacement } from "../../core/kernel/same-placement.ts";
import type { FileFinding } from "../findings.ts";
import type { Site } from "../site.ts";

/** What a change does to a site. */
export type SiteChange =
  | { readonly kind: "added" }
  | { readonly kind: "removed" }
  | { readonly kind: "changed"; readonly before: Site };

/** The sites that a change makes a difference to, in the order of their positions; removed ones behind. */
export function changedSites(before: readonly Site[], after: readonly Site[]): Site[] {
  const pairs = pairsOf(before, after);
  const kept = new Set(pairs.values());
  const changed = after.flatMap((site): Site[] => {
    const was = pairs.get(site);
    if (was === undefined) return [{ ...site, change: { kind: "added" } }];
    return isSame(was, site) ? [] : [{ ...site, change: { kind: "changed", before: was } }];
  });
  const removed = before.filter((site) => !kept.has(site));
  return [...changed, ...removed.map((site): Site => ({ ...site, change: { kind: "removed" } }))];
}

/** Findings that were not there before, whatever lines they were on. */
export function newFindings(before: readonly FileFinding[], after: readonly FileFinding[]): FileFinding[] {
  const known = new Set(before.map(({ fingerprint }) => fingerprint));
  return after.filter(({ fingerprint }) => !known.has(fingerprint));
}

/** Bytes more that one call of the site asks and gets; undefined where one of the states is not known. */
export function bytesOfChange(site: Site): { readonly bytesReq: number; readonly bytesAlloc: number } | undefined {
  const { change } = site;
  if (!change) return undefined;
  const now = change.kind === "removed" ? NOTHING : amountOf(site);
  const was = change.kind === "added" ? NOTHING : amountOf(change.kind === "changed" ? change.before : site);
  if (!now || !was) return undefined;
  return { bytesReq: now.bytesReq - was.bytesReq, bytesAlloc: now.bytesAlloc - was.bytesAlloc };
}

const NOTHING = { bytesReq: 0, bytesAlloc: 0 } as const;

/** What a call that the configuration compiles takes. */
function amountOf({ assessment: { call, placement } }: Site) {
  if (!call.active || placement.kind === "fails") return NOTHING;
  return givenBy(placement);
}

/** For each site after, the one that it was: first by its words, then by its API and its turn in the function. */
function pairsOf(before: readonly Site[], after: readonly Site[]): ReadonlyMap<Site, Site> {
  const pairs = new Map<Site, Site>();
  const taken = new Set<Site>();
  for (const key of [wordsOf, apiOf, functionOf]) {
    const waiting = new Map<string, Site[]>();
    for (const site of before) if (!taken.has(site)) waiting.set(key(site), [...(waiting.get(key(site)) ?? []), site]);
    for (const site of after) {
      const was = pairs.has(site) ? undefined : waiting.get(key(site))?.shift();
      if (!was) continue;
      pairs.set(site, was);
      taken.add(was);
    }
  }
  return pairs;
}

function wordsOf(site: Site): string {
  return `${apiOf(site)}\0${site.assessment.call.text.replace(/\s+/g, " ")}`;
}

function apiOf(site: Site): string {
  return `${functionOf(site)}\0${site.assessment.api.name}`;
}

function functionOf({ assessment }: Site): string {
  return assessment.call.function;
}

/** The same to whoever calls: other lines, words and reasons make no difference. */
function isSame(a: Site, b: Site): boolean {
  const sizeOf = ({ assessment: { size, call, api } }: Site) =>
    JSON.stringify([api.name, call.active, size], (key, value: unknown) =>
      key === "why" || key === "from" ? undefined : typeof value === "bigint" ? `${value}n` : value,
    );
  return sizeOf(a) === sizeOf(b) && samePlacement(a.assessment.placement, b.assessment.placement);
}
