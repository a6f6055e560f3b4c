import type { Assessment } from "../analysis/assessment.ts";
import { type FileAnalysis, functionAt } from "../analysis/file-analysis.ts";
import type { AllocApi, CallForm } from "../api/alloc-api.ts";
import { apiNamed } from "../api/catalogue.ts";
import { formOf } from "../api/form.ts";
import { freeFunctionNamed } from "../api/free-functions.ts";
import { freesOf } from "../api/pairing.ts";
import type { Call, Expression, Span } from "../c/tree/nodes.ts";
import { nodesOf } from "../c/tree/walk.ts";
import { borrows } from "../flow/ownership/borrowers.ts";
import { handsOn, lastMember, placeOf } from "../flow/ownership/places.ts";
import type { KernelConfig } from "../kernel/config.ts";
import { formatVersion } from "../kernel/version.ts";
import { isFragile } from "../rules/edits.ts";
import type { TextEdit } from "../rules/finding.ts";
import { type Site, sitesOf } from "../rules/sites.ts";
import { type Alternative, alternativesTo, clears } from "./alternatives.ts";
import { type MatchingFree, matchingFrees } from "./frees.ts";

/** A call written with another API, and what else has to change with it. */
export interface CallChange {
  readonly api: string;
  /** The call itself, and the include that declares the API. */
  readonly edits: readonly TextEdit[];
  readonly frees: readonly FreeChange[];
  /** What only the reader can know: one sentence each. */
  readonly cautions: readonly string[];
}

/** A free of the memory; without an edit it stays as it is, because it fits, or for the reason given. */
export interface FreeChange {
  readonly start: number;
  readonly end: number;
  readonly edit?: TextEdit;
  readonly left?: string;
}

/** A change to each of the alternatives that the call can be written with. */
export function changesOf(
  assessment: Assessment,
  file: FileAnalysis,
  text: string,
  config: KernelConfig,
): readonly CallChange[] {
  const alternatives = alternativesTo(assessment, config);
  const tree = alternatives.length === 0 ? undefined : functionAt(file, assessment.call.start)?.tree;
  const site = tree && sitesOf(tree, text, [assessment])[0];
  if (!site || assessment.api.managed || isFreedByItself(site)) return [];
  const frees = matchingFrees(site, file);
  return alternatives.flatMap((alternative) => changeTo(alternative, site, { file, frees, config }) ?? []);
}

interface Around {
  readonly file: FileAnalysis;
  readonly frees: readonly MatchingFree[];
  readonly config: KernelConfig;
}

function changeTo(alternative: Alternative, site: Site, around: Around): CallChange | undefined {
  const { isUsed, isForbidden, outcome } = alternative;
  const api = apiNamed(alternative.api);
  if (!api || isUsed || isForbidden || (outcome.kind !== "given" && outcome.kind !== "between")) return undefined;
  const uses = usesOf(site, around.file);
  // What resizes the memory, or asks where its pages are, belongs to the API in use.
  if (uses.some(({ name }) => resizes(name) || (api.contiguity !== "physical" && NEEDS_CONTIGUOUS.test(name))))
    return undefined;
  const version = formatVersion(around.config.version);
  const call = rewritten(site, api, version);
  if (!call) return undefined;
  const right = freesOf(api, version);
  const frees = around.frees.map((free) => freeChange(free, right, site));
  return {
    api: api.name,
    edits: [asOne(site.text, site.call, call), ...includeOf(api, site.text)],
    frees,
    cautions: cautionsOf(site, api, frees, uses, right[0] ?? ""),
  };
}

/** The edits that write the call with another API, its arguments carried over. */
function rewritten(site: Site, api: AllocApi, version: string): TextEdit[] | undefined {
  const { assessment, call, text } = site;
  const from = shapeOf(formOf(assessment.api, call.args.length, version), call.args.length);
  const to = shapeOf(formOf(api, undefined, version));
  if (!from || !to || isFragile(text, { start: call.callee.end, end: call.end })) return undefined;
  const edits: TextEdit[] = [{ start: call.callee.start, end: call.callee.end, text: api.name }];
  const lastSize = call.args[from.sizes - 1];
  const mask = from.hasMask ? call.args[from.sizes] : undefined;
  const [first] = call.args;
  if (!first || !lastSize || !isMaskFor(api, assessment)) return undefined;
  if (from.sizes === 2 && to.sizes === 1) {
    edits.push({ start: first.start, end: first.start, text: "array_size(" });
    edits.push({ start: lastSize.end, end: lastSize.end, text: ")" });
  } else if (from.sizes !== to.sizes) return undefined;
  const flag = clears(assessment) && api.zeroes !== true && !mentionsZero(mask, text) ? " | __GFP_ZERO" : "";
  if (to.hasMask && mask) {
    if (flag !== "") edits.push({ start: mask.end, end: mask.end, text: flag });
  } else if (to.hasMask) edits.push({ start: lastSize.end, end: lastSize.end, text: `, GFP_KERNEL${flag}` });
  else if (mask) edits.push({ start: lastSize.end, end: mask.end, text: "" });
  return edits;
}

