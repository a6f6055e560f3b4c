import type { AllocApi } from "../../api/alloc-api.ts";
import type { Call } from "../../c/tree/nodes.ts";
import type { Allocation } from "./fault.ts";

/** What a place holds at one point of a way. */
export type Value =
  | Memory
  | { readonly kind: "null" }
  | { readonly kind: "freed"; readonly by: Call }
  | { readonly kind: "unknown" };

/** What an allocation gave, or NULL. */
export interface Memory {
  readonly kind: "memory";
  readonly taken: Allocation;
  /** Whether it was tested for NULL. `asked`: others have it, a test of what they say may be one; `perhaps`: it was made. */
  readonly tested: "no" | "asked" | "perhaps" | "yes";
  /** What was given it: functions, and places that it was stored in. */
  readonly lent: string;
  /** The last of the functions, while it is not known how it ended. */
  readonly awaited?: Awaited;
  /** Others may have it, and may free it. */
  readonly shared: boolean;
}

/** A call that was given the memory, and where its answer is; "" where it is only in the call itself. */
export interface Awaited {
  readonly mark: string;
  readonly call: Call;
  readonly answer: string;
}

export const UNKNOWN: Value = { kind: "unknown" };

/** What is left to say of a place where it is not clear what happened to it: where its memory came from. */
export function doubtful(value: Value): Value {
  if (value.kind !== "memory") return UNKNOWN;
  return value.shared && value.tested !== "no" && value.tested !== "asked"
    ? value
    : { ...value, shared: true, tested: value.tested === "yes" ? "yes" : "perhaps" };
}

/** The same where others have it now, who have not tested it. */
export function sharedWith(value: Memory): Memory {
  const tested = value.tested === "no" ? "asked" : value.tested;
  return value.shared && tested === value.tested ? value : { ...value, shared: true, tested };
}

/** A branch may ask for what those say who have the place. */
export function asked(value: Value): Value {
  return value.kind === "memory" && value.tested === "asked" ? { ...value, tested: "perhaps" } : value;
}

export function withoutAwaited(value: Memory): Memory {
  const { awaited: _, ...rest } = value;
  return rest;
}

/** Whether two values are followed as one. */
export function isSameValue(a: Value, b: Value): boolean {
  if (a === b) return true;
  if (a.kind === "memory") {
    if (b.kind !== "memory" || a.tested !== b.tested || a.shared !== b.shared || a.taken.call !== b.taken.call)
      return false;
    if (a.shared) return true;
    return a.lent === b.lent && a.awaited?.call === b.awaited?.call && a.awaited?.answer === b.awaited?.answer;
  }
  return a.kind === b.kind && (a.kind !== "freed" || b.kind !== "freed" || a.by === b.by);
}

/** Whether what a call returns stands for the memory; others return a count or an error. */
export function isMemory({ returns }: AllocApi): boolean {
  return returns !== "count" && returns !== "errno" && returns !== "cache";
}

/** Families whose memory belongs to whoever asked for it, until it is freed. */
const OWNED: ReadonlySet<AllocApi["family"]> = new Set([
  "kmalloc",
  "strings",
  "user copies",
  "typed",
  "kvmalloc",
  "vmalloc",
  "slab caches",
  "pages",
  "dma",
]);

export function isOwned({ family }: AllocApi): boolean {
  return OWNED.has(family);
}

/** Whether an API returns NULL where it fails. A mempool and a bio set wait for memory where they may sleep. */
export function saysByNull(api: AllocApi): boolean {
  const isPointer = api.returns === "pointer" || api.returns === "typed-pointer";
  return isPointer && (isOwned(api) || api.family === "device-managed");
}
