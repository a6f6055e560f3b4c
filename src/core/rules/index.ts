import { castOfResult } from "./api/cast-of-result.ts";
import { clearedTwice } from "./api/cleared-twice.ts";
import { gfpCombination } from "./api/gfp-combination.ts";
import { gfpDma } from "./api/gfp-dma.ts";
import { gfpNoReclaim } from "./api/gfp-no-reclaim.ts";
import { kmallocObj } from "./api/kmalloc-obj.ts";
import { kreallocOverwrites } from "./api/krealloc-overwrites.ts";
import { memsetAfterAllocation } from "./api/memset-after-allocation.ts";
import { needlessNullTest } from "./api/needless-null-test.ts";
import { oomMessage } from "./api/oom-message.ts";
import { openCodedArray } from "./api/open-coded-array.ts";
import { openCodedKmemdup } from "./api/open-coded-kmemdup.ts";
import { openCodedKstrdup } from "./api/open-coded-kstrdup.ts";
import { openCodedKvfree } from "./api/open-coded-kvfree.ts";
import { openCodedKvmalloc } from "./api/open-coded-kvmalloc.ts";
import { openCodedMemdupUser } from "./api/open-coded-memdup-user.ts";
import { openCodedSizeSum } from "./api/open-coded-size-sum.ts";
import { openCodedStructSize } from "./api/open-coded-struct-size.ts";
import { sizeofOtherType } from "./api/sizeof-other-type.ts";
import { sizeofPointer } from "./api/sizeof-pointer.ts";
import { swappedArrayArguments } from "./api/swapped-array-arguments.ts";
import { atomicMaySleep } from "./context/atomic-may-sleep.ts";
import { sleepingCallInAtomic } from "./context/sleeping-call-in-atomic.ts";
import { sleepingInAtomic } from "./context/sleeping-in-atomic.ts";
import { doubleFree } from "./ownership/double-free.ts";
import { freeAmount } from "./ownership/free-amount.ts";
import { missingFree } from "./ownership/missing-free.ts";
import { missingNullCheck } from "./ownership/missing-null-check.ts";
import { useAfterFree } from "./ownership/use-after-free.ts";
import { wrongFree } from "./ownership/wrong-free.ts";
import type { Rule } from "./rule.ts";
import { atomicHighOrder } from "./size/atomic-high-order.ts";
import { costlyOrder } from "./size/costly-order.ts";
import { devmOverhead } from "./size/devm-overhead.ts";
import { exactPages } from "./size/exact-pages.ts";
import { justOverClass } from "./size/just-over-class.ts";
import { neverSucceeds } from "./size/never-succeeds.ts";
import { objectsInLoop } from "./size/objects-in-loop.ts";
import { reorderMembers } from "./size/reorder-members.ts";
import { smallCoherent } from "./size/small-coherent.ts";
import { smallVmalloc } from "./size/small-vmalloc.ts";
import { wastefulSize } from "./size/wasteful-size.ts";
import { zeroSize } from "./size/zero-size.ts";

const LISTED: readonly Rule[] = [
  openCodedKvfree,
  castOfResult,
  clearedTwice,
  gfpCombination,
  gfpDma,
  gfpNoReclaim,
  kmallocObj,
  kreallocOverwrites,
  memsetAfterAllocation,
  needlessNullTest,
  oomMessage,
  openCodedArray,
  openCodedKmemdup,
  openCodedKstrdup,
  openCodedKvmalloc,
  openCodedMemdupUser,
  openCodedSizeSum,
  openCodedStructSize,
  sizeofOtherType,
  sizeofPointer,
  swappedArrayArguments,
  atomicMaySleep,
  sleepingCallInAtomic,
  sleepingInAtomic,
  doubleFree,
  freeAmount,
  missingFree,
  missingNullCheck,
  useAfterFree,
  wrongFree,
  atomicHighOrder,
  costlyOrder,
  devmOverhead,
  exactPages,
  justOverClass,
  neverSucceeds,
  objectsInLoop,
  reorderMembers,
  smallCoherent,
  smallVmalloc,
  wastefulSize,
  zeroSize,
];

/** Every rule, in the order of their ids. */
export const RULES: readonly Rule[] = [...LISTED].sort((a, b) => (a.id < b.id ? -1 : 1));

/** The rule with that id; undefined if there is none. */
export function ruleNamed(id: string): Rule | undefined {
  return RULES.find((rule) => rule.id === id);
}
