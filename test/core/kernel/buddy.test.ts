import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { allocate, allocateExact, type BuddyResult, free, freeExact } from "../../../src/core/kernel/buddy.ts";
import {
  type BuddyState,
  buddyBlocks,
  buddyGeometry,
  buddyInfo,
  buddyStart,
  freePages,
  MIGRATE_TYPES,
  pageblockType,
} from "../../../src/core/kernel/buddy-state.ts";
import { kernel } from "./kernels.ts";

const GEOMETRY = { pageSize: 4096, maxPageOrder: 10, pageblockOrder: 9 };

function done(result: BuddyResult): Extract<BuddyResult, { kind: "done" }> {
  if (result.kind === "fails") throw new Error(result.why);
  return result;
}

/** Free lists that hold something: `2: 4` is page 4 at the head of order 2. */
function lists(state: BuddyState): string {
  return state.freeLists
    .flatMap((area, order) => {
      const pages = MIGRATE_TYPES.flatMap((type) => area[type]);
      return pages.length > 0 ? `${order}: ${pages.join(" ")}` : [];
    })
    .join(", ");
}

const freeBlocks = (state: BuddyState) => buddyBlocks(state).filter((block) => block.free);
const kernels = ({ steps }: BuddyResult) => [...new Set(steps.map((step) => step.kernel))];

test("one block of order 10: split for order 2 and order 0, freed, and whole again", () => {
  const start = buddyStart(1024, GEOMETRY);
  expect(lists(start)).toBe("10: 0");
  const two = done(allocate(start, 2, "movable"));
  expect([two.pfn, lists(two.state)]).toEqual([0, "2: 4, 3: 8, 4: 16, 5: 32, 6: 64, 7: 128, 8: 256, 9: 512"]);
  const zero = done(allocate(two.state, 0, "movable"));
  expect(zero.pfn).toBe(4);
  expect(lists(zero.state)).toBe("0: 5, 1: 6, 3: 8, 4: 16, 5: 32, 6: 64, 7: 128, 8: 256, 9: 512");
  const freed = done(free(zero.state, 0, 2));
  expect(lists(freed.state)).toBe("0: 5, 1: 6, 2: 0, 3: 8, 4: 16, 5: 32, 6: 64, 7: 128, 8: 256, 9: 512");
  const last = done(free(freed.state, 4, 0));
  expect(last.state).toEqual(start);
  expect(last.steps.map(({ says }) => says).slice(0, 3)).toEqual([
    "pages 4 and their free buddy 5 merge to order 1",
    "pages 4–5 and their free buddy 6–7 merge to order 2",
    "pages 4–7 and their free buddy 0–3 merge to order 3",
  ]);
});

test("every step says which kernel function did it, and has a state of its own", () => {
  const result = done(allocate(buddyStart(8, GEOMETRY), 1, "movable"));
  expect(result.steps.map(({ kernel, says, state }) => [kernel, says, lists(state)])).toEqual([
    ["__rmqueue_smallest()", "the first movable block of order 1 or above has order 3, at page 0", ""],
    ["expand()", "order 3 splits: pages 0–3 are kept, 4–7 become free", "2: 4"],
    ["expand()", "order 2 splits: pages 0–1 are kept, 2–3 become free", "1: 2, 2: 4"],
    ["prep_new_page()", "pages 0–1 are handed out", "1: 2, 2: 4"],
  ]);
});

test("exact pages: the tail of the block goes back", () => {
  const start = buddyStart(1024, GEOMETRY);
  const exact = done(allocateExact(start, 20_000, "movable"));
  expect(kernels(exact)).toContain("make_alloc_exact()");
  expect(lists(exact.state)).toBe("0: 5, 1: 6, 3: 8, 4: 16, 5: 32, 6: 64, 7: 128, 8: 256, 9: 512");
  expect(freePages(exact.state)).toBe(1024 - 5);
  expect(done(freeExact(exact.state, exact.pfn, 20_000)).state).toEqual(start);
});

