import { alignUp, isPowerOfTwo } from "./bits.ts";
import type { KernelConfig } from "./config.ts";
import { fails } from "./outcome.ts";
import type { Placement } from "./placement.ts";

/** PCPU_MIN_ALLOC_SIZE. */
const GRANULE = 4;

/** A copy for every possible CPU. Kernel: __alloc_percpu() → pcpu_alloc(). */
export function percpu(bytes: number, align: number, config: KernelConfig): Placement {
  const kernel = "pcpu_alloc()";
  // PCPU_MIN_UNIT_SIZE
  const max = alignUp(32768, config.pageSize);
  if (bytes === 0 || bytes > max) return fails(bytes, kernel, `${bytes} bytes are not between 1 and ${max}`);
  if (!isPowerOfTwo(align) || align > config.pageSize)
    return fails(bytes, kernel, `alignment ${align} is not a power of two up to the page size`);
  const unitBytes = alignUp(bytes, GRANULE);
  const { possibleCpus } = config;
  const says = `${bytes} bytes round up to ${unitBytes}, for each of ${possibleCpus} possible CPUs: ${unitBytes * possibleCpus}`;
  return {
    kind: "percpu",
    bytesReq: bytes,
    bytesAlloc: unitBytes,
    overhead: 0,
    unitBytes,
    possibleCpus,
    trace: [{ kernel, says }],
  };
}
