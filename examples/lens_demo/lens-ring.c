// SPDX-License-Identifier: MIT
/* The way out: descriptors and commands for the device, reports for whoever listens. */
#include <linux/crc32.h>
#include <linux/gfp.h>
#include <linux/mm.h>

#include "lens.h"

#define LENS_REPORT_HEADROOM	64
#define LENS_MAX_REPORTS	64

/* The device wants its table in one piece; nobody else needs the rest of a power of two. */
static int lens_lut_alloc(struct lens_ring *ring)
{
	ring->lut = alloc_pages_exact(LENS_LUT_BYTES, GFP_KERNEL | __GFP_ZERO);
	if (!ring->lut)
		return -ENOMEM;

	/* The shadow is the same table as it was allocated once: 64 KiB for 33. */
	ring->shadow_lut = __get_free_pages(GFP_KERNEL | __GFP_ZERO, get_order(LENS_LUT_BYTES));
	if (!ring->shadow_lut) {
		free_pages_exact(ring->lut, LENS_LUT_BYTES);
		ring->lut = NULL;
		return -ENOMEM;
	}

	return 0;
}

static void lens_lut_free(struct lens_ring *ring)
{
	free_pages(ring->shadow_lut, get_order(LENS_LUT_BYTES));
	free_pages_exact(ring->lut, LENS_LUT_BYTES);
}

int lens_ring_init(struct lens *lens)
{
	struct lens_ring *ring = &lens->ring;
	int err;

	skb_queue_head_init(&ring->reports);

	ring->area = dma_alloc_coherent(lens->dev, sizeof(*ring->area), &ring->area_dma,
					GFP_KERNEL);
	if (!ring->area)
		return -ENOMEM;

	ring->commands = dma_pool_create("lens-command", lens->dev, sizeof(struct lens_command),
					 64, 0);
	if (!ring->commands) {
		err = -ENOMEM;
		goto free_area;
	}

	err = lens_lut_alloc(ring);
	if (err)
		goto destroy_pool;

	return 0;

destroy_pool:
	dma_pool_destroy(ring->commands);
free_area:
	dma_free_coherent(lens->dev, sizeof(*ring->area), ring->area, ring->area_dma);
	return err;
}

void lens_ring_exit(struct lens *lens)
{
	struct lens_ring *ring = &lens->ring;

	skb_queue_purge(&ring->reports);
	lens_lut_free(ring);
	dma_pool_destroy(ring->commands);
	dma_free_coherent(lens->dev, sizeof(*ring->area), ring->area, ring->area_dma);
}

/* A command lives only until the device has read it, which this one does at once. */
static int lens_ring_command(struct lens_ring *ring, u32 opcode, u32 bytes)
{
	struct lens_command *command;
	struct lens_desc *desc;
	dma_addr_t dma;

	command = dma_pool_zalloc(ring->commands, GFP_KERNEL, &dma);
	if (!command)
		return -ENOMEM;

	command->opcode = cpu_to_le32(opcode);
	command->args[0] = cpu_to_le64(bytes);

	desc = &ring->area->desc[ring->next % LENS_RING_SLOTS];
	desc->addr = cpu_to_le64(dma);
	desc->bytes = cpu_to_le32(sizeof(*command));
	ring->area->head = cpu_to_le32(++ring->next);

	dma_pool_free(ring->commands, command, dma);
	return 0;
}

static void lens_ring_report(struct lens_ring *ring, const struct lens_packet *packet)
{
	struct sk_buff *skb;

	if (skb_queue_len(&ring->reports) >= LENS_MAX_REPORTS)
		kfree_skb(skb_dequeue(&ring->reports));

	skb = alloc_skb(LENS_REPORT_HEADROOM + sizeof(packet->body), GFP_KERNEL);
	if (!skb)
		return;

	skb_reserve(skb, LENS_REPORT_HEADROOM);
	skb_put_data(skb, packet->body, packet->bytes);
	skb_queue_tail(&ring->reports, skb);
}

int lens_ring_send(struct lens *lens, const struct lens_frame *frame)
{
	struct lens_packet *packet;
	size_t done = 0;
	int err = 0;

	packet = kmem_cache_alloc(lens->packets, GFP_KERNEL);
	if (!packet)
		return -ENOMEM;

	while (done < sizeof(frame->pixels) && !err) {
		packet->bytes = min(sizeof(frame->pixels) - done, sizeof(packet->body));
		packet->id = ((u64)frame->sequence << 32) | done;
		memcpy(packet->body, frame->pixels + done, packet->bytes);
		packet->crc = crc32_le(~0, packet->body, packet->bytes);

		lens_ring_report(&lens->ring, packet);
		err = lens_ring_command(&lens->ring, packet->crc, packet->bytes);
		done += packet->bytes;
		this_cpu_inc(lens->stats->packets);
	}

	kmem_cache_free(lens->packets, packet);
	this_cpu_add(lens->stats->bytes, done);
	return err;
}
