import type { KernelConfig } from "./config.ts";
import { fails, unknown } from "./outcome.ts";
import type { Placement } from "./placement.ts";
import type { Bytes } from "./request.ts";
import { samePlacement } from "./same-placement.ts";

/** What each of the kernels that a profile leaves open answers; `oneOf` where they differ. */
export function amongKernels(placeIn: (config: KernelConfig) => Placement, config: KernelConfig): Placement {
  const placement = placeIn(config);
  if (config.alternatives === undefined || placement.kind === "unknown") return placement;
  const placements: Placement[] = [placement];
  for (const other of config.alternatives.configs) {
    const another = placeIn(other);
    if (!placements.some((known) => samePlacement(known, another))) placements.push(another);
  }
  if (placements.length === 1) return placement;
  const { kernel, because } = config.alternatives;
  const bytesReq = "bytesReq" in placement && typeof placement.bytesReq === "number" ? placement.bytesReq : 0;
  return { kind: "oneOf", bytesReq, placements, because, trace: [{ kernel, says: because }] };
}

/** Physical addresses have 52 bits at most: no kernel hands out more, and what is rounded up from it is still exact. */
const MOST_BYTES = 2 ** 52;

/** Calls `then` with a size every allocator can compute with; others fail or are unknown here, once. */
export function withBytes(bytes: Bytes, config: KernelConfig, then: (bytes: number) => Placement): Placement {
  const plain = Number(bytes);
  if (Number.isSafeInteger(plain) && plain >= 0 && plain <= MOST_BYTES) {
    // sizeof(size_t) is 4 on a 32-bit kernel.
    if (config.wordSize === 8 || plain < 0x1_0000_0000) return then(plain);
    return fails(bytes, "size_t", `${bytes} bytes do not fit the kernel's 32-bit size_t`);
  }
  if (typeof bytes === "number" && !Number.isInteger(bytes)) return unknown(`${bytes} is not a number of bytes`);
  const exact = BigInt(bytes);
  if (exact < 0n) return fails(exact, "size_t", `${exact} bytes become a huge number as a size_t: always fails`);
  return fails(exact, "size_t", `${exact} bytes are more than any allocator has: always fails`);
}
