import type { AllocApi } from "../core/api/alloc-api.ts";
import { apiNamed } from "../core/api/catalogue.ts";
import {
  describeAsks,
  describeGives,
  describeSleeps,
  describeVersions,
  describeZeroes,
} from "../core/api/describe-api.ts";
import { nearestApi } from "../core/api/nearest.ts";
import { RULES, ruleNamed } from "../core/rules/index.ts";
import { rulePage } from "../core/rules/page.ts";
import type { Output } from "./output.ts";
import { UsageError } from "./usage-error.ts";

/** `kalloc-lens explain RULE|API`: its page. */
export async function explain(name: string, output: Output): Promise<void> {
  const rule = ruleNamed(name);
  const api = apiNamed(name);
  if (rule) await output.write(rulePage(rule));
  else if (api) await output.write(apiPage(api));
  else throw new UsageError(`There is no rule or API "${name}"; the nearest is ${nearest(name)}`);
}

function nearest(name: string): string {
  const rules = RULES.map(({ id }) => id);
  return name.includes("-") ? `a rule: ${rules.join(", ")}` : nearestApi(name);
}

function apiPage(api: AllocApi): string {
  const versions = describeVersions(api);
  const later = api.freesSince;
  const rows: readonly (readonly [string, string])[] = [
    ["family", api.family],
    ["header", `<${api.header}>`],
    ["asks for", describeAsks(api)],
    ["gives", describeGives(api)],
    ["flags", describeGfp(api)],
    ["zeroed", describeZeroes(api)],
    ["sleeps", describeSleeps(api)],
    ["in memory", describeContiguity(api)],
    ["freed with", [api.managed ? "freed automatically" : "", api.frees.join(", ")].filter(Boolean).join("; early: ")],
    ["", later ? `from ${later.version} also ${later.functions.join(", ")}` : ""],
    ["kernels", versions === "" ? "all" : api.until === undefined ? `from ${versions}` : versions],
    ...(api.variants ?? []).flatMap(({ signature, ...variant }): (readonly [string, string])[] =>
      signature === undefined ? [] : [["also", [signature, describeVersions(variant)].filter(Boolean).join(", ")]],
    ),
    ["note", api.notes ?? ""],
  ];
  const lines = rows.filter(([, text]) => text !== "").map(([title, text]) => `  ${title.padEnd(11)}${text}`);
  return `${[api.signature, "", ...lines].join("\n")}\n`;
}

function describeGfp({ gfp, adds }: AllocApi): string {
  const more = adds ? `, and ${adds.join(" | ")}` : "";
  switch (gfp.from) {
    case "argument":
      return `the caller's${more}`;
    case "optional":
      return `the caller's, else ${gfp.default}${more}`;
    case "fixed":
      return `always ${gfp.mask}`;
    case "none":
      return "none";
  }
}

function describeContiguity({ contiguity }: AllocApi): string {
  switch (contiguity) {
    case "physical":
      return "physically contiguous";
    case "virtual":
      return "contiguous to the CPU only";
    case "either":
      return "physically contiguous or not";
  }
}
