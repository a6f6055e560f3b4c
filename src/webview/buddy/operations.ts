import { allocate, allocateExact, type BuddyResult, free, freeExact } from "../../core/kernel/buddy.ts";
import {
  type BuddyGeometry,
  type BuddyState,
  type BuddyStep,
  buddyStart,
  MIGRATE_TYPES,
  type MigrateType,
} from "../../core/kernel/buddy-state.ts";
import { isCount, property } from "../../protocol/read-message.ts";

/** What the user asked of the allocator, in order. */
export type Operation =
  | { readonly kind: "alloc"; readonly order: number; readonly type: MigrateType }
  | { readonly kind: "exact"; readonly bytes: number; readonly type: MigrateType }
  | { readonly kind: "free"; readonly pfn: number; readonly order: number }
  | { readonly kind: "free-exact"; readonly pfn: number; readonly bytes: number };

/** One picture of the film. */
export interface Frame extends BuddyStep {
  /** Index of the operation that it belongs to; -1 at the start. */
  readonly operation: number;
  readonly isFailure: boolean;
}

/** More operations are not kept. */
export const MOST_OPERATIONS = 400;

/** All steps of all operations, from a zone of free pages. */
export function framesOf(operations: readonly Operation[], pages: number, geometry: BuddyGeometry): readonly Frame[] {
  let state = buddyStart(pages, geometry);
  const frames: Frame[] = [
    {
      kernel: "memblock_free_all()",
      says: `boot hands over ${pages} free pages, in the largest blocks that are aligned to their size`,
      state,
      operation: -1,
      isFailure: false,
    },
  ];
  for (const [index, operation] of operations.entries()) {
    const result = resultOf(operation, state);
    const isFailure = result.kind === "fails";
    for (const step of result.steps) frames.push({ ...step, operation: index, isFailure });
    state = result.state;
  }
  return frames;
}

function resultOf(operation: Operation, state: BuddyState): BuddyResult {
  switch (operation.kind) {
    case "alloc":
      return allocate(state, operation.order, operation.type);
    case "exact":
      return allocateExact(state, operation.bytes, operation.type);
    case "free":
      return free(state, operation.pfn, operation.order);
    case "free-exact":
      return freeExact(state, operation.pfn, operation.bytes);
  }
}

/** The call as a driver writes it. */
export function callText(operation: Operation): string {
  switch (operation.kind) {
    case "alloc":
      return `alloc_pages(${MASKS[operation.type]}, ${operation.order})`;
    case "exact":
      return `alloc_pages_exact(${operation.bytes}, ${MASKS[operation.type]})`;
    case "free":
      return `__free_pages(page ${operation.pfn}, ${operation.order})`;
    case "free-exact":
      return `free_pages_exact(page ${operation.pfn}, ${operation.bytes})`;
  }
}

const MASKS: Readonly<Record<MigrateType, string>> = {
  unmovable: "GFP_KERNEL",
  movable: "GFP_HIGHUSER_MOVABLE",
  reclaimable: "GFP_KERNEL | __GFP_RECLAIMABLE",
};

/** Operations as they were kept, whatever they are now. */
export function readOperations(json: unknown): readonly Operation[] {
  if (!Array.isArray(json)) return [];
  return json.slice(0, MOST_OPERATIONS).flatMap((one: unknown) => readOperation(one) ?? []);
}

function readOperation(json: unknown): Operation | undefined {
  const [order, bytes, pfn] = [property(json, "order"), property(json, "bytes"), property(json, "pfn")];
  const type = MIGRATE_TYPES.find((one) => one === property(json, "type"));
  switch (property(json, "kind")) {
    case "alloc":
      return isCount(order) && type ? { kind: "alloc", order, type } : undefined;
    case "exact":
      return isCount(bytes) && type ? { kind: "exact", bytes, type } : undefined;
    case "free":
      return isCount(pfn) && isCount(order) ? { kind: "free", pfn, order } : undefined;
    case "free-exact":
      return isCount(pfn) && isCount(bytes) ? { kind: "free-exact", pfn, bytes } : undefined;
    default:
      return undefined;
  }
}
