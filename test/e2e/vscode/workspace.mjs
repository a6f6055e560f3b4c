// The folder that the tests open: a driver with one call of each kind, made anew for each run.
import { cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { CACHE, ROOT } from "./paths.mjs";

export const DRIVER = `#include <linux/slab.h>
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

export function freshWorkspace(name) {
  const folder = `${CACHE}workspace-${name}`;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${folder}/driver.c`, DRIVER);
  writeFileSync(`${folder}/driver.h`, HEADER);
  cpSync(`${ROOT}examples/lens_demo`, `${folder}/lens_demo`, { recursive: true });
  return folder;
}
