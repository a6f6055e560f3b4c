import { readFileSync } from "node:fs";
import { RULES } from "../src/core/rules/index.ts";
import type { Rule } from "../src/core/rules/rule.ts";
import { LEVELS } from "../src/core/rules/settings.ts";
import { languageModelTools } from "./tools.ts";

/** package.json with the settings of all rules and the tools for language models; everything else stays as it is. */
export function renderManifest(): string {
  const manifest = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
  const setting = manifest.contributes.configuration.properties["kallocLens.rules"];
  setting.properties = Object.fromEntries(RULES.map((rule) => [rule.id, settingOf(rule)]));
  manifest.contributes.languageModelTools = languageModelTools();
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

/** A severity alone, or an object with the severity and the options. */
function settingOf({ summary, severity, options = [] }: Rule): object {
  const level = { enum: LEVELS };
  const markdownDescription = `${summary}. Usually ${severity === "info" ? "an information" : `${severity === "error" ? "an" : "a"} ${severity}`}.`;
  if (options.length === 0) return { markdownDescription, ...level };
  const properties = Object.fromEntries(
    options.map((option) => [
      option.name,
      { type: "number", minimum: 0, default: option.default, description: option.summary },
    ]),
  );
  const detailed = { type: "object", additionalProperties: false, properties: { severity: level, ...properties } };
  return { markdownDescription, anyOf: [level, detailed] };
}
