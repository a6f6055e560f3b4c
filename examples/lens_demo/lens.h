/* SPDX-License-Identifier: MIT */
/* A capture device that does not exist, and the memory its driver needs. */
#ifndef LENS_H
#define LENS_H

#include <linux/device.h>
#include <linux/dma-mapping.h>
#include <linux/dmapool.h>
#include <linux/ktime.h>
#include <linux/list.h>
#include <linux/mutex.h>
#include <linux/percpu.h>
#include <linux/sizes.h>
#include <linux/skbuff.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/types.h>
#include <linux/workqueue.h>

#define LENS_CHANNELS		12
#define LENS_MAX_FRAMES		32
#define LENS_MAX_DROPS		64
#define LENS_MAX_MARKS		40
#define LENS_MAX_LOG		1024
#define LENS_HISTORY		2000
#define LENS_MAX_HISTORY	64000
#define LENS_RING_SLOTS		256
#define LENS_LINE_BYTES		4096
#define LENS_LUT_BYTES		(33 * SZ_1K)
#define LENS_PANORAMA_BYTES	(6 * SZ_1M)
#define LENS_NAME_LEN		24

/* Private structures come zeroed and typed. */
#define lens_new(type, gfp)	((type *)kzalloc(sizeof(type), (gfp)))

/* One picture: 1360 bytes. */
struct lens_frame {
	struct list_head link;
	ktime_t taken;
	u32 sequence;
	u32 flags;
	u8 pixels[1328];
};

/* A piece of a frame on its way out: 328 bytes, from a cache of its own. */
struct lens_packet {
	struct list_head link;
	u64 id;
	u32 bytes;
	u32 crc;
	u8 body[296];
};

/* Something bright that was found in a frame. */
struct lens_mark {
	u64 when;
	u32 x;
	u32 y;
	u32 kind;
	u32 score;
};

struct lens_batch {
	u32 sequence;
	u32 count;
	struct lens_mark marks[];
};

/* Written when a frame is thrown away. */
struct lens_drop {
	struct list_head link;
	ktime_t when;
	u32 sequence;
};

struct lens_log {
	ktime_t *entries;
	size_t used;
	size_t room;
};

/* The brightest mark of every frame; larger than kmalloc() likes to give. */
struct lens_history {
	struct lens_mark *marks;
	size_t used;
	size_t room;
};

struct lens_channel {
	char name[LENS_NAME_LEN];
	u32 gain;
	u32 offset;
};

struct lens_stats {
	u64 frames;
	u64 packets;
	u64 bytes;
};

/* What the device reads: little endian, no holes. */
struct lens_desc {
	__le64 addr;
	__le32 bytes;
	__le32 flags;
};

struct lens_command {
	__le32 opcode;
	__le32 channel;
	__le64 args[8];
} __packed;

/* The descriptors and the two indices that follow them: 4104 bytes. */
struct lens_ring_area {
	struct lens_desc desc[LENS_RING_SLOTS];
	__le32 head;
	__le32 tail;
};

struct lens_ring {
	struct lens_ring_area *area;
	dma_addr_t area_dma;
	struct dma_pool *commands;
	struct sk_buff_head reports;
	void *lut;
	unsigned long shadow_lut;
	u32 next;
};

struct lens {
	struct device *dev;
	struct delayed_work tick;
	struct mutex config_lock;	/* log, gamma, history */
	spinlock_t lock;		/* frames, drops and their numbers */
	struct list_head frames;
	struct list_head drops;
	unsigned int nr_frames;
	unsigned int nr_drops;
	u32 sequence;
	struct lens_stats __percpu *stats;
	struct kmem_cache *packets;
	struct lens_ring ring;
	struct lens_channel *channels;
	struct lens_log log;
	struct lens_history history;
	u8 *panorama;
	u16 *gamma;
	char *label;
	char *clock_name;
	u32 *registers;
	u32 *reset_registers;
};

int lens_frames_init(struct lens *lens);
void lens_frames_exit(struct lens *lens);
struct lens_frame *lens_frame_take(struct lens *lens);
struct lens_batch *lens_frame_marks(const struct lens_frame *frame, unsigned int count);
int lens_log_append(struct lens_log *log, ktime_t when);
int lens_history_append(struct lens_history *history, const struct lens_mark *mark);

int lens_ring_init(struct lens *lens);
void lens_ring_exit(struct lens *lens);
int lens_ring_send(struct lens *lens, const struct lens_frame *frame);

#endif
