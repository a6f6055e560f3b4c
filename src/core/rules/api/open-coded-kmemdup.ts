import { leaves } from "../../c/tree/leaves.ts";
import { hasDirective, hasEffects, mentions } from "../code.ts";
import { calling, fixOf, withoutStatement } from "../edits.ts";
import type { Report, RuleContext, SiteRule } from "../rule.ts";
import { callIn, checkedOf, isTarget, type Site, textOf } from "../sites.ts";
import { COPY } from "./related-apis.ts";
import { arrayArguments, asArgument, isWhole, sizeArgument } from "./sizes.ts";

export const openCodedKmemdup: SiteRule = {
  id: "open-coded-kmemdup",
  sees: "site",
  severity: "info",
  confidence: "high",
  summary: "Memory is allocated and all of it copied",
  why: "kmemdup() says in one call that this is a copy, and cannot disagree about the size.",
  instead: "Use kmemdup(), or kvmemdup() and devm_kmemdup() for the other allocators.",
  knownLimits: "The memcpy() must follow the allocation and its check, and copy exactly what was asked for.",
  kernelDoc: "https://docs.kernel.org/core-api/mm-api.html",
  alsoFoundBy: ["Coccinelle api/memdup.cocci"],
  unless: ["open-coded-kstrdup"],
  examples: {
    bad: [
      `
p = kmalloc(n, GFP_KERNEL);
//  ^^^^^^^^^^^^^^^^^^^^^^ All of it is copied from src right after: kmemdup(src, n, …) does both
if (!p)
	return;
memcpy(p, src, n);
`,
    ],
    fixed: ["p = kmemdup(src, n, GFP_KERNEL);\nif (!p)\n\treturn;"],
    good: [
      "p = kmalloc(n + 1, GFP_KERNEL);\nif (!p)\n\treturn;\nmemcpy(p, src, n);",
      "p = kmemdup(src, n, GFP_KERNEL);",
    ],
  },
  check(site, context) {
    const api = COPY.get(site.call.name);
    const copied = copiedBehind(site, context);
    if (api === undefined || !copied || !context.has(api)) return undefined;
    const source = asArgument(copied.source, site);
    const size = sizeArgument(site);
    const array = arrayArguments(site);
    if (source === undefined) return undefined;
    const sizes = size ? textOf(size, site) : array ? `${textOf(array.count, site)}, ${textOf(array.each, site)}` : "";
    return {
      message: `All of it is copied from ${source} right after: ${api}(${source}, ${sizes.replace(/\s+/g, " ")}, …) does both`,
      ...fixFor(site, api, source, copied.statement),
    };
  },
};

function fixFor(site: Site, api: string, source: string, copy: Site["statement"]): Pick<Report, "fix"> {
  const argument = sizeArgument(site) ?? arrayArguments(site)?.count;
  if (!argument) return {};
  const by = `${source}, ${textOf(argument, site)}`;
  return fixOf(`Use ${api}()`, true, calling(site, api, [{ argument, by }]), withoutStatement(copy, site.text));
}

interface Copied {
  readonly source: Parameters<typeof hasEffects>[0];
  readonly statement: Site["statement"];
}

/** The memcpy() that fills the whole allocation, right behind it and its check. */
function copiedBehind(site: Site, context: RuleContext): Copied | undefined {
  const { check, rest } = checkedOf(site);
  const [statement] = rest;
  const memcpy = callIn(statement, ["memcpy"]);
  if (!statement || !memcpy || (check && (!leaves(check.then) || check.otherwise))) return undefined;
  const [to, source, size] = memcpy.args;
  if (!isTarget(to, site) || !source || !size || !isWhole(size, site, context)) return undefined;
  // The source is evaluated earlier then, and must not be reached through the new memory.
  if (hasEffects(source) || (site.target !== undefined && mentions(textOf(source, site), site.target)))
    return undefined;
  if (hasDirective(site.text, { start: site.statement.start, end: statement.end })) return undefined;
  return { source, statement };
}
