import type { AllocApi } from "../core/api/alloc-api.ts";
import { ALLOC_APIS } from "../core/api/catalogue.ts";
import { existsIn, formOf } from "../core/api/form.ts";
import type { KernelConfig } from "../core/kernel/config.ts";
import { formatVersion } from "../core/kernel/version.ts";

/** The APIs of a kernel whose names begin with what was typed, in the order of the catalogue. */
export function offeredApis(prefix: string, { version }: KernelConfig): AllocApi[] {
  const kernel = formatVersion(version);
  return ALLOC_APIS.filter(
    (api) => api.name.startsWith(prefix) && api.scanned !== false && api.exported !== "no" && existsIn(api, kernel),
  );
}

/** A call of the API as an LSP snippet; where its result is assigned, it is sized by what that points to. */
export function apiSnippet(
  api: AllocApi,
  assigned: string | undefined,
  { version }: KernelConfig,
): { readonly signature: string; readonly snippet: string } {
  const form = formOf(api, undefined, formatVersion(version));
  const { signature, sizing, gfp } = form;
  // Optional parameters stand last, in brackets.
  const names = signature
    .slice(signature.indexOf("(") + 1, -1)
    .split(", ")
    .filter((name) => /^[^[]/.test(name));
  const element = assigned === undefined ? undefined : elementOf({ ...api, ...form });
  const values = names.map((name, index) => {
    if (gfp.from === "argument" && gfp.index === index) return "GFP_KERNEL";
    if (index !== element) return name;
    return sizing.kind === "type" || sizing.kind === "type-array" ? `*${assigned}` : `sizeof(*${assigned})`;
  });
  const places = values.map((value, i) => `\${${i + 1}:${value.replace(/[\\$}]/g, "\\$&")}}`);
  return { signature, snippet: `${api.name}(${places.join(", ")})` };
}

/** Argument that is the size, or the type, of what the result points to. */
function elementOf({ sizing, family, zeroes, returns, reallocates }: AllocApi): number | undefined {
  if (returns === "typed-pointer" && (sizing.kind === "type" || sizing.kind === "type-array")) return sizing.type;
  if (zeroes === "copies" || returns !== "pointer") return undefined;
  if (sizing.kind === "array") return sizing.each;
  const isOfObjects = (family === "kmalloc" || family === "device-managed") && reallocates === undefined;
  return isOfObjects && sizing.kind === "bytes" ? sizing.size : undefined;
}
