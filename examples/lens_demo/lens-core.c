// SPDX-License-Identifier: MIT
/* Probing, the clock that takes the frames, statistics. */
#include <linux/module.h>
#include <linux/platform_device.h>
#include <linux/version.h>

#include "lens.h"

#define LENS_PERIOD	(HZ / 10)
#define LENS_REGISTERS	1024

static const u32 lens_reset_registers[] = { 0x0001, 0x8000, 0x00ff, 0x1200 };

static struct platform_device *lens_device;

static void lens_packet_init(void *object)
{
	struct lens_packet *packet = object;

	INIT_LIST_HEAD(&packet->link);
}

static void lens_tick(struct work_struct *work)
{
	struct lens *lens = container_of(to_delayed_work(work), struct lens, tick);
	struct lens_frame *frame;
	struct lens_batch *batch;

	frame = lens_frame_take(lens);
	if (!frame)
		goto again;

	this_cpu_inc(lens->stats->frames);
	if (lens_ring_send(lens, frame))
		dev_warn_ratelimited(lens->dev, "frame %u was not sent whole\n", frame->sequence);

	batch = lens_frame_marks(frame, frame->pixels[0]);
	if (batch && batch->count > 0) {
		mutex_lock(&lens->config_lock);
		lens_history_append(&lens->history, &batch->marks[0]);
		if (lens->log.used < LENS_MAX_LOG)
			lens_log_append(&lens->log, frame->taken);
		mutex_unlock(&lens->config_lock);
	}
	kfree(batch);

again:
	schedule_delayed_work(&lens->tick, LENS_PERIOD);
}

static u64 lens_count_frames(const struct lens *lens)
{
	u64 frames = 0;
	int cpu;

	for_each_possible_cpu(cpu)
		frames += per_cpu_ptr(lens->stats, cpu)->frames;

	return frames;
}

/* What lives exactly as long as the device is bound. */
static int lens_alloc_managed(struct lens *lens, struct device *dev)
{
	/* A full page of registers: with the header that devm_ puts in front, two pages. */
	lens->registers = devm_kzalloc(dev, LENS_REGISTERS * sizeof(*lens->registers), GFP_KERNEL);
	if (!lens->registers)
		return -ENOMEM;

	/* Firmware may correct the copy. */
	lens->reset_registers = devm_kmemdup(dev, lens_reset_registers,
					     sizeof(lens_reset_registers), GFP_KERNEL);
	if (!lens->reset_registers)
		return -ENOMEM;
	memcpy(lens->registers, lens->reset_registers, sizeof(lens_reset_registers));

	lens->clock_name = devm_kasprintf(dev, GFP_KERNEL, "%s-clock", dev_name(dev));
	return lens->clock_name ? 0 : -ENOMEM;
}

static int lens_probe(struct platform_device *pdev)
{
	struct device *dev = &pdev->dev;
	struct lens *lens;
	char *cache_name;
	int err;

	lens = devm_kzalloc(dev, sizeof(*lens), GFP_KERNEL);
	if (!lens)
		return -ENOMEM;

	lens->dev = dev;
	mutex_init(&lens->config_lock);
	spin_lock_init(&lens->lock);
	INIT_LIST_HEAD(&lens->frames);
	INIT_LIST_HEAD(&lens->drops);
	INIT_DELAYED_WORK(&lens->tick, lens_tick);
	platform_set_drvdata(pdev, lens);

	err = dma_set_mask_and_coherent(dev, DMA_BIT_MASK(32));
	if (err)
		return err;

	err = lens_alloc_managed(lens, dev);
	if (err)
		return err;

	lens->stats = alloc_percpu(struct lens_stats);
	if (!lens->stats)
		return -ENOMEM;

	cache_name = kasprintf(GFP_KERNEL, "lens_packet-%s", dev_name(dev));
	if (!cache_name) {
		err = -ENOMEM;
		goto free_stats;
	}

	/* The cache keeps a copy of its name. */
	lens->packets = kmem_cache_create(cache_name, sizeof(struct lens_packet), 8,
					  SLAB_HWCACHE_ALIGN | SLAB_POISON | SLAB_RED_ZONE,
					  lens_packet_init);
	kfree(cache_name);
	if (!lens->packets) {
		err = -ENOMEM;
		goto free_stats;
	}

	err = lens_frames_init(lens);
	if (err)
		goto destroy_cache;

	err = lens_ring_init(lens);
	if (err)
		goto exit_frames;

	schedule_delayed_work(&lens->tick, LENS_PERIOD);
	return 0;

exit_frames:
	lens_frames_exit(lens);
destroy_cache:
	kmem_cache_destroy(lens->packets);
free_stats:
	free_percpu(lens->stats);
	return err;
}

static void lens_stop(struct platform_device *pdev)
{
	struct lens *lens = platform_get_drvdata(pdev);

	cancel_delayed_work_sync(&lens->tick);
	dev_info(lens->dev, "%s: %llu frames of %s\n", lens->clock_name,
		 lens_count_frames(lens), lens->label);

	lens_ring_exit(lens);
	lens_frames_exit(lens);
	kmem_cache_destroy(lens->packets);
	free_percpu(lens->stats);
}

#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 11, 0)
static void lens_remove(struct platform_device *pdev)
{
	lens_stop(pdev);
}
#else
static int lens_remove(struct platform_device *pdev)
{
	lens_stop(pdev);
	return 0;
}
#endif

static struct platform_driver lens_driver = {
	.probe = lens_probe,
	.remove = lens_remove,
	.driver = {
		.name = "lens-demo",
	},
};

static int __init lens_init(void)
{
	int err;

	err = platform_driver_register(&lens_driver);
	if (err)
		return err;

	lens_device = platform_device_register_simple("lens-demo", PLATFORM_DEVID_NONE, NULL, 0);
	if (IS_ERR(lens_device)) {
		platform_driver_unregister(&lens_driver);
		return PTR_ERR(lens_device);
	}

	return 0;
}
module_init(lens_init);

static void __exit lens_exit(void)
{
	platform_device_unregister(lens_device);
	platform_driver_unregister(&lens_driver);
}
module_exit(lens_exit);

MODULE_DESCRIPTION("A capture device that does not exist");
MODULE_AUTHOR("The kalloc-lens authors");
MODULE_LICENSE("Dual MIT/GPL");
