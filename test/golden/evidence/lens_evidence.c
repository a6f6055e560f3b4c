// SPDX-License-Identifier: MIT
/* Allocations whose numbers are recorded in a running kernel, to be held against what is predicted for them. */
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/vmalloc.h>

#define FRAMES 100

struct lens_frame {
	u64 id;
	u8 pixels[1352];
};

static struct lens_frame *frames[FRAMES];
static void *lines[10];
static void *pair[2];
static void *table;
static void *area;

static noinline int lens_fill_frames(void)
{
	int i;

	for (i = 0; i < FRAMES; i++) {
		frames[i] = kzalloc(sizeof(struct lens_frame), GFP_KERNEL);
		if (!frames[i])
			return -ENOMEM;
	}
	return 0;
}

static noinline int lens_fill_lines(void)
{
	int i;

	for (i = 0; i < 10; i++) {
		lines[i] = kmalloc(4097, GFP_KERNEL);
		if (!lines[i])
			return -ENOMEM;
	}
	return 0;
}

static noinline int lens_fill_pair(int extra)
{
	pair[0] = kmalloc(100, GFP_KERNEL);
	pair[1] = kmalloc(700 + extra, GFP_KERNEL);
	table = kcalloc(1000, sizeof(u64), GFP_KERNEL);
	area = vmalloc(10000);
	return pair[0] && pair[1] && table && area ? 0 : -ENOMEM;
}

static int extra = 33;
module_param(extra, int, 0444);

static int __init lens_evidence_init(void)
{
	return lens_fill_frames() ?: lens_fill_lines() ?: lens_fill_pair(extra);
}

static void __exit lens_evidence_exit(void)
{
	int i;

	for (i = 0; i < FRAMES; i++)
		kfree(frames[i]);
	for (i = 0; i < 10; i++)
		kfree(lines[i]);
	kfree(pair[0]);
	kfree(pair[1]);
	kfree(table);
	vfree(area);
}

module_init(lens_evidence_init);
module_exit(lens_evidence_exit);
MODULE_DESCRIPTION("Allocations to be recorded");
MODULE_LICENSE("Dual MIT/GPL");
