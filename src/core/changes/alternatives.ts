import type { Assessment } from "../analysis/assessment.ts";
import type { AllocApi } from "../api/alloc-api.ts";
import { apiNamed } from "../api/catalogue.ts";
import { existsIn } from "../api/form.ts";
import { freesOf } from "../api/pairing.ts";
import { placeName } from "../explain/place-name.ts";
import type { KernelConfig } from "../kernel/config.ts";
import { maySleep } from "../kernel/gfp.ts";
import { type Given, givenBy, wastedBytes } from "../kernel/given.ts";
import { place } from "../kernel/place.ts";
import type { Placement } from "../kernel/placement.ts";
import type { AllocationRequest } from "../kernel/request.ts";
import { formatVersion } from "../kernel/version.ts";
import { whyFails } from "../rules/fails.ts";

/** What an API would make of the very size that a call asks for. */
export interface Alternative {
  readonly api: string;
  /** The call uses it. */
  readonly isUsed: boolean;
  readonly outcome: Outcome;
  /** Whether it may sleep, with the call's flags. */
  readonly sleeps: boolean;
  /** It may sleep, and the place of the call may not. */
  readonly isForbidden: boolean;
  readonly contiguity: AllocApi["contiguity"];
  readonly zeroes: boolean;
  /** The function that frees the memory; "" where the kernel does it by itself. */
  readonly freedWith: string;
}

/** Bytes as the memory manager spends them; `unused` is what the caller did not ask for. */
export type Outcome =
  | { readonly kind: "given"; readonly bytes: number; readonly unused: number; readonly from: string }
  /** The profile leaves open which of several. */
  | { readonly kind: "between"; readonly min: number; readonly max: number; readonly because: string }
  | { readonly kind: "fails"; readonly why: string }
  | { readonly kind: "unknown"; readonly why: string };

/** APIs that hand out plain memory for a number of bytes: the plain form and the one that clears it. */
const FOR_BYTES = [
  ["kmalloc", "kzalloc"],
  ["kvmalloc", "kvzalloc"],
  ["vmalloc", "vzalloc"],
  ["alloc_pages_exact", "alloc_pages_exact"],
  ["kmem_cache_alloc", "kmem_cache_zalloc"],
  ["devm_kmalloc", "devm_kzalloc"],
] as const;

const FOR_ARRAYS = [
  ["kmalloc_array", "kcalloc"],
  ["kvmalloc_array", "kvcalloc"],
  ["vmalloc_array", "vcalloc"],
  ["alloc_pages_exact", "alloc_pages_exact"],
  ["devm_kmalloc_array", "devm_kcalloc"],
] as const;

/** The allocators whose memory the others could stand in for. */
const PLAIN: ReadonlySet<string> = new Set(["kmalloc", "kvmalloc", "vmalloc", "pages", "pages-exact", "devm"]);

/** The APIs that serve such a call, with numbers; none where size or flags are not known, or others do not compare. */
export function alternativesTo(assessment: Assessment, config: KernelConfig): readonly Alternative[] {
  const { api, size, gfp, elements } = assessment;
  if (!PLAIN.has(api.by) || api.zeroes === "copies" || size.kind !== "known" || gfp.kind !== "known") return [];
  if (size.bytes <= 0n || api.returns === "errno" || api.returns === "count") return [];
  const zeroes = clears(assessment);
  const names: readonly string[] = (elements ? FOR_ARRAYS : FOR_BYTES).map(([plain, zeroed]) =>
    zeroes ? zeroed : plain,
  );
  const used = alternative(api, assessment.placement, assessment, config);
  const others = names.map((name) => {
    const row = apiNamed(name);
    if (name === api.name || !row || !existsIn(row, formatVersion(config.version))) return undefined;
    const request = requestOf(row, Number(size.bytes), gfp.value);
    const placement = request && place(request, config);
    return placement && isWorthwhile(placement) ? alternative(row, placement, assessment, config) : undefined;
  });
  const at = names.indexOf(api.name);
  const all = others.flatMap((other, index) => (index === at ? [used] : other ? [other] : []));
  return at < 0 ? [used, ...all] : all;
}

/** A cache of one's own is for objects of which a slab holds several. */
function isWorthwhile(placement: Placement): boolean {
  return placement.kind !== "slab" || !placement.layout || placement.layout.objectsPerSlab >= 4;
}

/** Whether the memory of the call comes cleared: by its API, or by a flag. */
export function clears({ api, gfp }: Assessment): boolean {
  return api.zeroes === true || (gfp.kind === "known" && gfp.flags.includes("__GFP_ZERO"));
}

function alternative(row: AllocApi, placement: Placement, of: Assessment, config: KernelConfig): Alternative {
  const sleeps =
    row.sleeps === "always" || (row.sleeps === "gfp" && of.gfp.kind === "known" && maySleep(of.gfp.value, config));
  const isUsed = row === of.api;
  return {
    api: row.name,
    isUsed,
    outcome: outcomeOf(placement),
    sleeps,
    isForbidden: sleeps && of.context.kind === "atomic",
    contiguity: row.contiguity,
    zeroes: clears(of),
    freedWith: row.managed ? "" : (freesOf(row, formatVersion(config.version))[0] ?? ""),
  };
}

function requestOf({ by }: AllocApi, bytes: number, gfp: number): AllocationRequest | undefined {
  switch (by) {
    case "kmalloc":
    case "kvmalloc":
    case "devm":
    case "pages-exact":
      return { by, bytes, gfp };
    case "vmalloc":
      return { by, bytes };
    case "object":
      return { by: "cache", bytes, align: 0, flags: [], ctor: false };
    default:
      return undefined;
  }
}

function outcomeOf(placement: Placement): Outcome {
  const given = givenBy(placement);
  if (given) return { kind: "given", bytes: given.bytesAlloc, unused: wastedBytes(given), from: fromOf(given) };
  switch (placement.kind) {
    case "fails":
      return { kind: "fails", why: whyFails(placement) };
    case "oneOf":
      return amongOf(placement.placements.map(outcomeOf), placement.because);
    case "range":
      return { kind: "unknown", why: "the size lies between two bounds" };
    default:
      return { kind: "unknown", why: placement.kind === "unknown" ? placement.why : "" };
  }
}

function fromOf(given: Given): string {
  const layout = given.kind === "slab" ? given.layout : undefined;
  if (!layout) return placeName(given);
  return `a cache of its own, ${layout.objectsPerSlab} a slab of order ${layout.order}, ${layout.slabWaste} B left over in each`;
}

function amongOf(outcomes: readonly Outcome[], because: string): Outcome {
  const given = outcomes.flatMap((outcome) => (outcome.kind === "given" ? [outcome] : []));
  const [first] = given;
  if (!first || given.length < outcomes.length) return { kind: "unknown", why: because };
  const bytes = given.map((outcome) => outcome.bytes);
  const [min, max] = [Math.min(...bytes), Math.max(...bytes)];
  return min === max ? first : { kind: "between", min, max, because };
}
