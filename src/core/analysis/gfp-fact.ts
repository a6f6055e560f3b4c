import type { AllocApi, CallForm } from "../api/alloc-api.ts";
import type { Call } from "../c/call.ts";
import type { KernelConfig } from "../kernel/config.ts";
import { decodeGfp, gfpBit, gfpMask } from "../kernel/gfp.ts";
import { formatVersion } from "../kernel/version.ts";
import type { GfpFact } from "./assessment.ts";

/** The mask that the allocator sees: as written in the call, or the API's own, plus what the API adds. */
export function gfpOf(call: Call, api: AllocApi, form: CallForm, config: KernelConfig): GfpFact {
  const written = writtenFlags(call, form, config);
  if ("why" in written) return { kind: "unknown", why: written.why };
  return maskOf([...written.flags, ...(api.adds ?? [])], config);
}

/** The masks that were put together under a configuration: nearly all calls share a few. */
const MASKS = new WeakMap<KernelConfig, Map<string, GfpFact>>();

function maskOf(all: readonly string[], config: KernelConfig): GfpFact {
  let masks = MASKS.get(config);
  if (!masks) {
    masks = new Map();
    MASKS.set(config, masks);
  }
  const key = all.join(" ");
  let mask = masks.get(key);
  if (!mask) {
    mask = readMask(all, config);
    masks.set(key, mask);
  }
  return mask;
}

function readMask(all: readonly string[], config: KernelConfig): GfpFact {
  // A flag that this configuration compiles out (__GFP_NOLOCKDEP without lockdep) is no part of the mask.
  const flags = all.filter((flag, i) => all.indexOf(flag) === i && gfpBit(flag, config) !== 0);
  const value = gfpMask(flags, config);
  if (value !== undefined) return { kind: "known", flags, value };
  const missing = flags.find((flag) => gfpBit(flag, config) === undefined);
  return { kind: "unknown", why: `Linux ${formatVersion(config.version)} has no ${missing}` };
}

type Written = { readonly flags: readonly string[] } | { readonly why: string };

function writtenFlags(call: Call, { gfp }: CallForm, config: KernelConfig): Written {
  switch (gfp.from) {
    case "none":
      return { why: "the API takes no GFP flags" };
    case "fixed":
      return { flags: gfp.mask.split(" | ") };
    case "optional":
      return call.has(gfp.index) ? argumentFlags(call, gfp.index, config) : { flags: [gfp.default] };
    case "argument":
      return argumentFlags(call, gfp.index, config);
  }
}

function argumentFlags(call: Call, index: number, config: KernelConfig): Written {
  if (!call.has(index)) return { why: "the call has no GFP argument" };
  const words = call.words(index, gfpNames(config));
  if ("why" in words) return words;
  const names = words.filter((word) => gfpBit(word, config) !== undefined);
  if (names.length > 0 && words.every((word) => names.includes(word) || /^[|()]$/.test(word))) return { flags: names };
  const value = call.integer(`(gfp_t)($${index})`);
  if (value.kind === "known") return { flags: decodeGfp(Number(value.bytes), config) };
  return { why: value.kind === "unknown" ? value.why : "the flags are only known at run time" };
}

const NAMES = new WeakMap<KernelConfig, ReadonlySet<string>>();

/** Names that stay as written when the argument's macros are expanded. */
function gfpNames(config: KernelConfig): ReadonlySet<string> {
  let names = NAMES.get(config);
  if (!names) {
    names = new Set([...Object.keys(config.gfp.flags), ...config.gfp.masks.map(([name]) => name)]);
    NAMES.set(config, names);
  }
  return names;
}
