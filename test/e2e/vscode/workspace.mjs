// The folder that the tests open: a driver with one call of each kind, made anew for each run.
import { cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { CACHE, ROOT } from "./paths.mjs";

export const DRIVER = `#include <linux/vmalloc.h>
#include "driver.h"

static void *wastes(void)
{
	return kzalloc(sizeof(struct frame), GFP_KERNEL);
}

static void *fits(void)
{
	return kmalloc(4096, GFP_KERNEL);
}

static void *fails(void)
{
	return kmalloc(4200100, GFP_KERNEL);
}

static void *fixable(void)
{
	return kvmalloc(2200100, GFP_KERNEL);
}

static void *unknown(struct elsewhere *other)
{
	return kmalloc(sizeof(*other), GFP_ATOMIC);
}
`;

const HEADER = "struct frame {\n\tchar pixels[1344];\n\tunsigned int sequence;\n\tlong taken;\n};\n";

/** A kernel tree as small as one can be, inside the folder: its headers and configuration count for its drivers. */
const KERNEL = {
  Makefile: "VERSION = 6\nPATCHLEVEL = 12\nSUBLEVEL = 9\n",
  Kbuild: "",
  Kconfig: "",
  ".config": "CONFIG_X86_64=y\nCONFIG_64BIT=y\nCONFIG_SMP=y\n",
  "include/linux/kconfig.h": "",
  "include/linux/ring.h": "struct ring {\n\tchar tag;\n\tlong slots[260];\n};\n",
  "drivers/ring.h": "struct ring_owner { struct ring ring; void *owner; };\n",
  "drivers/ring.c":
    '#include <linux/ring.h>\n#include "ring.h"\n\nstatic void *ring(void)\n{\n\treturn kmalloc(sizeof(struct ring_owner), GFP_KERNEL);\n}\n',
};

export function freshWorkspace(name) {
  const folder = `${CACHE}workspace-${name}`;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${folder}/driver.c`, DRIVER);
  writeFileSync(`${folder}/driver.h`, HEADER);
  for (const [path, text] of Object.entries(KERNEL)) {
    mkdirSync(dirname(`${folder}/linux/${path}`), { recursive: true });
    writeFileSync(`${folder}/linux/${path}`, text);
  }
  cpSync(`${ROOT}examples/lens_demo`, `${folder}/lens_demo`, { recursive: true });
  return folder;
}
