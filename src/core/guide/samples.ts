import { atLeast, type KernelVersion } from "../kernel/version.ts";
import type { LeafId } from "./graph.ts";
import { API_SINCE, LEAVES } from "./leaves.ts";

/** The leaf's call in the form that the kernel has; without a kernel in the form that all have. */
export function sampleOf(leaf: LeafId, version: KernelVersion | undefined): string {
  const { sample, sampleSince } = LEAVES[leaf];
  return sampleSince && version && atLeast(version, sampleSince.version) ? sampleSince.sample : sample;
}

/** The leaf's APIs that the kernel has. */
export function apisOf(leaf: LeafId, version: KernelVersion | undefined): readonly string[] {
  return LEAVES[leaf].apis.filter((api) => {
    const since = API_SINCE[api];
    return since === undefined || version === undefined || atLeast(version, since);
  });
}
