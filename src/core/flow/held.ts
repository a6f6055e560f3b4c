import type { HoldKind, LockCall } from "./locks.ts";

/** Something that forbids to sleep. */
export interface Hold {
  readonly kind: HoldKind;
  /** The lock as written, without `&`; "" where the kind has none. */
  readonly lock: string;
  /** Function that took it, and where. */
  readonly by: string;
  readonly at: number;
  /** Whether it is held on every way here. */
  readonly certain: boolean;
}

/** What is held at a place of a function. */
export interface HeldState {
  readonly holds: readonly Hold[];
  /** Locks that the caller may hold are still held here, as far as is seen. */
  readonly entryHolds: boolean;
  /** A call that sleeps and stands on every way here, with nothing held. */
  readonly slept: { readonly by: string; readonly at: number } | undefined;
}

/** Nobody holds more; of what is held in such a place nothing more is learnt. */
const MOST_HOLDS = 16;

export const NOTHING_HELD: HeldState = { holds: [], entryHolds: true, slept: undefined };

export function joinHeld(a: HeldState, b: HeldState): HeldState {
  if (a === b) return a;
  const holds: Hold[] = a.holds.map((hold) => {
    const other = b.holds.find((one) => isSame(one, hold));
    return hold.certain && !other?.certain ? { ...hold, certain: false } : hold;
  });
  for (const hold of b.holds)
    if (holds.length < MOST_HOLDS && !a.holds.some((one) => isSame(one, hold))) holds.push({ ...hold, certain: false });
  const slept = a.slept && b.slept ? a.slept : undefined;
  const entryHolds = a.entryHolds && b.entryHolds;
  const isUnchanged =
    slept === a.slept &&
    entryHolds === a.entryHolds &&
    holds.length === a.holds.length &&
    holds.every((hold, i) => hold === a.holds[i]);
  return isUnchanged ? a : { holds, entryHolds, slept };
}

export function take(state: HeldState, hold: Hold): HeldState {
  if (state.holds.length >= MOST_HOLDS) return state;
  return { ...state, holds: [...state.holds.filter((one) => !isSame(one, hold)), hold] };
}

/** Releases a lock. One that is not held is the caller's, or a held one by another name. */
export function release(state: HeldState, { kind, masks }: Pick<LockCall, "kind" | "masks">, lock: string): HeldState {
  const isHeld = state.holds.some((hold) => hold.kind === kind && hold.lock === lock);
  const released = isHeld
    ? { ...state, holds: state.holds.filter((hold) => hold.kind !== kind || hold.lock !== lock) }
    : doubted({ ...state, entryHolds: false }, (hold) => hold.kind === kind);
  return masks === undefined ? released : { ...released, holds: released.holds.filter((hold) => hold.kind !== masks) };
}

/** The same with some of what is held no longer certain. */
export function doubted(state: HeldState, about: (hold: Hold) => boolean): HeldState {
  if (!state.holds.some((hold) => hold.certain && about(hold))) return state;
  return { ...state, holds: state.holds.map((hold) => (about(hold) ? { ...hold, certain: false } : hold)) };
}

/** "under `dev->lock`, taken in line 12". */
export function heldInWords({ kind, lock, by }: Hold, line: number): string {
  switch (kind) {
    case "spin":
    case "rw":
    case "bit":
      return `under \`${lock}\`, taken in line ${line}`;
    case "local":
      return `under \`${lock}\`, taken in line ${line} (only on PREEMPT_RT it may sleep)`;
    case "seq":
      return `in the write side of \`${lock}\`, entered in line ${line}`;
    case "rcu":
      return `in the RCU read-side critical section of line ${line}`;
    case "irq":
      return `with interrupts disabled in line ${line}`;
    case "bh":
      return `with bottom halves disabled in line ${line}`;
    case "preempt":
      return `with preemption disabled in line ${line}`;
    case "cpu":
    case "kmap":
      return `behind ${by}() in line ${line}`;
  }
}

function isSame(a: Hold, b: Hold): boolean {
  return a.kind === b.kind && a.lock === b.lock;
}
