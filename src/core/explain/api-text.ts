import type { AllocApi } from "../api/alloc-api.ts";
import { describeAsks, describeGives, describeZeroes } from "../api/describe-api.ts";
import { formOf } from "../api/form.ts";
import { requestFor } from "../api/simulate-request.ts";
import type { KernelConfig } from "../kernel/config.ts";
import { gfpMask } from "../kernel/gfp.ts";
import { givenBy } from "../kernel/given.ts";
import { place } from "../kernel/place.ts";
import { formatVersion } from "../kernel/version.ts";
import { binaryUnit, counted, exactBytes } from "../rules/bytes.ts";
import { failsForCertain } from "../rules/fails.ts";
import { type Block, fact, headlineBlock, note } from "./block.ts";
import { freedWith } from "./freed-with.ts";

/** What an allocation API does in a kernel, before there is a call of it. */
export function explainApi(api: AllocApi, config: KernelConfig): Block[] {
  const form = formOf(api, undefined, formatVersion(config.version));
  const largest = largestRequest(api, config);
  return [
    headlineBlock(form.signature),
    fact("Asks for", describeAsks(form)),
    fact("Gives", api.by === "devm" ? `${describeGives(form)} of ${config.devresHeader} bytes` : describeGives(form)),
    ...(largest === undefined ? [] : [fact("Largest request", exactBytes(largest))]),
    fact("May sleep", sleepText(api)),
    fact("Cleared", describeZeroes(api)),
    ...freedWith(api, config).map((text) => fact("Freed with", text)),
    ...(api.notes === undefined ? [] : [note(`${api.notes}.`)]),
    fact("Kernel", `Linux ${formatVersion(config.version)} ${config.arch}`),
  ];
}

/** The same in a line, to choose by: `up to 4 MiB, sleeps as the flags say`; `hint` is what fits beside its name. */
export function apiInShort(api: AllocApi, config: KernelConfig): { readonly line: string; readonly hint: string } {
  const largest = largestRequest(api, config);
  const limit = largest === undefined ? [] : [shortBytes(largest)];
  const line = { gfp: "sleeps as the flags say", always: "may sleep", never: "does not sleep" }[api.sleeps];
  return {
    line: [...limit, line].join(", "),
    hint: [...limit, ...(api.sleeps === "gfp" ? [] : [line])].join(", "),
  };
}

function sleepText({ sleeps }: AllocApi): string {
  switch (sleeps) {
    case "gfp":
      return "if the flags have __GFP_DIRECT_RECLAIM, as GFP_KERNEL has";
    case "always":
      return "yes, whatever the flags";
    case "never":
      return "no";
  }
}

const GIB = 2 ** 30;

function shortBytes(bytes: number): string {
  if ((bytes + 1) % GIB === 0) return `below ${(bytes + 1) / GIB} GiB`;
  return `up to ${binaryUnit(bytes) ?? counted(bytes, "byte")}`;
}

/** No kernel gives more at once. */
const BEYOND = 2 ** 40;

/** Bytes of the largest request that does not fail; undefined where the API takes none in bytes, or nothing says. */
function largestRequest(api: AllocApi, config: KernelConfig): number | undefined {
  const form = { ...api, ...formOf(api, undefined, formatVersion(config.version)) };
  if (form.sizing.kind !== "bytes") return undefined;
  const gfp = gfpMask(["GFP_KERNEL"], config) ?? 0;
  const succeeds = (size: number): boolean | undefined => {
    const request = requestFor(form, { size: BigInt(size) }, gfp, config.wordSize);
    if (request.kind === "error") return undefined;
    const placement = place(request.request, config);
    if (placement.kind === "fails") return failsForCertain(placement) ? false : undefined;
    return givenBy(placement) ? true : undefined;
  };
  if (succeeds(1) !== true || succeeds(BEYOND) !== false) return undefined;
  let low = 1;
  let high = BEYOND;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    const now = succeeds(middle);
    if (now === undefined) return undefined;
    if (now) low = middle;
    else high = middle;
  }
  return low;
}