test("memory that ends in the middle of a block", () =>
  expect(lists(buddyStart(1024 + 512 + 3, GEOMETRY))).toBe("0: 1538, 1: 1536, 9: 1024, 10: 0"));

test("/proc/buddyinfo counts blocks of all types", () =>
  expect(buddyInfo(done(allocate(buddyStart(16, GEOMETRY), 0, "movable")).state)).toEqual([
    1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0,
  ]));

describe("a type without free blocks", () => {
  test("claims a large block with its pageblocks", () => {
    const result = done(allocate(buddyStart(1024, GEOMETRY), 0, "unmovable"));
    expect(kernels(result)).toEqual(["try_to_claim_block()", "__rmqueue_smallest()", "expand()", "prep_new_page()"]);
    expect(result.state.pageblocks).toEqual(["unmovable", "unmovable"]);
    expect(freeBlocks(result.state).every(({ type }) => type === "unmovable")).toBe(true);
  });

  test("claims a pageblock that is half free", () => {
    const used = done(allocate(buddyStart(512, GEOMETRY), 8, "movable")).state;
    const result = done(allocate(used, 0, "unmovable"));
    expect(result.steps[0]?.says).toBe(
      "no unmovable block is large enough: the pageblock around page 256, movable until now, becomes unmovable",
    );
    expect(result.state.pageblocks).toEqual(["unmovable"]);
  });

  test("takes the smallest block of a pageblock that is not", () => {
    const used = done(allocate(done(allocate(buddyStart(512, GEOMETRY), 8, "movable")).state, 0, "movable")).state;
    const result = done(allocate(used, 0, "unmovable"));
    expect(result.steps[0]?.kernel).toBe("__rmqueue_steal()");
    expect([result.pfn, result.state.pageblocks]).toEqual([257, ["movable"]]);
    expect(done(free(result.state, 257, 0)).steps.at(-1)?.says).toContain("movable list");
  });
});

test("what cannot be done leaves everything as it was, and says why", () => {
  const start = buddyStart(1024, GEOMETRY);
  const refusals: readonly [BuddyResult, string][] = [
    [allocate(start, 11, "movable"), "order 11 is above the highest, 10"],
    [allocate(start, -1, "movable"), "-1 is not an order"],
    [allocate(start, 0.5, "movable"), "0.5 is not an order"],
    [allocate(start, Number.NaN, "movable"), "NaN is not an order"],
    [allocate(buddyStart(0, GEOMETRY), 0, "movable"), "no free block has order 0 or above"],
    [allocate(buddyStart(Number.NaN, GEOMETRY), 0, "movable"), "no free block has order 0 or above"],
    [allocateExact(start, 0, "movable"), "0 bytes have no order"],
    [allocateExact(start, 2 ** 22 + 1, "movable"), "order 11 is above the highest, 10"],
    [free(start, 0, 0), "no block of order 0 was handed out at page 0"],
    [freeExact(start, 0, 4096), "no block of order 0 was handed out at page 0"],
    [freeExact(start, 0, -1), "-1 bytes have no pages"],
  ];
  for (const [result, why] of refusals) {
    expect(result).toMatchObject({ kind: "fails", why, steps: [{ says: why }] });
    expect([start, buddyStart(0, GEOMETRY)]).toContainEqual(result.state);
  }
});

test.each([
  ["debian-6.12-amd64", 10, 9],
  ["debian-6.1-i386", 10, 9],
  ["debian-6.12-arm64-16k", 11, 11],
  ["linux-6.12-arm64-64k", 13, 13],
  ["linux-6.12-ppc64le", 8, 5],
])("%s: blocks up to order %i, pageblocks of order %i", (preset, maxPageOrder, pageblockOrder) =>
  expect(buddyGeometry(kernel(preset))).toMatchObject({ maxPageOrder, pageblockOrder }),
);

