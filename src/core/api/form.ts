import type { AllocApi, CallForm, Variant } from "./alloc-api.ts";

/**
 * The signature that a call of `argumentCount` arguments has in kernel `version` ("6.12", "6.1.192"). A number of
 * arguments decides alone; the version decides between forms that look alike.
 */
export function formOf(api: AllocApi, argumentCount?: number, version?: string): CallForm {
  const variant = api.variants?.find((candidate) => applies(candidate, argumentCount, version));
  return variant ? { ...api, ...variant } : api;
}

/** Whether a kernel has the API under its name; stable kernels may have it earlier. */
export function existsIn(api: Pick<AllocApi, "since" | "until">, version: string): boolean {
  return isWithin(api, version);
}

function applies(variant: Variant, argumentCount: number | undefined, version: string | undefined): boolean {
  if (variant.arguments !== undefined && argumentCount !== undefined) return variant.arguments === argumentCount;
  return version !== undefined && (variant.since ?? variant.until) !== undefined && isWithin(variant, version);
}

function isWithin(range: { readonly since?: string; readonly until?: string }, version: string): boolean {
  if (range.since !== undefined && compareVersions(version, range.since) < 0) return false;
  return range.until === undefined || compareVersions(version, range.until) <= 0;
}

/** Compares major and minor number; the patch level of stable kernels does not change a signature. */
export function compareVersions(a: string, b: string): number {
  const [majorA = 0, minorA = 0] = a.split(".").map((part) => Number.parseInt(part, 10));
  const [majorB = 0, minorB = 0] = b.split(".").map((part) => Number.parseInt(part, 10));
  return majorA - majorB || minorA - minorB;
}
