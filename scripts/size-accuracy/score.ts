import { type RecordedCall, textDigest } from "./recorded-call.ts";
import type { Site, SiteSize } from "./site.ts";

/** How many of `of` are as gcc has them, or another number; the rest is not known. */
export interface Count {
  of: number;
  right: number;
  wrong: number;
}

export interface Score {
  /** Call sites: found where gcc has them. */
  readonly sites: Count;
  /** Sizes that gcc folds. */
  readonly constants: Count;
  /** Sizes of the elements of arrays whose length is known at run time. */
  readonly elements: Count;
  /** Sizes that follow from variables which are assigned once. */
  readonly locals: Count;
  /** Sizes of run time, told as `base + unit * term` with the term of gcc. */
  readonly linear: Count;
  /** Bounds that are told of a size gcc knows: right where it lies within. */
  readonly bounds: Count;
  /** Sizes of run time: wrong where one is told to be a known number. */
  readonly varying: Count;
  readonly gfp: Count;
  readonly differences: readonly Difference[];
}

export interface Difference {
  readonly kind: "wrong" | "missed" | "unknown";
  readonly call: RecordedCall;
  readonly text: string;
}

/** Where a call is looked for: at its place, or, in sources of another version, by its function and text. */
export type Matching = "position" | "text";

/** `sites` against what gcc made of `calls`. */
export function score(calls: readonly RecordedCall[], sites: readonly Site[], matching: Matching): Score {
  const count = (): Count => ({ of: 0, right: 0, wrong: 0 });
  const differences: Difference[] = [];
  const total = {
    sites: count(),
    constants: count(),
    elements: count(),
    locals: count(),
    linear: count(),
    bounds: count(),
    varying: count(),
    gfp: count(),
    differences,
  };
  const siteOf = matching === "position" ? byPosition(sites) : byText(sites);
  for (const call of calls) {
    const site = siteOf(call);
    const differs = (kind: Difference["kind"], text: string) => differences.push({ kind, call, text });
    total.sites.of++;
    if (site === undefined) differs("missed", "the call was not found");
    else total.sites.right++;
    scoreSize(total, call, site, differs);
    if (call.gfp !== undefined) {
      total.gfp.of++;
      if (site?.gfp?.value === undefined) continue;
      // Whether an API zeroes by flag or by itself is its own affair.
      const zero = 0x100;
      if ((site.gfp.value & ~zero) === (call.gfp & ~zero)) total.gfp.right++;
      else {
        total.gfp.wrong++;
        differs("wrong", `gfp ${site.gfp.value}, gcc ${call.gfp}`);
      }
    }
  }
  return total;
}

type Differs = (kind: Difference["kind"], text: string) => void;

function scoreSize(
  total: Record<"constants" | "elements" | "locals" | "linear" | "bounds" | "varying", Count>,
  { size: recorded }: RecordedCall,
  site: Site | undefined,
  differs: Differs,
): void {
  const told = site?.size;
  switch (recorded.kind) {
    case "none":
      return;
    case "constant":
      compare(total.constants, recorded.bytes, told, differs, "");
      scoreBounds(total.bounds, recorded.bytes, told, differs);
      return;
    case "local":
      compare(total.locals, recorded.bytes, told, differs, "through locals ");
      scoreBounds(total.bounds, recorded.bytes, told, differs);
      return;
    case "varying":
      total.varying.of++;
      // Any number of elements of no size is no bytes.
      if (told?.kind === "known" && !(recorded.each === 0 && told.bytes === 0)) {
        total.varying.wrong++;
        differs("wrong", `claims ${told.bytes} bytes of a size of run time`);
      }
      if (recorded.each !== undefined)
        compare(total.elements, recorded.each, site?.elements?.each, differs, "element ");
      // What varies may itself be told in other terms, through a variable that is assigned once.
      if (recorded.linear !== undefined && told?.terms?.length === 1 && told.terms[0] === recorded.linear.term) {
        const { base, unit, term } = recorded.linear;
        total.linear.of++;
        if (Number(told.base) === base && Number(told.unit) === unit) total.linear.right++;
        else {
          total.linear.wrong++;
          differs("wrong", `${told.expression}, gcc ${base} + ${unit}*${term}`);
        }
      }
  }
}

function compare(count: Count, bytes: number, told: SiteSize | undefined, differs: Differs, what: string): void {
  count.of++;
  if (told?.kind !== "known") {
    if (told !== undefined) differs("unknown", `${what}gcc ${bytes}: ${told.why ?? told.expression ?? told.kind}`);
  } else if (Number(told.bytes) === bytes) count.right++;
  else {
    count.wrong++;
    differs("wrong", `${what}${told.bytes} bytes, gcc ${bytes}`);
  }
}

function scoreBounds(count: Count, bytes: number, told: SiteSize | undefined, differs: Differs): void {
  if (told?.kind !== "between") return;
  count.of++;
  if (Number(told.min) <= bytes && bytes <= Number(told.max)) count.right++;
  else {
    count.wrong++;
    differs("wrong", `between ${told.min} and ${told.max}, gcc ${bytes}`);
  }
}

/** At the very place, else the line's only call of the API. */
function byPosition(sites: readonly Site[]): (call: RecordedCall) => Site | undefined {
  const at = new Map(sites.map((site) => [`${site.file}:${site.line}:${site.column}`, site]));
  const onLine = groupedBy(sites, (site) => `${site.file}:${site.line}:${site.api}`);
  return ({ file, line, column, api }) => {
    const [only, ...more] = onLine.get(`${file}:${line}:${api}`) ?? [];
    return at.get(`${file}:${line}:${column}`) ?? (more.length === 0 ? only : undefined);
  };
}

/** Calls that are written alike in one function are taken in their order. */
function byText(sites: readonly Site[]): (call: RecordedCall) => Site | undefined {
  const alike = groupedBy(sites, (site) => `${site.file}:${site.function}:${textDigest(site.text)}`);
  return (call) => alike.get(`${call.file}:${call.function}:${call.text}`)?.shift();
}

function groupedBy<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group === undefined) groups.set(key(item), [item]);
    else group.push(item);
  }
  return groups;
}
