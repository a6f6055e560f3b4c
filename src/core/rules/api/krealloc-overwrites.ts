import { apiNamed } from "../../api/catalogue.ts";
import type { Expression } from "../../c/tree/nodes.ts";
import { nodesOf } from "../../c/tree/walk.ts";
import { sameCode } from "../code.ts";
import type { SiteRule } from "../rule.ts";
import { type Site, textOf } from "../sites.ts";

export const kreallocOverwrites: SiteRule = {
  id: "krealloc-overwrites",
  sees: "site",
  severity: "warning",
  confidence: "high",
  summary: "The only pointer to the memory is overwritten with NULL when krealloc() fails",
  why: "On failure krealloc() returns NULL and keeps the old block. Assigned to the same pointer, nothing can free it any more.",
  instead: "Assign to another variable, and to the pointer only where that is not NULL.",
  knownLimits:
    "Not where the function got the pointer from elsewhere or copied it: then the block is not lost. There is no fix.",
  kernelDoc: "https://docs.kernel.org/core-api/mm-api.html",
  alsoFoundBy: ["checkpatch KREALLOC_ARG_REUSE", "clang-tidy bugprone-suspicious-realloc-usage"],
  examples: {
    bad: [
      `
p = NULL;
p = krealloc(p, n, GFP_KERNEL);
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^ Where krealloc() fails, p becomes NULL and the old block is lost
`,
    ],
    good: [
      "old = dev->ring;\ndev->ring = krealloc(dev->ring, n, GFP_KERNEL);",
      "q = krealloc(p, n, GFP_KERNEL);",
      "p = krealloc(p, n, GFP_KERNEL | __GFP_NOFAIL);",
    ],
  },
  check(site) {
    const { api, gfp } = site.assessment;
    const { target } = site;
    if (api.reallocates === undefined || api.managed || target === undefined) return undefined;
    const old = site.call.args[api.reallocates];
    if (!old || !sameCode(textOf(old, site), target)) return undefined;
    if (gfp.kind === "known" && gfp.flags.includes("__GFP_NOFAIL")) return undefined;
    if (isKeptElsewhere(site)) return undefined;
    return { message: `Where ${site.call.name}() fails, ${target} becomes NULL and the old block is lost` };
  },
};

/** Whether the function copies the pointer, or has it from somewhere that still points to the block. */
function isKeptElsewhere(site: Site): boolean {
  const { tree, target = "" } = site;
  if (tree.parameters.some(({ name }) => name === target)) return true;
  const isTarget = (node: Expression) => sameCode(textOf(node, site), target);
  for (const node of nodesOf(tree.body)) {
    const copies =
      node.kind === "assign"
        ? [[node.target, node.value] as const]
        : node.kind === "declaration"
          ? node.declarators.flatMap(({ name, initializer }) => (initializer ? [[name, initializer] as const] : []))
          : [];
    for (const [to, value] of copies) {
      if (isTarget(value)) return true;
      const isLocal = /^\w+$/.test(target) && (typeof to === "string" ? to === target : isTarget(to));
      if (isLocal && !isFresh(value)) return true;
    }
  }
  return false;
}

/** NULL, or memory that nothing else points to. */
function isFresh(value: Expression): boolean {
  const bare = value.kind === "cast" ? value.operand : value;
  if (bare.kind === "call") return apiNamed(bare.name) !== undefined;
  return bare.kind === "number" || (bare.kind === "name" && bare.name === "NULL");
}
