import { readFileSync } from "node:fs";
import { cTarget } from "../../../src/core/analysis/c-target.ts";
import { ABIS } from "../../../src/core/c/abi.ts";
import { Btf } from "../../../src/core/c/btf/btf.ts";
import { readImage } from "../../../src/core/c/btf/kernel-image.ts";
import { KernelTypes } from "../../../src/core/c/btf/kernel-types.ts";
import { type Examine, PRESET } from "../examine.ts";
import { faultOf, type Kind } from "../kind.ts";
import { bytesMutated } from "../mutate.ts";
import type { Random } from "../random.ts";

const SEEDS = ["x86_64.btf", "i386.btf", "s390x.btf", "ppc32.elf", "x86_64.elf", "more-x86_64.btf"] as const;
const WORDS = ["\0\0\0\0", "\xff\xff\xff\xff", "\x01\0\0\0", "\0\0\0\x80", "\x9f\xeb\x01\0", "\x7fELF"] as const;

const SOURCE = `static void f(void)
{
${["struct shape", "struct point", "padded_t", "struct list", "struct twice", "struct window", "enum wide", "u64"]
  .map((type) => `\tp = kmalloc(sizeof(${type}), GFP_KERNEL);\n\tp = kmalloc(offsetof(${type}, at), GFP_KERNEL);`)
  .join("\n")}
\tp = kmalloc(BLUE + LARGE, GFP_KERNEL);
}
`;

/** Type information and images of kernels with bytes changed: all types are read, and used by a source. */
export function btfKind(examine: Examine): Kind {
  const seeds = SEEDS.map((name) => readFileSync(`test/golden/btf/${name}`, "latin1"));
  const whole = Btf.read(Buffer.from(seeds[0] ?? "", "latin1"));
  const base = whole.kind === "btf" ? whole.btf : undefined;
  const { profile, config } = PRESET;
  const read = (text: string) => {
    const image = readImage(Buffer.from(text, "latin1"), () => undefined, base);
    if (image.kind === "broken") return;
    const { btf } = image;
    KernelTypes.mismatch(btf, ABIS.x86_64);
    for (let id = btf.firstId; id < btf.endId; id++) btf.type(id);
    const types = new KernelTypes(btf.isSplit && base ? [base, btf] : [btf], ABIS.x86_64);
    for (const { name } of btf.named()) for (const kind of ["struct ", "union ", "enum ", ""]) types.type(kind + name);
    examine(SOURCE, { target: cTarget(profile, config, types) });
  };
  const again = (text: string) => faultOf(read, text);
  return {
    name: "btf",
    run(random) {
      const input = broken(random.of(seeds) ?? "", random);
      const why = again(input);
      return { executions: 1, ...(why === undefined ? {} : { fault: { why, input, again } }) };
    },
  };
}

/** Mostly behind the header, which is soon refused. */
function broken(text: string, random: Random): string {
  if (random.below(4) === 0) return bytesMutated(text, random, WORDS);
  const bytes = [...text];
  for (let left = 1 + random.below(4); left > 0; left--) {
    const at = 24 + random.below(Math.max(1, text.length - 24));
    bytes[at] = String.fromCharCode(
      random.below(3) === 0 ? random.below(256) : (bytes[at] ?? "\0").charCodeAt(0) ^ (1 << random.below(8)),
    );
  }
  return bytes.join("");
}
