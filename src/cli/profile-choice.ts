import { readFileSync } from "node:fs";
import type { KernelConfig } from "../core/kernel/config.ts";
import { presetLike } from "../core/kernel/nearest-preset.ts";
import { type Profile, presetNamed } from "../core/kernel/presets.ts";
import { readProfile } from "../core/kernel/profile.ts";
import type { KernelTree } from "../headers/kernel-tree.ts";
import { grouped } from "./format/numbers.ts";
import type { JsonObject } from "./json.ts";
import { UsageError } from "./usage-error.ts";

/** The kernel that answers are given for. */
export interface ChosenProfile {
  readonly profile: Profile;
  readonly config: KernelConfig;
  /** The preset's name, the file's, or the tree's folder. */
  readonly source: ProfileSource;
  /** What was assumed because the profile does not say it. */
  readonly notes: readonly string[];
}

export type ProfileSource =
  | { readonly from: "preset"; readonly name: string }
  | { readonly from: "file"; readonly file: string }
  | { readonly from: "kernel"; readonly dir: string };

export interface ProfileOptions {
  readonly profile?: string;
  readonly profileJson?: string;
}

const DEFAULT_PRESET = "debian-6.12-amd64";

/** `--profile`, else `--profile-json`, else the one of the kernel tree, else the default, which is then only assumed. */
export function chooseProfile({ profile, profileJson }: ProfileOptions, tree?: KernelTree): ChosenProfile {
  if (profile !== undefined && profileJson !== undefined)
    throw new UsageError("--profile and --profile-json exclude each other");
  if (profile !== undefined) return namedProfile(profile);
  if (profileJson !== undefined)
    return resolve(readJson(profileJson), { from: "file", file: profileJson }, `${profileJson}: `);
  if (tree?.profile) return resolve(tree.profile, { from: "kernel", dir: tree.dir }, `${tree.dir}: `);
  const preset = presetNamed(DEFAULT_PRESET)?.profile;
  return resolve({ ...preset, assumed: true }, { from: "preset", name: DEFAULT_PRESET }, "");
}

/** A preset by its name. */
export function namedProfile(name: string): ChosenProfile {
  const preset = presetNamed(name);
  if (!preset) {
    const nearest = presetLike(name)?.name;
    const hint = nearest === undefined ? "" : `the nearest is ${nearest}; `;
    throw new UsageError(`There is no profile "${name}"; ${hint}\`kalloc-lens profiles\` lists all`);
  }
  return resolve(preset.profile, { from: "preset", name }, "");
}

/** The profile as the output states it. A tree's .config is named, not copied: it has some ten thousand options. */
export function statedProfile({ profile, config, source, notes }: ChosenProfile): JsonObject {
  const { config: options, assumed = false, ...stated } = profile;
  return {
    ...(source.from === "preset" ? { name: source.name } : {}),
    ...stated,
    arch: config.arch,
    pageSize: config.pageSize,
    ...(options === undefined || source.from === "kernel" ? {} : { config: options }),
    assumed,
    source,
    ...(notes.length > 0 ? { notes } : {}),
  };
}

/** The kernel in a line: `Linux 6.12.117 x86_64, pages of 4,096 bytes (debian-6.12-amd64)`. */
export function titleOf({ profile, config, source }: ChosenProfile): string {
  const from = source.from === "preset" ? source.name : source.from === "file" ? source.file : source.dir;
  const assumed = profile.assumed ? ", assumed" : "";
  return `Linux ${profile.kernel} ${config.arch}, pages of ${grouped(config.pageSize)} bytes (${from}${assumed})`;
}

function resolve(json: unknown, source: ProfileSource, prefix: string): ChosenProfile {
  const read = readProfile(json);
  if (read.kind === "error") throw new UsageError(`${prefix}${read.why}`);
  return { profile: read.profile, config: read.config, source, notes: read.notes };
}

function readJson(file: string): unknown {
  const text = attempt(() => readFileSync(file, "utf8"), `${file} cannot be read`);
  return attempt(() => JSON.parse(text), `${file} is not JSON`);
}

function attempt<T>(read: () => T, what: string): T {
  try {
    return read();
  } catch (error) {
    throw new UsageError(`${what}: ${error instanceof Error ? error.message : error}`);
  }
}