interface Shape {
  /** Arguments that the size is made of: they come first. */
  readonly sizes: 1 | 2;
  readonly hasMask: boolean;
}

/** The signatures that can be turned into each other: a size, or a count and a size, and perhaps a mask behind. */
function shapeOf({ sizing, gfp, signature }: CallForm, count?: number): Shape | undefined {
  const sizes =
    sizing.kind === "bytes" && sizing.size === 0 && sizing.plus === undefined
      ? 1
      : sizing.kind === "array" && sizing.count === 0 && sizing.each === 1
        ? 2
        : undefined;
  if (sizes === undefined || (gfp.from === "argument" && gfp.index !== sizes) || gfp.from === "optional")
    return undefined;
  const hasMask = gfp.from === "argument";
  const all = sizes + (hasMask ? 1 : 0);
  return all === (count ?? signature.split(",").length) ? { sizes, hasMask } : undefined;
}

/** vmalloc() has no mask of its own, and what may come from it is asked for with nothing but GFP_KERNEL. */
function isMaskFor(api: AllocApi, { gfp }: Assessment): boolean {
  if (api.contiguity === "physical") return true;
  const flags = gfp.kind === "known" ? gfp.flags.filter((flag) => flag !== "__GFP_ZERO") : [];
  if (api.by === "vmalloc") return flags.every((flag) => flag === "GFP_KERNEL" || flag === "__GFP_HIGHMEM");
  return flags.includes("GFP_KERNEL") && flags.every((flag) => WITH_KVMALLOC.has(flag));
}

const WITH_KVMALLOC: ReadonlySet<string> = new Set(["GFP_KERNEL", "__GFP_NOWARN", "__GFP_HIGHMEM"]);

function mentionsZero(mask: Expression | undefined, text: string): boolean {
  return mask !== undefined && /\b__GFP_ZERO\b/.test(text.slice(mask.start, mask.end));
}

/** Calls of the file that are given the pointer, frees aside. */
function usesOf({ target, call }: Site, { functions }: FileAnalysis): readonly Call[] {
  const member = target === undefined ? undefined : lastMember(target);
  if (member === undefined) return [];
  return functions.flatMap(({ tree }) =>
    (tree ? nodesOf(tree.body) : []).filter(
      (node): node is Call =>
        node.kind === "call" &&
        node.start !== call.start &&
        !freeFunctionNamed(node.name) &&
        node.args.some((arg) => isHanded(arg, member)),
    ),
  );
}

/** Whether an argument hands on a place that ends with this name. */
function isHanded(argument: Expression, member: string): boolean {
  return nodesOf(argument).some((node) => {
    const place = node.kind === "name" || node.kind === "member" ? placeOf(node) : undefined;
    return place !== undefined && lastMember(place) === member && handsOn(argument, place);
  });
}

function resizes(name: string): boolean {
  return apiNamed(name)?.reallocates !== undefined || /^(?:__)?ksize$|^kmemleak_|^virt_to_cache$/.test(name);
}

/** Functions that want one run of physical pages behind the pointer. */
const NEEDS_CONTIGUOUS =
  /^(?:dma_(?:map|sync)_|pci_map_|sg_(?:set_buf|init_one)$|virt_to_|__pa$|page_to_|usb_(?:bulk|control|interrupt)_msg|usb_fill_|usb_control_msg_|spi_|i2c_(?:master|transfer)|blk_rq_map_kern|bio_map_kern|remap_pfn|pfn_|sdio_|mmc_|hid_hw_)/;

/** `__free(kfree)`: the scope frees it. */
function isFreedByItself({ target, tree }: Site): boolean {
  return nodesOf(tree.body).some(
    (node) =>
      node.kind === "declaration" &&
      node.declarators.some(({ name, attributes }) => name === target && attributes.some((one) => /free/.test(one))),
  );
}

