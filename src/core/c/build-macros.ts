import type { FileBuild } from "./build.ts";
import { type Macro, macroFromText } from "./macro.ts";
import type { CTarget } from "./target.ts";
import { Unknown } from "./unknown.ts";

const NATIVE: ReadonlySet<string> = new Set(["IS_ENABLED", "IS_BUILTIN", "IS_MODULE", "IS_REACHABLE"]);

/** Strings with the names of the object and of the module that it is linked into. */
const NAMES: ReadonlySet<string> = new Set(["KBUILD_BASENAME", "KBUILD_MODNAME", "KBUILD_MODFILE"]);

/** Macros that no header defines: what the configuration, the Makefile and the kind of object make of a file. */
export class BuildMacros {
  constructor(
    private readonly target: CTarget,
    private readonly build: FileBuild,
  ) {}

  isNative(name: string): boolean {
    return NATIVE.has(name);
  }

  /** `IS_ENABLED(CONFIG_FOO)` and the like; undefined for what is none of them. Throws Unknown. */
  native(name: string, option: string): string | undefined {
    if (!NATIVE.has(name) || !option.startsWith("CONFIG_")) return undefined;
    const value = this.value(option);
    const on = value === "y" || (value === "m" && name !== "IS_BUILTIN");
    if (name === "IS_MODULE") return value === "m" ? "1" : "0";
    if (name === "IS_REACHABLE" && value === "m") return this.isModule(`${option} is a module`) ? "1" : "0";
    return on ? "1" : "0";
  }

  /** A macro that the compiler is given; null for one that it is not, undefined for all other names. Throws Unknown. */
  macro(name: string): Macro | null | undefined {
    const { defines } = this.build;
    if (defines.has(name)) {
      const replacement = defines.get(name);
      if (replacement === undefined) throw new Unknown(`${name} may be defined by the Makefile`);
      return macroFromText(name, ` ${replacement}`);
    }
    if (NAMES.has(name)) throw new Unknown(`${name} is a name that the build gives`);
    if (name !== "MODULE") return undefined;
    return this.isModule("MODULE is defined for modules") ? macroFromText(name, " 1") : null;
  }

  /** The macro of a configuration option. Throws Unknown where the configuration is not known. */
  option(name: string): Macro | undefined {
    const given = this.macro(name);
    if (given) return given;
    if (name.endsWith("_MODULE")) {
      const option = this.target.config(name.slice(0, -"_MODULE".length));
      if (option === "m") return macroFromText(name, " 1");
      if (option !== undefined) return undefined;
    }
    const value = this.value(name);
    if (value === "n" || value === "m") return undefined;
    return macroFromText(name, ` ${value === "y" ? "1" : value}`);
  }

  /** "n" where the option is off. */
  private value(option: string): string {
    const value = this.target.config(option);
    if (value === undefined) throw new Unknown(`${option} is not known for this kernel`);
    return value;
  }

  private isModule(because: string): boolean {
    const { isModule } = this.build;
    if (isModule === undefined) throw new Unknown(`${because}, and whether this code is too is not known`);
    return isModule;
  }
}
