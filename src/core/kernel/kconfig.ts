/** Value of one CONFIG_ option: "y", "m", "n", or what stands behind the "=" of a number or string. */
export type OptionValue = string;

/** Answers for every option, whatever the profile left out. */
export interface Kconfig {
  /** y or m. */
  isSet(option: string): boolean;
  /** Said to be n; an option that nothing mentions is neither set nor off. */
  isOff(option: string): boolean;
  /** A number option, undefined where nothing says it. */
  number(option: string): number | undefined;
}

export interface KconfigSources {
  /** Options that the profile gives, with their CONFIG_ prefix. */
  readonly given: Readonly<Record<string, OptionValue>>;
  /** What the preset and the architecture set. */
  readonly assumed: ReadonlySet<string>;
  /** What the architecture's Kconfig sets without asking anyone. */
  readonly selected: ReadonlySet<string>;
  /** The profile names a kernel that is nobody's preset: options that its own .config does not show are off. */
  readonly ownBuild: boolean;
}

/** Options by source: the profile, then (unless the profile holds a whole .config) the preset. */
export function kconfig({ given, assumed, selected, ownBuild }: KconfigSources): Kconfig {
  const whole = isWholeConfig(given);
  const own = ownBuild && isFromConfigFile(given) && !isCutOff(given);
  const defaults = whole ? new Set<string>() : own ? selected : assumed;
  return {
    isSet(option) {
      const value = lookUp(given, option) ?? impliedBy(given, option);
      return value === undefined ? defaults.has(option) : value === "y" || value === "m";
    },
    isOff(option) {
      return lookUp(given, option) === "n";
    },
    number(option) {
      const value = lookUp(given, option);
      return value !== undefined && /^(0x[0-9a-f]+|\d+)$/i.test(value) ? Number(value) : undefined;
    },
  };
}

function lookUp(given: Readonly<Record<string, OptionValue>>, option: string): string | undefined {
  return Object.hasOwn(given, option) ? given[option] : undefined;
}

/**
 * Every .config since 4.19 names its compiler; one that differs from a preset in a few options does not. One that names
 * no slab allocator was cut off before it came to memory.
 */
function isWholeConfig(given: Readonly<Record<string, OptionValue>>): boolean {
  return namesCompiler(given) && !isCutOff(given);
}

/** A .config's beginning, without the part on memory. */
export function isCutOff(given: Readonly<Record<string, OptionValue>>): boolean {
  return namesCompiler(given) && !ALLOCATORS.some((option) => given[option] === "y");
}

function namesCompiler(given: Readonly<Record<string, OptionValue>>): boolean {
  return "CONFIG_CC_IS_GCC" in given || "CONFIG_CC_IS_CLANG" in given;
}

const ALLOCATORS = ["CONFIG_SLUB", "CONFIG_SLAB", "CONFIG_SLOB"] as const;

/** Part of a .config, such as its lines on memory. */
function isFromConfigFile(given: Readonly<Record<string, OptionValue>>): boolean {
  return "CONFIG_CC_VERSION_TEXT" in given || "CONFIG_64BIT" in given || "CONFIG_MODULES" in given;
}

/** Options that others give away: something selects the one, or depends on the other. */
const IMPLIED: Readonly<Record<string, readonly string[]>> = {
  // Tunnels select NET_IP_TUNNEL; IPV6_SIT is on with IPV6 unless switched off.
  CONFIG_IPV6_SIT: ["CONFIG_NET_IP_TUNNEL"],
  CONFIG_AX25: ["CONFIG_NETROM", "CONFIG_ROSE", "CONFIG_MKISS"],
  CONFIG_WLAN: ["CONFIG_MAC80211", "CONFIG_MAC80211_MESH"],
  CONFIG_MEMCG: ["CONFIG_MEMCG_KMEM"],
  CONFIG_TRANSPARENT_HUGEPAGE: ["CONFIG_TRANSPARENT_HUGEPAGE_ALWAYS", "CONFIG_TRANSPARENT_HUGEPAGE_MADVISE"],
};

function impliedBy(given: Readonly<Record<string, OptionValue>>, option: string): "y" | undefined {
  const by = IMPLIED[option] ?? [];
  return by.some((other) => given[other] === "y" || given[other] === "m") ? "y" : undefined;
}
