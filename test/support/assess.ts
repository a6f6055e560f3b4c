import { analyseFile } from "../../src/core/analysis/analyse.ts";
import type { Assessment } from "../../src/core/analysis/assessment.ts";
import { cTarget } from "../../src/core/analysis/c-target.ts";
import { presetNamed } from "../../src/core/kernel/presets.ts";
import { readProfile } from "../../src/core/kernel/profile.ts";
import { testParser } from "./parser.ts";

const parser = await testParser();

/** The one call in a function of a file, behind `declarations`, for a kernel that has a name. */
export function assess(call: string, preset = "debian-6.12-amd64", declarations = ""): Assessment {
  const read = readProfile(presetNamed(preset)?.profile);
  if (read.kind === "error") throw new Error(read.why);
  const { config, profile } = read;
  const text = `${declarations}\nvoid *f(gfp_t gfp)\n{\n\treturn ${call};\n}\n`;
  const target = cTarget(profile, config);
  const [assessment, ...others] = analyseFile(
    { path: "a.c", text, encoding: "utf16" },
    { config, target, parser, resolve: () => undefined },
  );
  if (!assessment || others.length > 0) throw new Error(`not one call: ${call}`);
  return assessment;
}
