import type { Arch } from "../core/kernel/arch.ts";
import type { Profile } from "../core/kernel/presets.ts";

/** Version that include/generated/uapi/linux/version.h defines; its patch level is at most 255 before 5.18. */
export function versionFromHeader(text: string): string | undefined {
  const defined = (name: string) => new RegExp(`^#define[ \\t]+${name}[ \\t]+(\\d+)`, "m").exec(text)?.[1];
  const [major, patch, sublevel] = ["MAJOR", "PATCHLEVEL", "SUBLEVEL"].map((part) => defined(`LINUX_VERSION_${part}`));
  if (major !== undefined && patch !== undefined) return `${major}.${patch}.${sublevel ?? 0}`;
  const code = Number(defined("LINUX_VERSION_CODE") ?? Number.NaN);
  return Number.isInteger(code) ? `${code >> 16}.${(code >> 8) & 0xff}.${code & 0xff}` : undefined;
}

/** Version at the head of the kernel's Makefile, without EXTRAVERSION. */
export function versionFromMakefile(text: string): string | undefined {
  const assigned = (name: string) => new RegExp(`^${name}[ \\t]*=[ \\t]*(\\d+)[ \\t\\r]*$`, "m").exec(text)?.[1];
  const [version, patch] = [assigned("VERSION"), assigned("PATCHLEVEL")];
  return version === undefined || patch === undefined
    ? undefined
    : `${version}.${patch}.${assigned("SUBLEVEL") ?? assigned("KERNEL_SUBLEVEL") ?? 0}`;
}

/** The file that a Makefile is only a signpost to: its one plain `include`, as distributions' header packages have it. */
export function includedMakefile(text: string): string | undefined {
  return /^include[ \t]+([^\s$()`]+)[ \t\r]*$/m.exec(text)?.[1];
}

/** Options of a .config or auto.conf. What is "not set" is `n`; strings lose their quotes. */
export function readConfig(text: string): Readonly<Record<string, string>> {
  const options: Record<string, string> = {};
  for (const [, set, value = "", unset] of text.matchAll(/^(?:(CONFIG_\w+)=(.*?)|# (CONFIG_\w+) is not set)\r?$/gm)) {
    if (set !== undefined) options[set] = value.startsWith('"') ? unquoted(value) : value;
    else if (unset !== undefined) options[unset] = "n";
  }
  return options;
}

/** The profile of a /boot/config-RELEASE: its first lines name the version, its name the release. */
export function profileOfConfig(text: string, name: string): Profile | undefined {
  const kernel = /^# Linux\/\S+ (\d+\.\d+\.\d+)\S* Kernel Configuration/m.exec(text.slice(0, 4096))?.[1];
  const config = readConfig(text);
  const arch = archOfConfig(config);
  if (kernel === undefined || arch === undefined) return undefined;
  const release = /^config-(.+)$/.exec(name)?.[1];
  return { kernel, ...(release === undefined ? {} : { release }), arch, config };
}

function unquoted(value: string): string {
  return value.replace(/^"|"$/g, "").replace(/\\(.)/g, "$1");
}

/** The architecture that a configuration is for. */
export function archOfConfig(options: Readonly<Record<string, string>>): Arch | undefined {
  const has = (option: string) => options[option] === "y";
  if (has("CONFIG_X86_64")) return "x86_64";
  if (has("CONFIG_X86_32")) return "i386";
  if (has("CONFIG_ARM64")) return "arm64";
  if (has("CONFIG_ARM")) return "arm";
  if (has("CONFIG_RISCV")) return has("CONFIG_64BIT") ? "riscv64" : undefined;
  if (has("CONFIG_PPC64")) return has("CONFIG_CPU_LITTLE_ENDIAN") ? "ppc64le" : undefined;
  return undefined;
}

/** What `KDIR ?=`, `KERNELDIR =` and their like name, where it can be told without running make. */
export function kernelFolderOf(makefile: string, folder: string, runningRelease: string): string | undefined {
  const assignment =
    /^[ \t]*(?:export[ \t]+)?(?:KDIR|KERNELDIR|KERNEL_DIR|KERNEL_SRC|KSRC)[ \t]*(?:\?|::?)?=[ \t]*(\S.*?)[ \t\r]*$/gm;
  for (const [, value = ""] of makefile.matchAll(assignment)) {
    const expanded = value
      .replace(/(?<![ \t])[ \t]+#.*$/, "")
      .replace(/\$\(shell[ \t]+uname[ \t]+-r\)|`uname[ \t]+-r`/g, () => runningRelease)
      .replace(/\$[({](?:CURDIR|PWD)[)}]/g, () => folder);
    if (!/[$`\s]/.test(expanded)) return expanded;
  }
  return undefined;
}
