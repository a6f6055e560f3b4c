import type { AllocApi } from "./alloc-api.ts";
import { bytesAt, GFP_KERNEL, gfpAt } from "./row.ts";

const common = {
  family: "other",
  by: "subsystem",
  sizing: { kind: "inside" },
  zeroes: false,
  contiguity: "physical",
  sleeps: "gfp",
  returns: "pointer",
  exported: "yes",
} as const;

const fixed = { ...common, gfp: GFP_KERNEL, zeroes: true, sleeps: "always" } as const;

const input = { ...fixed, header: "linux/input.h", notes: "A struct input_dev" } as const;

const iio = {
  ...fixed,
  header: "linux/iio/iio.h",
  sizing: bytesAt(1),
  notes: "The private area behind the IIO device, aligned for DMA",
} as const;

const block = {
  ...common,
  header: "linux/bio.h",
  frees: ["bio_put"],
  notes: "Out of a mempool: never fails when it may sleep",
} as const;

/** They may take nodes of a tree, but hand out no memory. */
const index = { ...common, sizing: { kind: "none" }, returns: "errno", frees: [], scanned: false } as const;

export const OTHER_APIS: readonly AllocApi[] = [
  {
    ...common,
    name: "kfifo_alloc",
    header: "linux/kfifo.h",
    signature: "kfifo_alloc(fifo, count, gfp)",
    by: "kmalloc",
    sizing: { kind: "kfifo", fifo: 0, count: 1 },
    gfp: gfpAt(2),
    returns: "errno",
    frees: ["kfifo_free"],
    exported: "inline",
    notes: "The number of elements is rounded up to a power of two; fewer than 2 are refused",
  },
  {
    ...common,
    name: "sg_alloc_table",
    header: "linux/scatterlist.h",
    signature: "sg_alloc_table(table, count, gfp)",
    gfp: gfpAt(2),
    zeroes: true,
    returns: "errno",
    frees: ["sg_free_table"],
    notes: "Chunks of a page of entries; every chunk but the last gives up an entry to link to the next",
  },
  {
    ...common,
    name: "sg_alloc_table_from_pages",
    header: "linux/scatterlist.h",
    signature: "sg_alloc_table_from_pages(table, pages, count, offset, size, gfp)",
    gfp: gfpAt(5),
    zeroes: true,
    returns: "errno",
    frees: ["sg_free_table"],
    notes: "Entries for existing pages, neighbours in one entry",
  },
  {
    ...common,
    name: "sgl_alloc",
    header: "linux/scatterlist.h",
    signature: "sgl_alloc(size, gfp, count)",
    sizing: bytesAt(0),
    gfp: gfpAt(1),
    frees: ["sgl_free"],
    notes: "Single pages and the entries that list them",
  },
  {
    ...common,
    name: "sgl_alloc_order",
    header: "linux/scatterlist.h",
    signature: "sgl_alloc_order(size, order, chainable, gfp, count)",
    sizing: bytesAt(0),
    gfp: gfpAt(3),
    frees: ["sgl_free_order", "sgl_free_n_order"],
    notes: "Blocks of 2^order pages and the entries that list them",
  },
  {
    ...iio,
    name: "iio_device_alloc",
    signature: "iio_device_alloc(parent, privsize)",
    frees: ["iio_device_free"],
    variants: [{ arguments: 1, until: "5.8", signature: "iio_device_alloc(privsize)", sizing: bytesAt(0) }],
  },
  {
    ...iio,
    name: "devm_iio_device_alloc",
    signature: "devm_iio_device_alloc(parent, privsize)",
    frees: [],
    managed: true,
    exported: "gpl",
  },
  { ...input, name: "input_allocate_device", signature: "input_allocate_device()", frees: ["input_free_device"] },
  {
    ...input,
    name: "devm_input_allocate_device",
    signature: "devm_input_allocate_device(dev)",
    frees: ["input_free_device"],
    managed: true,
  },
  {
    ...common,
    name: "usb_alloc_urb",
    header: "linux/usb.h",
    signature: "usb_alloc_urb(packets, gfp)",
    gfp: gfpAt(1),
    frees: ["usb_free_urb", "usb_put_urb"],
    exported: "gpl",
    notes: "A struct urb with a descriptor for each isochronous packet",
  },
  {
    ...block,
    name: "bio_alloc",
    signature: "bio_alloc(bdev, vecs, opf, gfp)",
    gfp: gfpAt(3),
    exported: "inline",
    variants: [{ arguments: 2, until: "5.17", signature: "bio_alloc(gfp, vecs)", gfp: gfpAt(0) }],
  },
  {
    ...block,
    name: "bio_alloc_bioset",
    signature: "bio_alloc_bioset(bdev, vecs, opf, gfp, bioset)",
    gfp: gfpAt(3),
    variants: [{ arguments: 3, until: "5.17", signature: "bio_alloc_bioset(gfp, vecs, bioset)", gfp: gfpAt(0) }],
  },
  {
    ...block,
    name: "bio_kmalloc",
    signature: "bio_kmalloc(vecs, gfp)",
    gfp: gfpAt(1),
    frees: ["kfree"],
    notes: "A struct bio and its vectors in one kmalloc block; freed with bio_put() before 5.19",
    variants: [{ until: "5.17", signature: "bio_kmalloc(gfp, vecs)", gfp: gfpAt(0) }],
  },
  {
    ...fixed,
    name: "bioset_init",
    header: "linux/bio.h",
    signature: "bioset_init(bioset, poolsize, frontpad, flags)",
    returns: "errno",
    frees: ["bioset_exit"],
    notes: "Mempools of bios and of their vectors",
    scanned: false,
  },
  {
    ...index,
    name: "idr_alloc",
    header: "linux/idr.h",
    signature: "idr_alloc(idr, p, start, end, gfp)",
    gfp: gfpAt(4),
    notes: "Takes nodes of a radix tree when it needs them",
  },
  {
    ...index,
    name: "ida_alloc",
    header: "linux/idr.h",
    signature: "ida_alloc(ida, gfp)",
    gfp: gfpAt(1),
    exported: "inline",
    notes: "Takes nodes and bitmaps when it needs them",
  },
  {
    ...index,
    name: "xa_store",
    header: "linux/xarray.h",
    signature: "xa_store(xa, index, entry, gfp)",
    gfp: gfpAt(3),
    returns: "pointer",
    notes: "Takes nodes of the XArray when it needs them",
  },
];
