import type { AllocApi } from "../api/alloc-api.ts";
import type { CallExpr } from "../c/call.ts";
import type { SizeFact } from "../c/size-fact.ts";
import type { ContextFact } from "../flow/context-fact.ts";
import type { Placement, TraceStep } from "../kernel/placement.ts";

/** What is known of one allocation call under one kernel profile. */
export interface Assessment {
  readonly call: CallExpr;
  readonly api: AllocApi;
  /** What the caller asks for, without hidden headers. */
  readonly size: SizeFact;
  /** Array APIs: `bytes` of `count` is a number of elements. */
  readonly elements?: { readonly count: SizeFact; readonly each: SizeFact };
  /** Page APIs. */
  readonly order?: OrderFact;
  readonly gfp: GfpFact;
  /** Whether the place of the call may sleep. */
  readonly context: ContextFact;
  /** The same where it is known that it may not; sooner found. */
  atomic(): ContextFact | undefined;
  readonly placement: Placement;
  /** How the size was found, then the placement's own steps. */
  readonly trace: readonly TraceStep[];
}

export type OrderFact =
  | { readonly kind: "known"; readonly value: number }
  | { readonly kind: "unknown"; readonly why: string };

/** The mask as written plus what the API adds, and its value in the profile's kernel. */
export type GfpFact =
  | { readonly kind: "known"; readonly flags: readonly string[]; readonly value: number }
  | { readonly kind: "unknown"; readonly why: string };
