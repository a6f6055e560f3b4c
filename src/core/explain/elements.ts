import type { Assessment } from "../analysis/assessment.ts";
import { formOf } from "../api/form.ts";
import { requestFor } from "../api/simulate-request.ts";
import type { KernelConfig } from "../kernel/config.ts";
import { gfpMask } from "../kernel/gfp.ts";
import { givenBy } from "../kernel/given.ts";
import { place } from "../kernel/place.ts";
import type { Placement } from "../kernel/placement.ts";
import { formatVersion } from "../kernel/version.ts";
import { counted } from "../rules/bytes.ts";
import { placeName } from "./place-name.ts";
import { shortened } from "./shortened.ts";

/**
 * What a size that grows with one variable gets: `8 bytes for each of n: 512 fill kmalloc-4k, more than 524288 never
 * succeed`. Undefined where the size has no such form.
 */
export function elementsText(assessment: Assessment, config: KernelConfig): string | undefined {
  const { size, api, call, elements } = assessment;
  if (size.kind !== "symbolic" || size.unit === undefined || size.unit <= 0n || size.base < 0n) return undefined;
  const { base, unit, terms } = size;
  if (elements && (base > 0n || elements.each.kind !== "known" || elements.each.bytes !== unit)) return undefined;
  const version = formatVersion(config.version);
  const form = { ...api, ...formOf(api, call.args.length, version) };
  const gfp = assessment.gfp.kind === "known" ? assessment.gfp.value : (gfpMask(["GFP_KERNEL"], config) ?? 0);
  const placed = (count: bigint): Placement | undefined => {
    const fields = elements ? { count, size: unit } : { size: base + unit * count };
    const request = requestFor(form, fields, gfp, config.wordSize);
    return request.kind === "error" ? undefined : place(request.request, config);
  };
  const page = BigInt(config.pageSize);
  const count = base < page ? (page - base) / unit : 0n;
  const full = count > 0n ? placed(count) : undefined;
  const given = full && givenBy(full);
  const most = mostThatSucceed(placed);
  const parts = [
    ...(given && given.kind !== "none"
      ? [`${count} ${given.bytesAlloc === given.bytesReq ? "fill" : "are the most in"} ${placeName(given)}`]
      : []),
    ...(most === undefined ? [] : [`more than ${most} never succeed`]),
  ];
  if (parts.length === 0) return undefined;
  const before = base > 0n ? `${counted(base, "byte")} and ` : "";
  return `${before}${counted(unit, "byte")} for each of ${shortened(terms[0] ?? "n")}: ${parts.join(", ")}`;
}

/** No kernel gives more at once. */
const BEYOND = 1n << 48n;

/** The largest count that can succeed at all; undefined where none fails. */
function mostThatSucceed(placed: (count: bigint) => Placement | undefined): bigint | undefined {
  if (placed(1n)?.kind === "fails" || placed(BEYOND)?.kind !== "fails") return undefined;
  let low = 1n;
  let high = BEYOND;
  while (high - low > 1n) {
    const middle = (low + high) / 2n;
    if (placed(middle)?.kind === "fails") high = middle;
    else low = middle;
  }
  return low;
}
