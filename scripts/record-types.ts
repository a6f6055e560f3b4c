/**
 * Records sizes of types and values of constants, as the compiler of an installed kernel headers package sees them.
 * Nothing but names and numbers goes into the result.
 *
 *   tsx scripts/record-types.ts [--kdir DIR] [--check]
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { EXIT_SKIPPED, findKernelBuild, kernelMake } from "./kernel-build.ts";

const LIST = fileURLToPath(new URL("record-types.list", import.meta.url));
const RESULT = fileURLToPath(new URL("../src/core/c/reference/debian-6.12-amd64.ts", import.meta.url));

process.exitCode = main(process.argv.slice(2));

function main(args: readonly string[]): number {
  const kdir = findKernelBuild(args);
  if (kdir === undefined) {
    console.error("SKIPPED: no kernel headers found; install linux-headers-amd64 or give --kdir DIR");
    return EXIT_SKIPPED;
  }
  if (!releaseOf(kdir).startsWith("6.12.")) {
    console.error(`${basename(RESULT)} is recorded from 6.12, and ${kdir} is ${releaseOf(kdir)}`);
    return 1;
  }
  const wanted = readList(readFileSync(LIST, "utf8"));
  const assembler = compile(kdir, wanted);
  if (assembler === undefined) return 1;
  const recorded = readAssembler(assembler);
  const lost = [...wanted.types, ...wanted.constants].filter((name) => !recorded.has(name));
  if (lost.length > 0) {
    console.error(`no number for ${lost.join(", ")}`);
    return 1;
  }
  const text = moduleText(wanted, recorded, provenance(kdir, assembler));
  const { types, constants } = wanted;
  if (args.includes("--check")) {
    const same = readFileSync(RESULT, "utf8") === text;
    console.log(`${basename(RESULT)} ${same ? "is" : "IS NOT"} what ${basename(kdir)} gives`);
    return same ? 0 : 1;
  }
  writeFileSync(RESULT, text);
  console.log(`${basename(RESULT)}: ${types.length} types, ${constants.length} constants, ${text.length} bytes`);
  return 0;
}

interface Wanted {
  readonly headers: readonly string[];
  readonly types: readonly string[];
  readonly constants: readonly string[];
}

function readList(text: string): Wanted {
  const lines = text.split("\n").filter((line) => line.trim() !== "" && !line.startsWith("#"));
  const named = (kind: string) =>
    lines.filter((line) => line.startsWith(`\t${kind} `)).map((line) => line.slice(kind.length + 2));
  return {
    headers: lines.filter((line) => !line.startsWith("\t")),
    types: sorted(named("type")),
    constants: sorted(named("constant")),
  };
}

/** Assembler output of a function that carries every number as an immediate operand; it is never run. */
function compile(kdir: string, wanted: Wanted): string | undefined {
  const folder = mkdtempSync(join(tmpdir(), "record-types-"));
  try {
    writeFileSync(join(folder, "Kbuild"), "obj-m := probe.o\nccflags-y := -w\n");
    writeFileSync(join(folder, "probe.c"), probeText(wanted));
    const made = kernelMake(kdir, folder, "probe.s");
    if (made.ok) return readFileSync(join(folder, "probe.s"), "utf8");
    console.error(made.output);
    return undefined;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function probeText({ headers, types, constants }: Wanted): string {
  return [
    ...headers.map((header) => `#include <${header}>`),
    "void probe(void);",
    "void probe(void)",
    "{",
    ...types.map((type) => probe(type, `sizeof(${type})`, `_Alignof(${type})`, "0")),
    ...constants.map((name) =>
      probe(name, `(long long)(${name})`, `sizeof(+(${name}))`, `(__typeof__(+(${name})))-1 > 0`),
    ),
    "}",
    "",
  ].join("\n");
}

function probe(name: string, ...numbers: readonly [string, string, string]): string {
  const operands = numbers.map((number) => `"i"(${number})`).join(", ");
  return `\tasm volatile("\\n-> %0 %1 %2 ${name} <-" : : ${operands});`;
}

type Numbers = readonly [first: bigint, second: bigint, unsigned: boolean];

function readAssembler(text: string): Map<string, Numbers> {
  const found = new Map<string, Numbers>();
  for (const [, first, second, third, name] of text.matchAll(/^-> \$(-?\d+) \$(\d+) \$([01]) (.+) <-/gm)) {
    if (first === undefined || second === undefined || name === undefined) continue;
    found.set(name, [BigInt(first), BigInt(second), third === "1"]);
  }
  return found;
}

interface Provenance {
  readonly release: string;
  readonly packages: readonly string[];
  readonly compiler: string;
}

function provenance(kdir: string, assembler: string): Provenance {
  const release = releaseOf(kdir);
  const common = release.replace(/-[^-]*$/, "-common");
  return {
    release,
    packages: [`linux-headers-${release}`, `linux-headers-${common}`].map(installedVersion),
    compiler: /^\s*\.ident\s+"(.*)"/m.exec(assembler)?.[1] ?? "unknown",
  };
}

function releaseOf(kdir: string): string {
  return readFileSync(join(kdir, "include/config/kernel.release"), "utf8").trim();
}

function installedVersion(name: string): string {
  const query = spawnSync("dpkg-query", ["-W", name], { encoding: "utf8" });
  return query.status === 0 ? query.stdout.trim().replace("\t", " ") : name;
}

function moduleText(wanted: Wanted, recorded: ReadonlyMap<string, Numbers>, from: Provenance): string {
  const types = wanted.types.map((name) => {
    const [size = 0n, align = 0n] = recorded.get(name) ?? [];
    return `  ${key(name)}: [${size}, ${align}],`;
  });
  const constants = wanted.constants.map((name) => {
    const numbers = recorded.get(name);
    return `  ${key(name)}: ${JSON.stringify(numbers ? literal(numbers) : "")},`;
  });
  return `// Generated by scripts/record-types.ts. Do not edit.

/** Where the numbers below come from. */
export const PROVENANCE = {
  release: ${JSON.stringify(from.release)},
  arch: "x86_64",
  packages: [
${from.packages.map((name) => `    ${JSON.stringify(name)},`).join("\n")}
  ],
  compiler: ${JSON.stringify(from.compiler)},
} as const;

/** Size and alignment in bytes of types whose layout depends on the configuration or that the prelude does not have. */
export const TYPES: Readonly<Record<string, readonly [size: number, align: number]>> = {
${types.join("\n")}
};

/** Integer constants, written as C literals: the suffixes U, L and UL tell a type other than int. */
export const CONSTANTS: Readonly<Record<string, string>> = {
${constants.join("\n")}
};
`;
}

/** The value as a decimal C literal of its promoted type on an LP64 machine. */
function literal([value, bytes, unsigned]: Numbers): string {
  const number = unsigned ? BigInt.asUintN(Number(bytes) * 8, value) : value;
  return `${number}${unsigned ? "U" : ""}${bytes === 8n ? "L" : ""}`;
}

function key(name: string): string {
  return /^[A-Za-z_]\w*$/.test(name) ? name : JSON.stringify(name);
}

function sorted(names: readonly string[]): string[] {
  return [...new Set(names)].sort((a, b) => (a < b ? -1 : 1));
}
