import { ARCHES, type Arch, archOf } from "./arch.ts";
import { PRESETS, type Preset } from "./presets.ts";
import { type KernelVersion, parseVersion } from "./version.ts";

/** What is known of the kernel that someone meant. */
interface Wanted {
  readonly version?: KernelVersion | undefined;
  readonly arch?: Arch | undefined;
  readonly pageSize?: number | undefined;
}

/** The preset nearest to a kernel: its architecture, then its page size, then its release. */
export function nearestPreset({ version, arch = "x86_64", pageSize }: Wanted): Preset | undefined {
  const distance = ({ profile }: Preset): number => {
    const other = parseVersion(profile.kernel);
    const releases = version && other ? Math.abs(releaseNumber(other) - releaseNumber(version)) : 0;
    const pages = pageSize === undefined || profile.pageSize === pageSize ? 0 : 1;
    return (profile.arch === arch ? 0 : 1_000_000) + pages * 10_000 + releases;
  };
  return PRESETS.reduce<Preset | undefined>(
    (best, preset) => (best === undefined || distance(preset) < distance(best) ? preset : best),
    undefined,
  );
}

/** The preset nearest to a name that none has, such as `linux-6.9-aarch64`. */
export function presetLike(name: string): Preset | undefined {
  const text = name.toLowerCase();
  const version = parseVersion(/(?<!\d)\d+\.\d+(\.\d+)?(?!\d)/.exec(text)?.[0] ?? "");
  const words = text.split(/[^a-z0-9_]+/).filter((word) => word !== "");
  const arch = words.map((word) => archOf(word)).find((known) => known !== undefined);
  const pages = words.find((word) => /^(4|16|64)kb?$/.test(word));
  const usual = arch === undefined ? undefined : ARCHES[arch].pageSizes[0];
  return nearestPreset({ version, arch, pageSize: pages ? Number.parseInt(pages, 10) * 1024 : usual });
}

/** Releases one after the other: a major number ends after about twenty minors. */
function releaseNumber({ major, minor, sublevel }: KernelVersion): number {
  return major * 20 + Math.min(minor, 20) + Math.min(sublevel, 999) / 1000;
}
