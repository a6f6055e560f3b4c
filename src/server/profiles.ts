import { cTarget } from "../core/analysis/c-target.ts";
import type { CTarget } from "../core/c/target.ts";
import type { KernelConfig } from "../core/kernel/config.ts";
import { presetLike } from "../core/kernel/nearest-preset.ts";
import { type Profile, presetNamed } from "../core/kernel/presets.ts";
import { readProfile } from "../core/kernel/profile.ts";
import type { KernelTree } from "../headers/kernel-tree.ts";

/** The kernel that answers are given for. */
export interface ChosenProfile {
  /** The preset's name, or what kernel a profile of the user's own describes. */
  readonly name: string;
  readonly title: string;
  readonly profile: Profile;
  readonly config: KernelConfig;
  readonly target: CTarget;
  /** Nobody chose it. */
  readonly assumed: boolean;
  /** The kernel tree whose version and configuration it has. */
  readonly derivedFrom?: string;
  /** Why the setting was not followed. */
  readonly problem?: string;
}

const DEFAULT_PRESET = "debian-6.12-amd64";

/** Resolves the profile setting; each value of it is worked out once. */
export class Profiles {
  private readonly known = new Map<string, ChosenProfile>();
  private readonly derived = new WeakMap<KernelTree, ChosenProfile>();

  /** The profile that a setting asks for; else the tree's; else the default, which is then only assumed. */
  chosenBy(setting: unknown, tree?: KernelTree): ChosenProfile {
    if (setting === undefined && tree?.profile) return this.derivedFrom(tree);
    const key = JSON.stringify(setting) ?? "";
    let chosen = this.known.get(key);
    if (!chosen) {
      chosen = choose(setting);
      this.known.set(key, chosen);
    }
    return chosen;
  }

  private derivedFrom(tree: KernelTree): ChosenProfile {
    const known = this.derived.get(tree);
    if (known) return known;
    const read = resolved(tree.profile, undefined);
    const chosen = "why" in read ? assumed(`${tree.dir}: ${read.why}`) : { ...read, derivedFrom: tree.dir };
    this.derived.set(tree, chosen);
    return chosen;
  }
}

function choose(setting: unknown): ChosenProfile {
  if (setting === undefined) return assumed();
  if (typeof setting !== "string") {
    const read = resolved(setting, undefined);
    return "why" in read ? assumed(`kallocLens.profile: ${read.why}`) : read;
  }
  const preset = presetNamed(setting);
  if (!preset) {
    const nearest = presetLike(setting)?.name;
    const hint = nearest === undefined ? "" : `; the nearest is ${nearest}`;
    return assumed(`There is no profile "${setting}"${hint}`);
  }
  const read = resolved(preset.profile, preset);
  return "why" in read ? assumed(read.why) : read;
}

function assumed(problem?: string): ChosenProfile {
  const preset = presetNamed(DEFAULT_PRESET);
  const read = resolved({ ...preset?.profile, assumed: true }, preset);
  // The default preset is one of the tables that tests read.
  if ("why" in read) throw new Error(read.why);
  return problem === undefined ? read : { ...read, problem };
}

function resolved(
  json: unknown,
  preset: { readonly name: string; readonly title: string } | undefined,
): ChosenProfile | { readonly why: string } {
  const read = readProfile(json);
  if (read.kind === "error") return { why: read.why };
  const { profile, config } = read;
  const own = `Linux ${profile.release ?? profile.kernel}, ${config.arch}`;
  return {
    name: preset?.name ?? own,
    title: preset?.title ?? own,
    profile,
    config,
    target: cTarget(profile, config),
    assumed: profile.assumed === true,
  };
}
