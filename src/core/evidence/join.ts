import type { Assessment } from "../analysis/assessment.ts";
import { headline } from "../explain/headline.ts";
import { givenBy } from "../kernel/given.ts";
import type { CallRecord } from "./record.ts";

/** An allocation call of the sources, for which something is predicted. */
export interface EvidenceSite {
  readonly file: string;
  readonly line: number;
  readonly endLine: number;
  readonly assessment: Assessment;
}

/** A measurement beside its prediction. */
export interface Joined {
  readonly record: CallRecord;
  /** The call that it is about, where that is certain. */
  readonly site?: EvidenceSite;
  /** Bytes asked for each object, as measured or, where only that is known, as predicted. */
  readonly bytesReq?: number;
  /** Bytes unused in all objects: as SLUB counts them, else given minus asked. */
  readonly wasted?: number;
  readonly verdict: Verdict;
  /** What agrees, or how it does not, in a sentence. */
  readonly says: string;
}

/** `unplaced`: it is not certain which call the measurement is about; `new`: the prediction does not know the size. */
export type Verdict = "agrees" | "differs" | "new" | "unplaced";

/** Joins measurements with the calls of sources, the largest waste first. */
export function joinEvidence(records: readonly CallRecord[], sites: readonly EvidenceSite[]): Joined[] {
  const byFunction = new Map<string, EvidenceSite[]>();
  for (const site of sites) {
    const name = site.assessment.call.function;
    byFunction.set(name, [...(byFunction.get(name) ?? []), site]);
  }
  return records
    .map((record) => joined(record, byFunction.get(record.function) ?? []))
    .sort((a, b) => (b.wasted ?? -1) - (a.wasted ?? -1) || compareNames(a.record, b.record));
}

function compareNames(a: CallRecord, b: CallRecord): number {
  const [left, right] = [a, b].map((record) => JSON.stringify(record));
  return left === undefined || right === undefined || left === right ? 0 : left < right ? -1 : 1;
}

function joined(record: CallRecord, sites: readonly EvidenceSite[]): Joined {
  const found = siteOf(record, sites);
  if (typeof found === "string") return { record, ...amountsOf(record, undefined), verdict: "unplaced", says: found };
  return { record, site: found, ...amountsOf(record, found), ...compared(record, found) };
}

/** The call that a measurement is about, or why that cannot be said. */
function siteOf(record: CallRecord, sites: readonly EvidenceSite[]): EvidenceSite | string {
  const { function: name, file, line, module } = record;
  const active = sites.filter(({ assessment }) => assessment.call.active);
  if (file !== undefined && line !== undefined) {
    const here = active.filter((site) => endsWithPath(site.file, file) && site.line <= line && line <= site.endLine);
    const [only, ...more] = here;
    if (only && more.length === 0) return only;
    return only
      ? `several calls stand at ${file}:${line}`
      : `no call that is known stands at ${file}:${line} in the sources read`;
  }
  if (active.length === 0)
    return `no allocation call stands in ${name}() in the sources read: a function that is inlined into it may make it`;
  const files = new Set(active.map((site) => site.file));
  const likely =
    files.size > 1 && module !== undefined ? active.filter((site) => isOfModule(site.file, module)) : active;
  const fitting = likely.filter((site) => fits(record, site));
  const [only, ...more] = fitting.length > 0 ? fitting : likely.filter((site) => sizeOf(site) === undefined);
  if (only && more.length === 0) return only;
  const [single, ...others] = likely;
  if (!only && single && others.length === 0) return single;
  return `${name}() has ${likely.length || active.length} allocation calls, and the amount does not tell which one it is`;
}

function isOfModule(file: string, module: string): boolean {
  return file
    .replaceAll("-", "_")
    .split("/")
    .slice(-2)
    .some((part) => part.replace(/\.c$/, "") === module);
}

function endsWithPath(path: string, end: string): boolean {
  return path === end || path.endsWith(`/${end}`) || end.endsWith(`/${path}`);
}

/** Whether the amount that is predicted for a call is the measured one. */
function fits(record: CallRecord, site: EvidenceSite): boolean {
  const given = givenBy(site.assessment.placement);
  if (!given) return false;
  if (record.bytesReq !== undefined) return record.bytesReq === given.bytesReq + given.overhead;
  if (given.kind !== "slab" || record.waste === undefined) return false;
  if (record.cache !== undefined && record.cache !== given.cache) return false;
  return record.waste === given.objectSize - given.bytesReq - given.overhead;
}

function sizeOf({ assessment: { size } }: EvidenceSite): number | undefined {
  return size.kind === "known" ? Number(size.bytes) : undefined;
}

function amountsOf(record: CallRecord, site: EvidenceSite | undefined): Pick<Joined, "bytesReq" | "wasted"> {
  const bytesReq = record.bytesReq ?? (site && sizeOf(site));
  const each =
    record.waste ??
    (record.bytesAlloc !== undefined && bytesReq !== undefined ? record.bytesAlloc - bytesReq : undefined);
  return {
    ...(bytesReq === undefined ? {} : { bytesReq }),
    ...(each === undefined ? {} : { wasted: Math.round(record.count * each) }),
  };
}

function compared(record: CallRecord, { assessment }: EvidenceSite): Pick<Joined, "verdict" | "says"> {
  const given = givenBy(assessment.placement);
  if (!given) return { verdict: "new", says: `predicted: ${headline(assessment)}` };
  const differences = [
    differing("asked", record.bytesReq, given.bytesReq + given.overhead),
    differing("given", record.bytesAlloc, given.bytesAlloc),
    ...(given.kind === "slab"
      ? [
          record.cache === undefined || record.cache === given.cache
            ? undefined
            : `it is in ${record.cache}, predicted is ${given.cache}`,
          differing("unused in the object", record.waste, given.objectSize - given.bytesReq - given.overhead),
        ]
      : []),
  ].filter((difference) => difference !== undefined);
  return differences.length === 0
    ? { verdict: "agrees", says: `as predicted: ${headline(assessment)}` }
    : { verdict: "differs", says: differences.join("; ") };
}

function differing(what: string, measured: number | undefined, predicted: number): string | undefined {
  if (measured === undefined || measured === predicted) return undefined;
  return `${Number.isInteger(measured) ? measured : measured.toFixed(1)} bytes ${what}, predicted are ${predicted}`;
}
