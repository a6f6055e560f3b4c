import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** Files of a configured kernel tree, as small as one can be: a driver, its header, and headers of the kernel. */
export const FAKE_KERNEL: Readonly<Record<string, string>> = {
  Makefile: "VERSION = 6\nPATCHLEVEL = 12\nSUBLEVEL = 9\n",
  Kbuild: "",
  Kconfig: "",
  ".config": "CONFIG_X86_64=y\nCONFIG_64BIT=y\nCONFIG_SMP=y\nCONFIG_FOO_BIG=y\n",
  "include/linux/kconfig.h": "#include <generated/autoconf.h>\n",
  "include/generated/autoconf.h": "#define CONFIG_FOO_BIG 1\n",
  "include/linux/compiler_types.h": "",
  "include/linux/types.h": "typedef unsigned int u32;\ntypedef unsigned long size_t;\n",
  "include/linux/foo.h": `#ifndef _LINUX_FOO_H
#define _LINUX_FOO_H
#include <linux/types.h>
struct foo {
	char tag;
	u32 id;
#ifdef CONFIG_FOO_BIG
	char room[1352];
#endif
};
#endif
`,
  "drivers/foo/own.h": "#define OWN_LEN 96\nstruct own { char text[OWN_LEN]; struct foo *foo; };\n",
  "drivers/foo/foo.c": `#include <linux/foo.h>
#include "own.h"

static int foo_probe(int n)
{
	struct foo *foo = kzalloc(sizeof(*foo), GFP_KERNEL);
	struct own *own = kmalloc(sizeof(struct own), GFP_KERNEL);
	struct own *many = kcalloc(n, sizeof(struct own), GFP_KERNEL);
	return 0;
}
`,
};

/** Writes files below a folder. */
export function writeFiles(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}
