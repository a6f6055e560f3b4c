import { kernelFacts } from "../../src/core/guide/kernel-facts.ts";
import { presetNamed } from "../../src/core/kernel/presets.ts";
import { readProfile } from "../../src/core/kernel/profile.ts";

const preset = presetNamed("debian-6.12-amd64");
const read = readProfile(preset?.profile);
if (!preset || read.kind === "error") throw new Error("the usual profile cannot be read");

const profile = { name: preset.name, title: preset.title, assumed: true, profile: read.profile };

/** What the extension tells a panel first. */
export const GUIDE_MESSAGE = { kind: "show", kernel: { profile, facts: kernelFacts(read.config) } };
export const VIEW_MESSAGE = { kind: "show", profile };
