import { ARCHES, type Arch, archOf } from "./arch.ts";
import { isPowerOfTwo } from "./bits.ts";
import type { KernelConfig } from "./config.ts";
import { configuredPageSize, contradictionIn } from "./contradiction.ts";
import { kernelConfig } from "./kernel-config.ts";
import { nearestPreset } from "./nearest-preset.ts";
import type { Profile } from "./presets.ts";
import { atLeast, type KernelVersion, parseVersion } from "./version.ts";

export type ProfileResult =
  | {
      readonly kind: "profile";
      readonly config: KernelConfig;
      readonly profile: Profile;
      /** What was assumed because the profile does not say it. */
      readonly notes: readonly string[];
    }
  | { readonly kind: "error"; readonly why: string };

/** Versions whose rules are known: from the first to just before the second. */
const KNOWN = { from: "4.19", before: "7.3" } as const;

/** Reads a profile as JSON.parse() returns it, whatever it holds, and resolves every knob of its kernel. */
export function readProfile(json: unknown): ProfileResult {
  if (!isObject(json)) return { kind: "error", why: "a profile is an object with at least `kernel` and `arch`" };
  const problems: string[] = [];
  const profile = checkedProfile(json, problems);
  const problem = problems[0];
  if (problem !== undefined || !profile) return { kind: "error", why: problem ?? "not a profile" };

  const arch = archOf(profile.arch);
  const version = parseVersion(profile.kernel);
  if (!version) return { kind: "error", why: `"${profile.kernel}" is not a kernel version such as 6.12.117` };
  if (!arch)
    return {
      kind: "error",
      why: `architecture "${profile.arch}" is not known; ${nearest(version, undefined, profile.pageSize)}`,
    };
  if (!atLeast(version, KNOWN.from) || atLeast(version, KNOWN.before))
    return {
      kind: "error",
      why: `Linux ${profile.kernel} is not known (${KNOWN.from} to 7.2 are); ${nearest(version, arch, profile.pageSize)}`,
    };
  const pageSize = profile.pageSize ?? configuredPageSize(profile) ?? ARCHES[arch].pageSizes[0] ?? 4096;
  if (!ARCHES[arch].pageSizes.includes(pageSize))
    return { kind: "error", why: `${arch} has no pages of ${pageSize} bytes; ${nearest(version, arch)}` };
  const contradiction = contradictionIn(profile, arch, version);
  if (contradiction !== undefined) return { kind: "error", why: contradiction };
  const { config, notes } = kernelConfig({ ...profile, pageSize }, version, arch);
  return { kind: "profile", config, profile, notes };
}

/** The end of a refusal: which preset comes nearest. */
function nearest(version: KernelVersion, arch: Arch | undefined, pageSize?: number): string {
  return `nearest preset: ${nearestPreset({ version, arch, pageSize })?.name}`;
}

function checkedProfile(json: Readonly<Record<string, unknown>>, problems: string[]): Profile | undefined {
  const text = (key: string): string | undefined => {
    const value = json[key];
    if (value === undefined || value === null) return undefined;
    if (typeof value === "string") return value;
    problems.push(`\`${key}\` of a profile is a string`);
    return undefined;
  };
  const count = (key: string): number | undefined => {
    const value = json[key];
    if (value === undefined || value === null) return undefined;
    if (typeof value === "number" && Number.isSafeInteger(value) && value > 0) return value;
    problems.push(`\`${key}\` of a profile is a whole number above 0`);
    return undefined;
  };
  const kernel = text("kernel");
  const arch = text("arch");
  if (problems.length === 0 && kernel === undefined)
    problems.push("a profile needs `kernel`, a version such as 6.12.117");
  if (problems.length === 0 && arch === undefined) problems.push("a profile needs `arch`, such as x86_64");
  const optional = {
    release: text("release"),
    pageSize: count("pageSize"),
    cpus: count("cpus"),
    possibleCpus: count("possibleCpus"),
    numaNodes: count("numaNodes"),
    cacheLine: count("cacheLine"),
    ram: count("ram"),
    config: options(json.config, problems),
    cmdline: text("cmdline"),
    assumed: json.assumed === true ? true : undefined,
  };
  if (optional.cacheLine !== undefined && !isPowerOfTwo(optional.cacheLine))
    problems.push("`cacheLine` of a profile is a power of two");
  if (problems.length > 0 || kernel === undefined || arch === undefined) return undefined;
  return { kernel, arch, ...defined(optional) };
}

/** CONFIG_ options, with or without the prefix; "is not set" is "n". */
function options(value: unknown, problems: string[]): Record<string, string> | undefined {
  if (value === undefined || value === null) return undefined;
  if (!isObject(value)) {
    problems.push("`config` of a profile is an object of CONFIG_ options");
    return undefined;
  }
  const read: Record<string, string> = {};
  for (const [key, option] of Object.entries(value)) {
    const name = key.startsWith("CONFIG_") ? key : `CONFIG_${key}`;
    if (typeof option === "string") read[name] = option;
    else if (typeof option === "boolean") read[name] = option ? "y" : "n";
    else if (typeof option === "number") read[name] = String(option);
    else if (option === null) read[name] = "n";
    else problems.push(`\`${key}\` in \`config\` is "y", "m", "n" or a value`);
  }
  return read;
}

type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** The entries that have a value. */
function defined<T extends object>(object: T): Defined<T> {
  const result: Defined<T> = {};
  for (const key of keysOf(object)) {
    const value = object[key];
    if (isDefined(value)) result[key] = value;
  }
  return result;
}

function keysOf<T extends object>(object: T): (keyof T)[] {
  const keys: (keyof T)[] = [];
  for (const key in object) keys.push(key);
  return keys;
}

function isDefined<T>(value: T): value is Exclude<T, undefined> {
  return value !== undefined;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
