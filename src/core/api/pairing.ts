import type { AllocApi } from "./alloc-api.ts";
import { ALLOC_APIS } from "./catalogue.ts";
import { compareVersions } from "./form.ts";

/** Functions that may free what the API hands out in a kernel; without a version, in any. */
export function freesOf(api: AllocApi, version?: string): readonly string[] {
  const later = api.freesSince;
  if (!later || (version !== undefined && compareVersions(version, later.version) < 0)) return api.frees;
  return [...api.frees, ...later.functions];
}

/** APIs whose memory the function may free. */
export function apisFreedBy(freeFunction: string, version?: string): readonly AllocApi[] {
  return ALLOC_APIS.filter((api) => freesOf(api, version).includes(freeFunction));
}
