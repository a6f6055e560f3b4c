import { asCallerAsked } from "../analysis/callers-bytes.ts";
import { requestFromJson } from "../api/simulate-request.ts";
import type { SizeFact } from "../c/size-fact.ts";
import type { KernelConfig } from "../kernel/config.ts";
import { gfpMask } from "../kernel/gfp.ts";
import { place } from "../kernel/place.ts";
import type { Placement } from "../kernel/placement.ts";

export type Answer =
  | { readonly kind: "placement"; readonly placement: Placement; readonly size: SizeFact }
  | { readonly kind: "error"; readonly why: string };

/** The placement of a request as JSON has it. */
export function answerTo(request: unknown, config: KernelConfig): Answer {
  const read = requestFromJson(request, (names) => gfpMask(names, config), config.wordSize);
  if (read.kind === "error") return read;
  const { bytesReq } = read;
  const size: SizeFact =
    bytesReq === undefined
      ? { kind: "unknown", why: "it is not asked for in bytes" }
      : { kind: "known", bytes: BigInt(bytesReq), from: [] };
  return { kind: "placement", placement: asCallerAsked(place(read.request, config), bytesReq), size };
}
