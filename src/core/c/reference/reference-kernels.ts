import type { Reference } from "../target.ts";
import * as debian612 from "./debian-6.12-amd64.ts";
import * as config612 from "./debian-6.12-amd64-config.ts";

/** What was recorded of one kernel. */
interface Recorded {
  readonly title: string;
  readonly release: string;
  readonly types: Readonly<Record<string, readonly [size: number, align: number]>>;
  readonly constants: Readonly<Record<string, string>>;
  readonly builtIn: string;
  readonly modules: string;
  readonly off: string;
  readonly values: Readonly<Record<string, string>>;
}

const RECORDED: readonly Recorded[] = [
  {
    title: "Debian's 6.12 amd64 kernel",
    release: debian612.PROVENANCE.release,
    types: debian612.TYPES,
    constants: debian612.CONSTANTS,
    builtIn: config612.BUILT_IN,
    modules: config612.MODULES,
    off: config612.OFF,
    values: config612.VALUES,
  },
];

/** Whether headers of a recorded kernel declare this type (`struct mutex`, `spinlock_t`) or constant. */
export function isKernelName(name: string): boolean {
  return RECORDED.some(({ types, constants }) => Object.hasOwn(types, name) || Object.hasOwn(constants, name));
}

/** The recorded kernel of that release (uname -r), where there is one. */
export function referenceKernel(release: string | undefined): Reference | undefined {
  const recorded = RECORDED.find((kernel) => kernel.release === release);
  if (!recorded) return undefined;
  const { title, types, constants } = recorded;
  let options: ReadonlyMap<string, string> | undefined;
  return {
    title,
    type: (name) => (Object.hasOwn(types, name) ? types[name] : undefined),
    constant: (name) => (Object.hasOwn(constants, name) ? constants[name] : undefined),
    types: () => Object.keys(types),
    config(option) {
      options ??= optionsOf(recorded);
      return options.get(option);
    },
  };
}

function optionsOf({ builtIn, modules, off, values }: Recorded): ReadonlyMap<string, string> {
  return new Map([
    ...namesIn(builtIn).map((name) => [`CONFIG_${name}`, "y"] as const),
    ...namesIn(modules).map((name) => [`CONFIG_${name}`, "m"] as const),
    ...namesIn(off).map((name) => [`CONFIG_${name}`, "n"] as const),
    ...Object.entries(values).map(([name, value]) => [`CONFIG_${name}`, value] as const),
  ]);
}

/** Names of which each says how many characters it takes from the front of the one before. */
function namesIn(coded: string): string[] {
  let name = "";
  return coded.split(" ").map((word) => {
    name = name.slice(0, Number.parseInt(word.charAt(0), 36)) + word.slice(1);
    return name;
  });
}
