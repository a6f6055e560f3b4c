import type { Call, Expression } from "../c/tree/nodes.ts";
import type { Graph, Step } from "./graph.ts";
import { doubted, type HeldState, joinHeld, NOTHING_HELD, release, take } from "./held.ts";
import { guardNamed, type LockCall, lockCallNamed, MAY_TAKE, mayRelease, sleepsAlways } from "./locks.ts";
import { solve } from "./solve.ts";

/** What else is known of the functions that are called. */
export interface Callees {
  /** What a function of the same file leaves behind; undefined where it is none, or not known. */
  effectOf(name: string): Effect | undefined;
  /** Whether a macro of that name mentions something that may release a lock. */
  mayMacroRelease(name: string): boolean;
}

/** What a function does to the locks of its caller. */
export interface Effect {
  /** It releases what it did not take. */
  readonly releases: boolean;
  /** Held at each of its ends. */
  readonly leaves: HeldState["holds"];
}

/** A function of another file that may come back with a lock taken, of whatever kind. */
const TAKES_UNSEEN = /(?:^|_)(?:spin_|try)?lock(?:$|_(?!name|class|stat|count|id|depth|is_))/;

/** Locks that may be held asleep. */
const TAKES_SLEEPING = /srcu|mutex|rwsem|_sem|inode|folio|page|mmap|wiphy|device_|rtnl|sock/;

/** What is held in front of each node of a function. */
export function heldIn(graph: Graph, text: string, callees: Callees): readonly (HeldState | undefined)[] | undefined {
  const flow = new HeldFlow(graph, text, callees);
  return solve(graph, {
    start: NOTHING_HELD,
    after: (node, before, slot) => flow.after(node, before, slot),
    join: joinHeld,
  });
}

class HeldFlow {
  constructor(
    private readonly graph: Graph,
    private readonly text: string,
    private readonly callees: Callees,
  ) {}

  after(node: number, before: HeldState, slot: number): HeldState {
    const step = this.graph.nodes[node]?.step;
    if (!step) return before;
    switch (step.kind) {
      case "call":
        return this.afterCall(step.call, before);
      case "branch":
        return this.afterBranch(step.condition, before, slot);
      case "assign":
        return before.holds.length === 0 ? before : this.afterAssignment(step, before);
      case "enter":
      case "leave":
        return this.afterGuard(step, before);
      case "opaque":
      case "start":
      case "join":
      case "declare":
      case "dereference":
      case "switch":
      case "return":
      case "cleanup":
      case "skip":
      case "untested":
        return before;
    }
  }

  private afterCall(call: Call, before: HeldState): HeldState {
    const { name } = call;
    const known = lockCallNamed(name);
    if (known) return this.afterLock(call, known, before);
    if (sleepsAlways(name)) {
      return before.holds.length === 0 && !before.slept ? { ...before, slept: { by: name, at: call.start } } : before;
    }
    const isRelevant = before.holds.length > 0 || MAY_TAKE.test(name);
    const effect = isRelevant ? this.callees.effectOf(name) : undefined;
    if (effect) {
      const released = effect.releases ? doubted({ ...before, entryHolds: false }, () => true) : before;
      return effect.leaves.reduce((state, hold) => take(state, { ...hold, by: name, at: call.start }), released);
    }
    if (TAKES_UNSEEN.test(name) && !TAKES_SLEEPING.test(name) && !mayRelease(name))
      return take(before, { kind: "spin", lock: name, by: name, at: call.start, certain: false });
    const member = call.callee.kind === "member" ? call.callee.member : name;
    if (mayRelease(member) || (before.holds.length > 0 && this.callees.mayMacroRelease(name))) {
      const keepsEntry = !before.entryHolds || !/unlo?ck|unlk/i.test(member);
      return doubted(keepsEntry ? before : { ...before, entryHolds: false }, () => true);
    }
    return before;
  }

  private afterLock(call: Call, known: LockCall, before: HeldState): HeldState {
    const lock = this.lockOf(call, known);
    if (known.does === "release") return release(before, known, lock);
    return this.taken(before, known, lock, call, known.does === "take");
  }

  /** Where a trylock is a condition, it decides by its way. */
  private afterBranch(condition: Expression, before: HeldState, slot: number): HeldState {
    const call = condition.kind === "call" ? condition : undefined;
    const known = call && lockCallNamed(call.name);
    if (!call || known?.does !== "try") return before;
    const lock = this.lockOf(call, known);
    const without = before.holds.filter((hold) => hold.kind !== known.kind || hold.lock !== lock);
    return slot === 0
      ? this.taken({ ...before, holds: without }, known, lock, call, true)
      : { ...before, holds: without.filter((hold) => hold.at !== call.start) };
  }

  private afterGuard(step: Extract<Step, { kind: "enter" | "leave" }>, before: HeldState): HeldState {
    const { guard } = step;
    const known = guardNamed(guard.lock);
    if (!known) return before;
    const first = guard.args[0];
    const lock = first ? this.written(first) : "";
    if (step.kind === "leave") return release(before, known, lock);
    return this.taken(before, known, lock, { name: guard.form, start: guard.start }, true);
  }

  private afterAssignment({ target }: Extract<Step, { kind: "assign" }>, before: HeldState): HeldState {
    if (target.kind !== "name") return before;
    const { name } = target;
    return doubted(before, ({ lock }) => lock.includes(name) && new RegExp(`\\b${name}\\b`).test(lock));
  }

  private taken(
    before: HeldState,
    { kind, masks }: Pick<LockCall, "kind" | "masks">,
    lock: string,
    { name: by, start: at }: Pick<Call, "name" | "start">,
    certain: boolean,
  ): HeldState {
    const held = take(before, { kind, lock, by, at, certain });
    return masks === undefined ? held : take(held, { kind: masks, lock: "", by, at, certain });
  }

  private lockOf(call: Call, { lock }: LockCall): string {
    const arg = lock === undefined ? undefined : call.args[lock];
    return arg ? this.written(arg) : "";
  }

  private written(expression: Expression): string {
    const inner = expression.kind === "unary" && expression.operator === "&" ? expression.operand : expression;
    return this.text.slice(inner.start, inner.end).replace(/\s+/g, "");
  }
}
