/**
 * Records what gcc makes of random structs, as golden data for the layout rules: `tsx scripts/record-layouts.ts`.
 * The structs are made here, from a fixed seed; gcc is asked for sizeof and _Alignof under each ABI it can compile for.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const ABIS = [
  { name: "x86_64", compiler: "gcc", flags: ["-m64"] },
  { name: "i386", compiler: "gcc", flags: ["-m32"] },
  { name: "arm", compiler: "arm-linux-gnueabihf-gcc", flags: [] },
  { name: "arm64", compiler: "aarch64-linux-gnu-gcc", flags: [] },
] as const;
const STRUCTS = 400;

function record(): void {
  const random = generator(20241118);
  const structs = Array.from({ length: STRUCTS }, (_, i) => struct(`s${i}`, random, 0));
  const sizes = Object.fromEntries(ABIS.map(({ name, compiler, flags }) => [name, measure(structs, compiler, flags)]));
  const compiler = execFileSync("gcc", ["--version"]).toString().split("\n")[0];
  const rows = structs.map((text, i) => ({
    text,
    ...Object.fromEntries(ABIS.map(({ name }) => [name, sizes[name]?.[i]])),
  }));
  const golden = { made: "scripts/record-layouts.ts", compiler, columns: "abi: [sizeof, _Alignof]", rows };
  writeFileSync("test/golden/c/layouts.json", `${JSON.stringify(golden).replace(/\{"text"/g, '\n{"text"')}\n`);
  console.log(`${rows.length} structs under ${ABIS.length} ABIs recorded`);
}

function measure(structs: readonly string[], compiler: string, flags: readonly string[]): [number, number][] {
  const folder = mkdtempSync(join(tmpdir(), "layouts-"));
  const source = join(folder, "s.c");
  const values = structs.map((_, i) => `sizeof(struct s${i}), _Alignof(struct s${i})`).join(",\n");
  writeFileSync(source, `${structs.join("\n")}\nconst unsigned int values[] = {\n${values}\n};\n`);
  const output = join(folder, "s.s");
  execFileSync(compiler, [...flags, "-w", "-S", "-o", output, source], { stdio: ["ignore", "ignore", "pipe"] });
  const assembly = readFileSync(output, "utf8");
  rmSync(folder, { recursive: true });
  const numbers = [...assembly.matchAll(/^\s+\.(?:long|word|4byte|zero|space)\s+(\d+)/gm)];
  const flat = numbers.flatMap(([line, value]) =>
    /zero|space/.test(line) ? Array(Number(value) / 4).fill(0) : [Number(value)],
  );
  return structs.map((_, i) => [flat[2 * i] ?? -1, flat[2 * i + 1] ?? -1]);
}

type Random = (below: number) => number;

/** A small linear congruential generator: the same structs every time. */
function generator(seed: number): Random {
  let state = BigInt(seed);
  return (below) => {
    state = (state * 6364136223846793005n + 1442695040888963407n) & 0xffffffffffffffffn;
    return Number((state >> 33n) % BigInt(below));
  };
}

const SCALARS = [
  "char",
  "short",
  "int",
  "long",
  "long long",
  "unsigned char",
  "unsigned int",
  "void *",
  "_Bool",
  "double",
] as const;
const BIT_TYPES = [
  "unsigned char",
  "unsigned short",
  "unsigned int",
  "unsigned long",
  "unsigned long long",
  "_Bool",
] as const;
const WIDTHS = [8, 16, 32, 32, 64, 1] as const;

function struct(name: string, random: Random, depth: number): string {
  const keyword = random(6) === 0 ? "union" : "struct";
  const open = depth === 0 ? `struct ${name}` : keyword;
  const members = Array.from({ length: 1 + random(7) }, () => member(`m${unique()}`, random, depth)).join(" ");
  const attributes = [random(6) === 0 ? "packed" : "", random(8) === 0 ? `aligned(${2 ** random(6)})` : ""].filter(
    Boolean,
  );
  const suffix = attributes.length > 0 ? ` __attribute__((${attributes.join(", ")}))` : "";
  return `${open} { ${members} }${suffix}${depth === 0 ? ";" : ""}`;
}

function member(name: string, random: Random, depth: number): string {
  const kind = random(12);
  if (kind < 4) return bitField(name, random);
  if (kind === 4 && depth < 2) return `${struct("", random, depth + 1)}${random(2) === 0 ? "" : ` ${name}`};`;
  if (kind === 5) return `${scalar(random)} ${name}[${random(5)}];`;
  if (kind === 6) return `${scalar(random)} ${name} __attribute__((aligned(${2 ** random(5)})));`;
  if (kind === 7) return `enum { A_${unique()} = ${random(2) === 0 ? -1 : 3} } ${name};`;
  if (kind === 8) return `int (*${name}[${1 + random(3)}])(int);`;
  return `${scalar(random)} ${name};`;
}

let count = 0;
function unique(): number {
  return count++;
}

function bitField(name: string, random: Random): string {
  const type = random(BIT_TYPES.length);
  const most = type === 3 ? 32 : (WIDTHS[type] ?? 8);
  const width = random(most + 1);
  return width === 0 ? `${BIT_TYPES[type]} :0;` : `${BIT_TYPES[type]} ${random(8) === 0 ? "" : name}:${width};`;
}

function scalar(random: Random): string {
  return SCALARS[random(SCALARS.length)] ?? "int";
}

record();
