import { cTarget } from "../../../src/core/analysis/c-target.ts";
import type { FileSystem } from "../../../src/headers/file-system.ts";
import { KernelHeaderFiles } from "../../../src/headers/kernel-headers.ts";
import { virtual } from "../../../test/support/virtual-files.ts";
import { type Examine, firstDifference, numbersOf, PRESET } from "../examine.ts";
import { Broken, faultOf, type Kind } from "../kind.ts";
import { bytesMutated, mutated } from "../mutate.ts";
import { program } from "../program.ts";
import type { Random } from "../random.ts";

const MAKE_WORDS = [
  "ccflags-y += -I$(src)",
  "obj-y := ",
  "ifeq (",
  "endif\n",
  "$(",
  "include ",
  "-DX=",
  "\\\n",
  ":=",
] as const;
const NAMES = ["own.h", "other.h", "deep/own.h"] as const;

type Files = Readonly<Record<string, string>>;

/** A kernel and a driver whose headers, Makefiles and commands are random or broken. */
export function headersKind(examine: Examine): Kind {
  const { profile, config } = PRESET;
  const target = cTarget(profile, config);
  const said = (headers: KernelHeaderFiles, main: string, text: string) =>
    examine(
      text,
      {
        target,
        resolve: headers.resolveLocal(main),
        kernel: headers.headers(),
        build: headers.buildOf(main, (name) => target.config(name)),
      },
      main,
    ).written;
  const check = (files: Files) => {
    const open = (now: FileSystem) => new KernelHeaderFiles("/k", "x86_64", now);
    const sources = ["/k/drivers/x/x.c", "/k/drivers/x/y.c"] as const;
    const text = (path: string) => files[path] ?? "";
    const fresh = sources.map((path) => said(open(virtual(files)), path, text(path)));
    // One set of headers for both, the other way round; then again after one of them was another for a while.
    const disk = { ...files };
    const shared = open(virtual(disk));
    const later = [...sources].reverse().map((path) => said(shared, path, text(path)));
    same(fresh, later.reverse(), "which file came first");
    const changed = "/k/drivers/x/own.h";
    disk[changed] = "struct shape_0 { char c[3]; };\n#define MACRO_0 9\n";
    shared.forget(changed);
    said(shared, sources[0], text(sources[0]));
    disk[changed] = text(changed);
    shared.forget(changed);
    same(
      fresh,
      sources.map((path) => said(shared, path, text(path))),
      "what a header was before",
    );
  };
  return {
    name: "headers",
    run(random) {
      const files = randomFiles(random);
      const input = JSON.stringify(files);
      const why = faultOf(check, files);
      return { executions: 5, ...(why === undefined ? {} : { fault: { why, input } }) };
    },
  };
}

/** A source whose declarations move to a header: its numbers stay. */
export function splitKind(examine: Examine): Kind {
  const check = (whole: string) => {
    const cut = whole.indexOf("static void *routine_0");
    if (cut < 0) return;
    const headers = new KernelHeaderFiles("/k", "x86_64", virtual({ "/k/x/own.h": whole.slice(0, cut) }));
    const split = `#include "own.h"\n${whole.slice(cut)}`;
    const before = numbersOf(examine(whole, {}, "/k/x/x.c"));
    const after = numbersOf(examine(split, { resolve: headers.resolveLocal("/k/x/x.c") }, "/k/x/x.c"));
    if (before !== after) throw new Broken(`in a header it is another number: ${firstDifference(before, after)}`);
  };
  const again = (text: string) => faultOf(check, text);
  return {
    name: "split",
    run(random) {
      const input = program(random);
      const why = again(input);
      return { executions: 2, ...(why === undefined ? {} : { fault: { why, input, again } }) };
    },
  };
}

function same(before: readonly string[], after: readonly string[], what: string): void {
  for (const [n, text] of before.entries()) {
    const now = after[n] ?? "";
    if (text !== now) throw new Broken(`it depends on ${what}: ${firstDifference(text, now).slice(0, 300)}`);
  }
}

function randomFiles(random: Random): Files {
  const broken = (text: string) => (random.below(3) === 0 ? mutated(text, random) : text);
  const includes = () =>
    Array.from({ length: random.below(4) }, () =>
      random.pick([
        `#include "${random.pick(NAMES)}"`,
        "#include <linux/own.h>",
        '#include "../x/own.h"',
        '#include "/etc/passwd"',
      ]),
    ).join("\n");
  const source = program(random);
  const cut = source.indexOf("static void *routine_0");
  const guard = random.below(2) === 0;
  const header = (n: number) =>
    broken(
      `${guard ? `#ifndef H${n}\n#define H${n}\n` : ""}${includes()}\n${source.slice(0, cut)}\n${guard ? "#endif\n" : ""}`,
    );
  const make = "obj-m += x.o\nx-y := y.o\nccflags-y += -I$(src)/deep -DMACRO_9=3\n";
  return {
    "/k/include/linux/types.h": broken("typedef unsigned int u32;\ntypedef unsigned long size_t;\n"),
    "/k/include/linux/own.h": random.below(2) === 0 ? header(1) : "",
    "/k/Makefile": "VERSION = 6\nPATCHLEVEL = 12\n",
    "/k/drivers/x/own.h": header(2),
    "/k/drivers/x/deep/own.h": header(3),
    "/k/drivers/x/Makefile": random.below(2) === 0 ? bytesMutated(make, random, MAKE_WORDS) : make,
    ...(random.below(4) === 0 ? { "/k/compile_commands.json": commands(random) } : {}),
    "/k/drivers/x/x.c": broken(`${includes()}\n${source.slice(cut)}`),
    "/k/drivers/x/y.c": broken(`${includes()}\n${random.below(2) === 0 ? '#include "x.c"\n' : source.slice(cut)}`),
  };
}

function commands(random: Random): string {
  const json = JSON.stringify([
    { directory: "/k", file: "drivers/x/x.c", command: 'gcc -Idrivers/x/deep -DMODULE -DMACRO_9="4" -c drivers/x/x.c' },
    { directory: "/k", file: "/k/drivers/x/y.c", arguments: ["gcc", "-I", "drivers", "-D", "X", "y.c"] },
  ]);
  return random.below(2) === 0 ? bytesMutated(json, random, ['"', "\\", "{", "[", "-I", "null", "1e9"]) : json;
}
