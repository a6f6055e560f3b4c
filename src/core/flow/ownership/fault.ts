import type { AllocApi } from "../../api/alloc-api.ts";
import type { Call, Span } from "../../c/tree/nodes.ts";

/** Where memory was taken. */
export interface Allocation {
  readonly call: Call;
  readonly api: AllocApi;
}

/** What goes wrong with one allocation on some way through its function. */
export type Fault =
  | { readonly kind: "wrong-free"; readonly place: string; readonly taken: Allocation; readonly at: Call }
  | {
      readonly kind: "amount-mismatch";
      readonly place: string;
      readonly taken: Allocation;
      readonly at: Call;
      readonly amounts: AmountMismatch;
    }
  | { readonly kind: "double-free"; readonly place: string; readonly freed: Call; readonly at: Call }
  | { readonly kind: "use-after-free"; readonly place: string; readonly freed: Call; readonly at: Span }
  | {
      readonly kind: "leak";
      readonly place: string;
      readonly taken: Allocation;
      /** The first way out, and the others. */
      readonly at: Span;
      readonly others: readonly Span[];
      /** The memory is held on every way to it, or the pointer is NULL. */
      readonly always: boolean;
    }
  | { readonly kind: "unchecked"; readonly place: string; readonly taken: Allocation; readonly at: Span };

/** The order or the size that was asked for, and the one that is given back, as written. */
export interface AmountMismatch {
  readonly what: "order" | "size";
  readonly taken: string;
  readonly given: string;
}
