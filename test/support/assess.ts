import { analyseFile } from "../../src/core/analysis/analyse.ts";
import type { Assessment } from "../../src/core/analysis/assessment.ts";
import { cTarget } from "../../src/core/analysis/c-target.ts";
import { presetNamed } from "../../src/core/kernel/presets.ts";
import { readProfile } from "../../src/core/kernel/profile.ts";
import { testParser } from "./parser.ts";

const parser = await testParser();

/** The one call in a function of a file, behind `declarations`, for a kernel that has a name. */
export function assess(call: string, preset?: string, declarations = ""): Assessment {
  const [assessment, ...others] = assessAll(`${declarations}\nvoid *f(gfp_t gfp)\n{\n\treturn ${call};\n}\n`, preset);
  if (!assessment || others.length > 0) throw new Error(`not one call: ${call}`);
  return assessment;
}

/** All calls of a file, for a kernel that has a name. */
export function assessAll(text: string, preset = "debian-6.12-amd64"): readonly Assessment[] {
  const read = readProfile(presetNamed(preset)?.profile);
  if (read.kind === "error") throw new Error(read.why);
  const { config, profile } = read;
  const target = cTarget(profile, config);
  return analyseFile({ path: "a.c", text, encoding: "utf16" }, { config, target, parser, resolve: () => undefined });
}
