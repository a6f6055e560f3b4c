import type { AllocApi, Sizing } from "../../api/alloc-api.ts";
import type { FreeFunction } from "../../api/free-functions.ts";
import type { Call } from "../../c/tree/nodes.ts";
import type { AmountMismatch } from "./fault.ts";
import { writtenAs } from "./known-conditions.ts";

/** Where a free says another order or size than the allocation did, for certain. */
export function amountMismatch(
  taken: Call,
  api: AllocApi,
  free: FreeFunction,
  given: Call,
  text: string,
): AmountMismatch | undefined {
  const order = orderOf(api.sizing, taken, text);
  if (order !== undefined) {
    const back =
      free.order === undefined ? (/_page$/.test(free.name) ? "0" : undefined) : written(given, free.order, text);
    return differ("order", order, back);
  }
  if (free.size === undefined || api.sizing.kind !== "bytes") return undefined;
  return differ("size", written(taken, api.sizing.size, text), written(given, free.size, text));
}

function orderOf(sizing: Sizing, call: Call, text: string): string | undefined {
  if (sizing.kind === "one-page") return "0";
  return sizing.kind === "order" ? written(call, sizing.order, text) : undefined;
}

function differ(
  what: AmountMismatch["what"],
  taken: string | undefined,
  given: string | undefined,
): AmountMismatch | undefined {
  if (taken === undefined || given === undefined || taken === given) return undefined;
  const numbers = /^\d+$/.test(taken) && /^\d+$/.test(given) && Number(taken) !== Number(given);
  const isOffset = offsetFrom(taken, given) || offsetFrom(given, taken);
  return numbers || isOffset ? { what, taken, given } : undefined;
}

/** `n + 1` and `n`: whatever n is, also where it is what a call of the same arguments returns. */
function offsetFrom(longer: string, shorter: string): boolean {
  if (!longer.startsWith(shorter)) return false;
  return /^[+-][1-9]\d*$/.test(longer.slice(shorter.length)) && /^[\w>.-]+(?:\([^?|&<]*\))?$/.test(shorter);
}

function written(call: Call, index: number, text: string): string | undefined {
  const arg = call.args[index];
  return arg && writtenAs(arg, text);
}
