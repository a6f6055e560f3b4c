import { devmOverhead } from "./devm-overhead.ts";
import { exactPages } from "./exact-pages.ts";
import { neverSucceeds } from "./never-succeeds.ts";
import type { Rule } from "./rule.ts";
import { wastefulSize } from "./wasteful-size.ts";

/** Every rule, in the order of their ids. */
export const RULES: readonly Rule[] = [devmOverhead, exactPages, neverSucceeds, wastefulSize];

/** The rule with that id; undefined if there is none. */
export function ruleNamed(id: string): Rule | undefined {
  return RULES.find((rule) => rule.id === id);
}
