import { alignUp, isPowerOfTwo } from "./bits.ts";
import type { KernelConfig } from "./config.ts";
import { maySleep } from "./gfp.ts";
import { fails } from "./outcome.ts";
import { getOrder, orderBytes, pagesFor } from "./page-order.ts";
import type { Placement } from "./placement.ts";
import { atLeast } from "./version.ts";

/** Coherent memory of a device without IOMMU. Kernel: dma_alloc_coherent() → dma_direct_alloc(). */
export function dmaAllocCoherent(bytes: number, gfp: number, config: KernelConfig): Placement {
  if (bytes === 0) return fails(0, "dma_direct_alloc()", "0 bytes have no order");
  const pages = pagesFor(bytes, config);
  if (config.dmaCma && bytes > config.pageSize && maySleep(gfp, config)) {
    const says = `${pages} pages are taken from the contiguous memory area, without rounding to a power of two`;
    return dma(bytes, pages, config, "dma_alloc_contiguous()", says);
  }
  const order = getOrder(bytes, config);
  if (order > config.maxPageOrder)
    return fails(
      bytes,
      "__dma_direct_alloc_pages()",
      `${bytes} bytes need a block of order ${order}, the highest is ${config.maxPageOrder}`,
    );
  const says = `a block of order ${order}, ${orderBytes(order, config)} bytes; behind an IOMMU it would be ${pages} single pages`;
  return dma(bytes, 2 ** order, config, "__dma_direct_alloc_pages()", says);
}

function dma(bytesReq: number, pages: number, config: KernelConfig, kernel: string, says: string): Placement {
  const bytesAlloc = pages * config.pageSize;
  return { kind: "dma", bytesReq, bytesAlloc, overhead: 0, pages, trace: [{ kernel, says }] };
}

const INT_MAX = 0x7fff_ffff;

/** One block of a DMA pool. Kernel: dma_pool_create(), pool_initialise_page(). */
export function dmaPool(bytes: number, align: number, boundary: number, config: KernelConfig): Placement {
  const kernel = "dma_pool_create()";
  if (align !== 0 && !isPowerOfTwo(align)) return fails(bytes, kernel, `alignment ${align} is not a power of two`);
  if (bytes === 0) return fails(0, kernel, "blocks of 0 bytes are refused");
  const linksBlocks = atLeast(config.version, "6.4");
  if (linksBlocks && bytes > INT_MAX) return fails(bytes, kernel, "blocks above INT_MAX are refused");

  // Free blocks hold an offset up to 6.3, struct dma_block (a pointer and a dma_addr_t) since.
  const blockSize = alignUp(Math.max(bytes, linksBlocks ? linkSize(config) : 4), align || 1);
  const chunk = Math.max(blockSize, config.pageSize);
  if (boundary !== 0 && (boundary < blockSize || !isPowerOfTwo(boundary)))
    return fails(bytes, kernel, `boundary ${boundary} is smaller than a block or not a power of two`);
  const order = getOrder(chunk, config);
  if (order > config.maxPageOrder && !config.dmaCma)
    return fails(bytes, "dma_alloc_coherent()", `a chunk of ${chunk} bytes is above the highest order`);
  const limit = boundary || chunk;
  const starts = linksBlocks
    ? blocksSince64(blockSize, chunk, Math.min(limit, chunk))
    : blocksBefore64(blockSize, chunk, limit);
  const blocksPerPage = starts.length;
  // Blocks that a boundary or a lost neighbour keeps apart take more than their size.
  const stride = starts[1] ?? (chunk >= 2 * blockSize && boundary === 0 ? chunk : blockSize);
  return {
    kind: "dma",
    bytesReq: bytes,
    bytesAlloc: blocksPerPage === 1 ? chunk : stride,
    overhead: 0,
    blockSize: stride,
    blocksPerPage,
    trace: [
      { kernel, says: `${bytes} bytes become blocks of ${blockSize} bytes` },
      {
        kernel: "pool_initialise_page()",
        says: `a chunk of ${chunk} bytes from dma_alloc_coherent() holds ${blocksPerPage}, ${stride} bytes apart`,
      },
    ],
  };
}

/** sizeof(struct dma_block). */
function linkSize({ wordSize, dmaAddrSize, arch }: KernelConfig): number {
  const align = arch === "i386" ? 4 : dmaAddrSize;
  return alignUp(alignUp(wordSize, align) + dmaAddrSize, align);
}

/** Offsets of the blocks of a chunk. Up to 6.3 the last block before a boundary is lost where it would end exactly there. */
function blocksBefore64(size: number, chunk: number, boundary: number): number[] {
  const starts: number[] = [];
  let nextBoundary = boundary;
  for (let offset = 0; offset < chunk; ) {
    starts.push(offset);
    offset += size;
    if (offset + size >= nextBoundary) {
      offset = nextBoundary;
      nextBoundary += boundary;
    }
  }
  return starts;
}

function blocksSince64(size: number, chunk: number, boundary: number): number[] {
  const starts: number[] = [];
  let nextBoundary = boundary;
  for (let offset = 0; offset + size <= chunk; ) {
    if (offset + size > nextBoundary) {
      offset = nextBoundary;
      nextBoundary += boundary;
    } else {
      starts.push(offset);
      offset += size;
    }
  }
  return starts;
}
