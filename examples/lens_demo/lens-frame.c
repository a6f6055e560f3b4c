// SPDX-License-Identifier: MIT
/* Frames, what is found in them, and the tables they are corrected with. */
#include <linux/mm.h>
#include <linux/string.h>
#include <linux/version.h>
#include <linux/vmalloc.h>

#include "lens.h"

static const u16 lens_default_gamma[] = {
	0, 12, 48, 109, 194, 303, 437, 595, 777, 983, 1214, 1469, 1748, 2052, 2379, 2731,
};

/* One line of a test picture, and a byte for the filter to look ahead. */
static int lens_draw(const struct lens *lens, struct lens_frame *frame)
{
	u8 *line;
	size_t i;

	line = kmalloc(LENS_LINE_BYTES + 1, GFP_KERNEL);
	if (!line)
		return -ENOMEM;

	for (i = 0; i <= LENS_LINE_BYTES; i++)
		line[i] = i + frame->sequence;
	for (i = 0; i < sizeof(frame->pixels); i++)
		frame->pixels[i] = lens->gamma[(line[i] + line[i + 1]) / 32] >> 4;

	kfree(line);
	return 0;
}

static void lens_panorama_add(struct lens *lens, const struct lens_frame *frame)
{
	size_t slots = LENS_PANORAMA_BYTES / sizeof(frame->pixels);
	size_t slot = frame->sequence % slots;

	memcpy(lens->panorama + slot * sizeof(frame->pixels), frame->pixels, sizeof(frame->pixels));
}

/* Puts a new frame on the list; the oldest one makes room and leaves a note. */
struct lens_frame *lens_frame_take(struct lens *lens)
{
	struct lens_frame *frame, *oldest = NULL;
	struct lens_drop *drop;
	unsigned long flags;

	frame = lens_new(struct lens_frame, GFP_KERNEL);
	if (!frame)
		return NULL;

	frame->taken = ktime_get();
	frame->sequence = lens->sequence++;
	if (lens_draw(lens, frame)) {
		kfree(frame);
		return NULL;
	}
	lens_panorama_add(lens, frame);

	spin_lock_irqsave(&lens->lock, flags);
	if (lens->nr_frames == LENS_MAX_FRAMES) {
		oldest = list_first_entry(&lens->frames, struct lens_frame, link);
		list_del(&oldest->link);
		lens->nr_frames--;

		drop = NULL;
		if (lens->nr_drops < LENS_MAX_DROPS)
			drop = kmalloc(sizeof(*drop), GFP_ATOMIC);
		if (drop) {
			drop->when = frame->taken;
			drop->sequence = oldest->sequence;
			list_add_tail(&drop->link, &lens->drops);
			lens->nr_drops++;
		}
	}
	list_add_tail(&frame->link, &lens->frames);
	lens->nr_frames++;
	spin_unlock_irqrestore(&lens->lock, flags);

	kfree(oldest);
	return frame;
}

struct lens_batch *lens_frame_marks(const struct lens_frame *frame, unsigned int count)
{
	struct lens_batch *batch;
	unsigned int *rows;
	unsigned int i;

	count = min_t(unsigned int, count, LENS_MAX_MARKS);
	batch = kzalloc(struct_size(batch, marks, count), GFP_KERNEL);
	if (!batch)
		return NULL;

	rows = kmalloc_array(LENS_MAX_MARKS, sizeof(*rows), GFP_KERNEL);
	if (!rows) {
		kfree(batch);
		return NULL;
	}

	for (i = 0; i < count; i++)
		rows[i] = i * (sizeof(frame->pixels) / LENS_MAX_MARKS);

	batch->sequence = frame->sequence;
	batch->count = count;
	for (i = 0; i < count; i++) {
		batch->marks[i].when = ktime_to_ns(frame->taken);
		batch->marks[i].y = rows[i];
		batch->marks[i].score = frame->pixels[rows[i]];
	}

	kfree(rows);
	return batch;
}

/* The log doubles when it is full. */
int lens_log_append(struct lens_log *log, ktime_t when)
{
	if (log->used == log->room) {
		size_t room = log->room ? 2 * log->room : 16;
		ktime_t *entries;

		entries = krealloc(log->entries, array_size(room, sizeof(*entries)), GFP_KERNEL);
		if (!entries)
			return -ENOMEM;
		log->entries = entries;
		log->room = room;
	}

	log->entries[log->used++] = when;
	return 0;
}

int lens_history_append(struct lens_history *history, const struct lens_mark *mark)
{
	size_t old_bytes = array_size(history->room, sizeof(*mark));
	size_t room = 2 * history->room;
	struct lens_mark *marks;

	if (history->used == history->room && room <= LENS_MAX_HISTORY) {
#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 12, 0)
		marks = kvrealloc(history->marks, 2 * old_bytes, GFP_KERNEL);
#else
		marks = kvrealloc(history->marks, old_bytes, 2 * old_bytes, GFP_KERNEL);
#endif
		if (!marks)
			return -ENOMEM;
		history->marks = marks;
		history->room = room;
	}

	history->marks[history->used++ % history->room] = *mark;
	return 0;
}

/* A panorama is larger than any kmalloc() today: the first branch is never taken. */
static u8 *lens_panorama_alloc(void)
{
	if (LENS_PANORAMA_BYTES <= KMALLOC_MAX_SIZE)
		return kmalloc(LENS_PANORAMA_BYTES, GFP_KERNEL);

	return vmalloc(LENS_PANORAMA_BYTES);
}

int lens_frames_init(struct lens *lens)
{
	unsigned int i;

	lens->label = kstrdup("test picture", GFP_KERNEL);
	lens->gamma = kmemdup(lens_default_gamma, sizeof(lens_default_gamma), GFP_KERNEL);
	lens->channels = kcalloc(LENS_CHANNELS, sizeof(*lens->channels), GFP_KERNEL);
	lens->history.marks = kvcalloc(LENS_HISTORY, sizeof(struct lens_mark), GFP_KERNEL);
	lens->history.room = LENS_HISTORY;
	lens->panorama = lens_panorama_alloc();
	if (!lens->label || !lens->gamma || !lens->channels || !lens->history.marks ||
	    !lens->panorama) {
		lens_frames_exit(lens);
		return -ENOMEM;
	}

	for (i = 0; i < LENS_CHANNELS; i++) {
		snprintf(lens->channels[i].name, LENS_NAME_LEN, "channel %u", i);
		lens->channels[i].gain = 1;
	}

#if 0	/* One buffer for all lines, from before frames had their own. */
	lens->lines = kmalloc(16 * LENS_LINE_BYTES + 64, GFP_KERNEL | GFP_DMA);
#endif

	return 0;
}

void lens_frames_exit(struct lens *lens)
{
	struct lens_frame *frame, *next_frame;
	struct lens_drop *drop, *next_drop;

	list_for_each_entry_safe(frame, next_frame, &lens->frames, link)
		kfree(frame);
	list_for_each_entry_safe(drop, next_drop, &lens->drops, link)
		kfree(drop);

	kvfree(lens->panorama);
	kvfree(lens->history.marks);
	kfree(lens->log.entries);
	kfree(lens->channels);
	kfree(lens->gamma);
	kfree(lens->label);
}
