import { apiNamed } from "../../api/catalogue.ts";
import { type FreeFunction, freeFunctionNamed } from "../../api/free-functions.ts";
import { freesOf } from "../../api/pairing.ts";
import type { Call, Expression } from "../../c/tree/nodes.ts";
import type { Graph } from "../graph.ts";
import { amountMismatch } from "./amounts.ts";
import { freesAtOnce, freesInside, freesMemory } from "./borrowers.ts";
import type { Allocation } from "./fault.ts";
import type { Followed } from "./followed.ts";
import type { Mark } from "./lent.ts";
import { isPlace, plainValue } from "./places.ts";
import { isMemory, isOwned, type Value } from "./value.ts";

interface Freeing {
  readonly call: Call;
  readonly free: FreeFunction;
}

/** What a first look at a place goes by, where it follows no conditions: where to begin, and when it has seen enough. */
export class FirstLook {
  /** Nodes that give the place memory, or free what it holds: in front of all of them nothing goes wrong. */
  readonly begins: readonly number[];
  private readonly isFreed: boolean;
  private readonly mayBeWrong: boolean;

  constructor(
    { nodes }: Graph,
    names: readonly (readonly string[] | undefined)[],
    private readonly followed: Followed,
  ) {
    const begins: number[] = [];
    const takings: Allocation[] = [];
    const frees: Freeing[] = [];
    for (let n = 0; n < nodes.length; n++) {
      const step = names[n] ? nodes[n]?.step : undefined;
      if (step?.kind === "assign") {
        const taken = isPlace(step.target, followed.place) ? allocationIn(step.value) : undefined;
        if (!taken) continue;
        takings.push(taken);
        begins.push(n);
      } else if (step?.kind === "call") {
        const { call } = step;
        const free = freesInside(call.name) ? undefined : freeFunctionNamed(call.name);
        const arg = free && call.args[free.pointer];
        if (!free || !arg || !isPlace(arg, followed.place)) continue;
        frees.push({ call, free });
        if (freesAtOnce(call.name)) begins.push(n);
      }
    }
    this.begins = begins;
    this.isFreed = frees.length > 0;
    this.mayBeWrong = frees.some((freeing) => takings.some((taken) => isWrong(taken, freeing, followed)));
  }

  /** Whether nothing more can go wrong with what the place holds, before it is given something else or freed. */
  isSpent(value: Value): boolean {
    switch (value.kind) {
      case "unknown":
      case "null":
        return true;
      case "freed":
        return false;
      case "memory": {
        if (this.mayBeWrong || value.tested === "no" || value.tested === "asked") return false;
        const { api } = value.taken;
        return value.shared || !this.followed.isLocal || !isOwned(api) || api.managed === true;
      }
    }
  }

  /** Whether memory with this mark is lost nowhere: its function is not known to leave it, and no free tells that it does. */
  isGivenAway(mark: Mark): boolean {
    if (this.isFreed) return false;
    const { failing, always, borrowed } = this.followed.leavingBy(mark);
    return !failing && !always && !borrowed;
  }
}

/** The allocation that an assignment gives a place; undefined where it gives anything else, or others have it too. */
export function allocationIn(given: Expression | undefined): Allocation | undefined {
  const call = given && given.kind !== "assign" ? plainValue(given) : undefined;
  const api = call?.kind === "call" ? apiNamed(call.name) : undefined;
  return call?.kind === "call" && api && api.scanned !== false && isMemory(api) ? { call, api } : undefined;
}

function isWrong({ call: taken, api }: Allocation, { call, free }: Freeing, { version, text }: Followed): boolean {
  const frees = freesOf(api, version);
  if (frees.length > 0 && !frees.includes(call.name) && freesMemory(call.name)) return true;
  return amountMismatch(taken, api, free, call, text) !== undefined;
}