/** A run of requests; each number picks what is freed, too. */
const requests = fc.array(
  fc.record({
    what: fc.constantFrom("allocate", "allocate", "exact", "free"),
    order: fc.integer({ min: 0, max: 6 }),
    bytes: fc.integer({ min: 1, max: 200_000 }),
    type: fc.constantFrom(...MIGRATE_TYPES),
    pick: fc.nat(),
  }),
  { maxLength: 40 },
);
const small = { pageSize: 4096, maxPageOrder: 7, pageblockOrder: 5 };

function run(state: BuddyState, asked: typeof requests extends fc.Arbitrary<infer R> ? R : never): BuddyState {
  return asked.reduce((at, { what, order, bytes, type, pick }) => {
    if (what === "allocate") return allocate(at, order, type).state;
    if (what === "exact") return allocateExact(at, bytes, type).state;
    const [pfn, block] = [...at.allocated][pick % Math.max(1, at.allocated.size)] ?? [0, { order: 0 }];
    return free(at, pfn, block.order).state;
  }, state);
}

describe("whatever is asked", () => {
  const starts = fc.integer({ min: 1, max: 700 }).map((pages) => buddyStart(pages, small));

  test("every page is in one block, and every block is aligned", () => {
    fc.assert(
      fc.property(starts, requests, (start, asked) => {
        const state = run(start, asked);
        let next = 0;
        for (const { pfn, order } of buddyBlocks(state)) {
          expect([pfn, pfn % 2 ** order]).toEqual([next, 0]);
          next = pfn + 2 ** order;
        }
        expect(next).toBe(state.pages);
      }),
    );
  });

  test("no page is lost, no two buddies are both free, and lists follow pageblocks", () => {
    fc.assert(
      fc.property(starts, requests, (start, asked) => {
        const state = run(start, asked);
        const used = [...state.allocated.values()].reduce((sum, { order }) => sum + 2 ** order, 0);
        expect(freePages(state) + used).toBe(state.pages);
        const known = new Set(freeBlocks(state).map(({ pfn, order }) => `${pfn}/${order}`));
        for (const { pfn, order, type } of freeBlocks(state)) {
          expect(pageblockType(state, pfn)).toBe(type);
          if (order < small.maxPageOrder) expect(known.has(`${pfn ^ (1 << order)}/${order}`)).toBe(false);
        }
      }),
    );
  });

  test("what is split merges again: allocating and freeing restores the free blocks", () => {
    const places = (state: BuddyState) => freeBlocks(state).map(({ pfn, order }) => `${pfn}/${order}`);
    fc.assert(
      fc.property(starts, requests, fc.nat(5), fc.nat(60_000), (start, asked, order, bytes) => {
        const state = run(start, asked);
        const block = allocate(state, order, "movable");
        if (block.kind === "done") expect(places(free(block.state, block.pfn, order).state)).toEqual(places(state));
        const exact = allocateExact(state, bytes + 1, "movable");
        if (exact.kind === "done")
          expect(places(freeExact(exact.state, exact.pfn, bytes + 1).state)).toEqual(places(state));
      }),
    );
  });

  test("freeing everything restores the blocks of the start", () => {
    fc.assert(
      fc.property(starts, requests, (start, asked) => {
        let state = run(start, asked);
        for (const [pfn, { order }] of state.allocated) state = free(state, pfn, order).state;
        expect(buddyInfo(state)).toEqual(buddyInfo(start));
        expect(state.allocated.size).toBe(0);
      }),
    );
  });

  test("the last step shows the state that results, and earlier states stay as they were", () => {
    fc.assert(
      fc.property(starts, requests, fc.nat(6), (start, asked, order) => {
        const state = run(start, asked);
        const before = JSON.stringify(state.freeLists);
        const result = allocate(state, order, "unmovable");
        expect(result.steps.at(-1)?.state).toEqual(result.state);
        expect(JSON.stringify(state.freeLists)).toBe(before);
      }),
    );
  });
});
