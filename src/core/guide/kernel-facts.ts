import type { KernelConfig } from "../kernel/config.ts";
import { formatVersion } from "../kernel/version.ts";
import { type AmountTable, amountTable } from "./amount-table.ts";
import type { LeafId } from "./graph.ts";
import { type Limit, limitsOf } from "./limits.ts";
import { LEAF_IDS } from "./nodes.ts";

/** What the chart shows of a kernel: computed once by the simulator, for whoever draws without one. */
export interface KernelFacts {
  /** `6.12.117`. */
  readonly version: string;
  readonly arch: string;
  readonly pageSize: number;
  readonly limits: Limits;
  readonly amounts: AmountTable;
}

/** A leaf that is left out has none. */
export type Limits = Readonly<Partial<Record<LeafId, readonly Limit[]>>>;

export function kernelFacts(config: KernelConfig): KernelFacts {
  return {
    version: formatVersion(config.version),
    arch: config.arch,
    pageSize: config.pageSize,
    limits: Object.fromEntries(LEAF_IDS.map((leaf) => [leaf, limitsOf(leaf, config)])),
    amounts: amountTable(config),
  };
}