function freeChange(free: MatchingFree, right: readonly string[], { text, call }: Site): FreeChange {
  const { start, end } = free;
  const name = /^\w+/.exec(text.slice(start, end))?.[0] ?? "";
  if (right.includes(name)) return { start, end };
  if (free.kind === "doubtful") return { start, end, left: free.why };
  const edits = freeEdits(free.call, right[0] ?? "", text, call);
  return edits
    ? { start, end, edit: asOne(text, { start, end }, edits) }
    : { start, end, left: `${name}() has no counterpart with the same arguments` };
}

/** From `kfree(p)` or `free_pages_exact(p, size)` to another of these. */
function freeEdits(free: Call, to: string, text: string, allocation: Call): TextEdit[] | undefined {
  const [pointer, size] = free.args;
  const isPlain = free.args.length === 1 && /^k?v?free$|^kfree$/.test(free.name);
  const isExact = free.args.length === 2 && free.name === "free_pages_exact";
  if (!pointer || (!isPlain && !isExact) || isFragile(text, free)) return undefined;
  const rename = { start: free.callee.start, end: free.callee.end, text: to };
  if (to !== "free_pages_exact") return size ? [rename, { start: pointer.end, end: size.end, text: "" }] : [rename];
  const bytes = constantSize(allocation, text);
  return bytes === undefined ? undefined : [rename, { start: pointer.end, end: pointer.end, text: `, ${bytes}` }];
}

/** The size as C has it, where it means the same in every function: numbers, macros, sizeof of a struct. */
function constantSize({ args }: Call, text: string): string | undefined {
  const sizes = args.slice(0, args.length === 3 ? 2 : 1).map(({ start, end }) => text.slice(start, end));
  const written = sizes.length === 2 ? `array_size(${sizes.join(", ")})` : (sizes[0] ?? "");
  const words = written.replace(/\b(?:struct|union|enum)\s+\w+/g, "").match(/[A-Za-z_]\w*/g) ?? [];
  return words.every((word) => /^(?:sizeof|array_size|[A-Z][A-Z0-9_]*|[uUlL]+)$/.test(word)) ? written : undefined;
}

/** The edits inside a span as one: whoever looks at it sees all of what it becomes. */
function asOne(text: string, { start, end }: Span, edits: readonly TextEdit[]): TextEdit {
  let result = text.slice(start, end);
  for (const edit of [...edits].sort((a, b) => b.start - a.start))
    result = result.slice(0, edit.start - start) + edit.text + result.slice(edit.end - start);
  return { start, end, text: result };
}

/** `#include <linux/vmalloc.h>` behind the first block of includes, where the API needs it. */
function includeOf({ by }: AllocApi, text: string): TextEdit[] {
  if (by !== "vmalloc" || /^[ \t]*#[ \t]*include[ \t]*<linux\/vmalloc\.h>/m.test(text)) return [];
  const includes = [...text.slice(0, firstCondition(text)).matchAll(/^#include <linux\/[^\n]*\n/gm)];
  const last = includes.at(-1);
  const at = last ? last.index + last[0].length : undefined;
  return at === undefined ? [] : [{ start: at, end: at, text: "#include <linux/vmalloc.h>\n" }];
}

function firstCondition(text: string): number {
  const at = text.search(/^[ \t]*#[ \t]*if/m);
  return at < 0 ? text.length : at;
}

function cautionsOf(
  site: Site,
  api: AllocApi,
  frees: readonly FreeChange[],
  uses: readonly Call[],
  right: string,
): readonly string[] {
  const { target, assessment, text } = site;
  const others = [...new Set(uses.filter(({ name }) => name !== "" && !borrows(name)).map(({ name }) => `${name}()`))];
  const isScattered = api.contiguity !== "physical" && assessment.api.contiguity === "physical";
  const isFreedAlike = freesOf(assessment.api).every((name) => freesOf(api).includes(name));
  const needs = api.by === "vmalloc" && includeOf(api, text).length === 0 && !text.includes("linux/vmalloc.h");
  return [
    ...(frees.length === 0 && !isFreedAlike
      ? [`No free of ${target ?? "the memory"} is seen in this file: where it is freed, it must be with ${right}().`]
      : []),
    ...(isScattered && others.length > 0
      ? [
          `${target} is handed to ${others.slice(0, 4).join(", ")}: nothing there may need physically contiguous memory.`,
        ]
      : []),
    ...(needs ? ["The file has to include <linux/vmalloc.h>."] : []),
  ];
}
