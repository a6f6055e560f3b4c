import type { AllocApi } from "../api/alloc-api.ts";
import { apiNamed } from "../api/catalogue.ts";
import { requestFor } from "../api/simulate-request.ts";
import type { Call } from "../c/call.ts";
import type { SizeFact } from "../c/size-fact.ts";
import type { KernelConfig } from "../kernel/config.ts";
import { gfpMask } from "../kernel/gfp.ts";
import { place } from "../kernel/place.ts";
import type { Placement, TraceStep } from "../kernel/placement.ts";
import { formatVersion } from "../kernel/version.ts";
import type { Assessment, GfpFact } from "./assessment.ts";
import { asCallerAsked } from "./callers-bytes.ts";
import { gfpOf } from "./gfp-fact.ts";
import { type Asked, askedBy } from "./sizing.ts";

/** What is known of a call without the control flow around it. */
export type Assessed = Omit<Assessment, "atomic" | "context">;

/** What is known of a call by itself; undefined where it is none of an allocation API. */
export function assess(call: Call, config: KernelConfig): Assessed | undefined {
  const api = apiNamed(call.expr.callee);
  if (!api) return undefined;
  const asked = askedBy(call, api, formatVersion(config.version));
  const { size, elements, order } = asked;
  const gfp = gfpOf(call, api, asked.form, config);
  const placement = placementOf(api, asked, gfp, config);
  return {
    call: call.expr,
    api,
    size,
    ...(elements === undefined ? {} : { elements }),
    ...(order === undefined ? {} : { order }),
    gfp,
    placement,
    trace: [...sizeSteps(call, size), ...placement.trace],
  };
}

/** The first step of a trace: where the number of bytes comes from. */
function sizeSteps(call: Call, size: SizeFact): TraceStep[] {
  const { callee } = call.expr;
  switch (size.kind) {
    case "known":
      return [{ kernel: `${callee}()`, says: `${size.bytes} bytes are asked for` }];
    case "between":
      return [{ kernel: `${callee}()`, says: `between ${size.min} and ${size.max} bytes are asked for` }];
    case "symbolic":
      return [{ kernel: `${callee}()`, says: `${size.expression} bytes are asked for` }];
    case "unknown":
      return [{ kernel: `${callee}()`, says: `the size is not known: ${size.why}` }];
  }
}

function placementOf(api: AllocApi, asked: Asked, gfp: GfpFact, config: KernelConfig): Placement {
  const { size, order } = asked;
  if (asked.form.by === "object" || asked.form.by === "subsystem") {
    return unknown(size.kind === "unknown" ? size.why : "the subsystem decides what it takes for this size");
  }
  if (asked.open !== undefined) return unknown(asked.open);
  if (order !== undefined && order.kind === "unknown") return unknown(`the order is not known: ${order.why}`);
  switch (size.kind) {
    case "unknown":
      return unknown(size.why);
    case "symbolic":
      return unknown(`the size varies: ${size.expression}`);
    case "known":
      return placeKnown(api, asked, size.bytes, gfp, config);
    case "between": {
      const min = placeKnown(api, asked, size.min, gfp, config);
      const max = placeKnown(api, asked, size.max, gfp, config);
      return { kind: "range", min, max, trace: [...min.trace, ...max.trace] };
    }
  }
}

function placeKnown(api: AllocApi, asked: Asked, bytes: bigint, gfp: GfpFact, config: KernelConfig): Placement {
  const { by } = asked.form;
  const isOrder = (by === "pages" || by === "devm-pages") && asked.fields.order !== undefined;
  const fields = isOrder ? asked.fields : { ...amounts(asked, bytes), ...asked.fields };
  const placeWith = (mask: number): Placement => {
    const request = requestFor({ ...api, ...asked.form }, fields, mask, config.wordSize);
    if (request.kind === "error") return unknown(request.why);
    return asCallerAsked(place(request.request, config), request.bytesReq);
  };
  if (gfp.kind === "known") return placeWith(gfp.value);
  const sleeping = placeWith(gfpMask(["GFP_KERNEL"], config) ?? 0);
  if (asked.form.gfp.from === "none") return sleeping;
  return withoutFlags(sleeping, placeWith(gfpMask(["GFP_ATOMIC"], config) ?? 0), bytes, gfp.why);
}

/**
 * A placement for which the flags are not known: both answers where they decide between them (kvmalloc above kmalloc's
 * limit), else the one that all give, whose cache has another name if the flags ask for special memory.
 */
function withoutFlags(sleeping: Placement, atomic: Placement, bytes: bigint, why: string): Placement {
  if (sleeping.kind !== atomic.kind) {
    const trace = [{ kernel: "gfpflags_allow_blocking()", says: `what is given depends on the flags: ${why}` }];
    return { kind: "oneOf", bytesReq: Number(bytes), placements: [sleeping, atomic], because: why, trace };
  }
  if (sleeping.kind !== "slab") return sleeping;
  const trace = sleeping.trace.map((step) =>
    step.kernel === "kmalloc_type()"
      ? { ...step, says: `the general cache, unless the flags ask for special memory of the same size: ${why}` }
      : step,
  );
  return { ...sleeping, trace };
}

/** The simulator multiplies by itself where an API takes a count. */
function amounts({ elements, form }: Asked, bytes: bigint): { readonly count?: bigint; readonly size?: bigint } {
  const count = elements?.count.kind === "known" ? elements.count.bytes : undefined;
  const each = elements?.each.kind === "known" ? elements.each.bytes : undefined;
  const { sizing } = form;
  if (count === undefined || each === undefined || sizing.kind === "bits") return { size: bytes };
  if (sizing.kind === "page-count" || (sizing.kind === "mempool" && sizing.order !== undefined)) return { count };
  return { count, size: each };
}

function unknown(why: string): Placement {
  return { kind: "unknown", why, trace: [] };
}
