import type { Operation } from "./operations.ts";
import type { ZONES } from "./zones.ts";

/** A film that shows one thing. */
export interface Story {
  readonly title: string;
  /** Pages of the zone that it needs. */
  readonly pages: (typeof ZONES)[number];
  readonly operations: (pageSize: number) => readonly Operation[];
}

const TYPE = "unmovable";

export const STORIES: readonly Story[] = [
  {
    title: "A page is split off, and merges back",
    pages: 64,
    operations: () => [
      { kind: "alloc", order: 0, type: TYPE },
      { kind: "free", pfn: 0, order: 0 },
    ],
  },
  {
    title: "33 pages: by order against alloc_pages_exact()",
    pages: 256,
    operations: (pageSize) => [
      { kind: "alloc", order: 6, type: TYPE },
      { kind: "exact", bytes: 33 * pageSize, type: TYPE },
      { kind: "free-exact", pfn: 64, bytes: 33 * pageSize },
    ],
  },
  {
    title: "Fragmentation: half is free, and no two pages together",
    pages: 64,
    operations: () => [
      ...Array.from({ length: 64 }, () => ({ kind: "alloc", order: 0, type: TYPE }) as const),
      ...Array.from({ length: 32 }, (_, index) => ({ kind: "free", pfn: 2 * index, order: 0 }) as const),
      { kind: "alloc", order: 1, type: TYPE },
    ],
  },
  {
    title: "Kinds of memory keep apart, until one runs out",
    pages: 256,
    operations: () => [
      { kind: "alloc", order: 0, type: "movable" },
      { kind: "alloc", order: 0, type: "unmovable" },
      { kind: "alloc", order: 0, type: "reclaimable" },
      { kind: "free", pfn: 0, order: 0 },
    ],
  },
];
