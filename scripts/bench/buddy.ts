import { allocate, allocateExact, free } from "../../src/core/kernel/buddy.ts";
import { type BuddyState, buddyGeometry, buddyStart } from "../../src/core/kernel/buddy-state.ts";
import { bundledKernel, type Measure } from "./measure.ts";

/** Steps of the buddy allocator's state machine, in a zone of 4096 pages of which up to 200 blocks are taken. */
export function buddySteps(): Measure {
  const start = buddyStart(4096, buddyGeometry(bundledKernel()));
  return {
    name: "buddy state machine",
    unit: "steps/s",
    batch() {
      let state: BuddyState = start;
      let steps = 0;
      for (let n = 0; n < 200; n++) {
        const type = n % 3 === 0 ? "unmovable" : "movable";
        const result = n % 10 === 9 ? allocateExact(state, 20_000, type) : allocate(state, (n * 7) % 5, type);
        steps += result.steps.length;
        state = result.state;
      }
      for (const [pfn, { order }] of state.allocated) {
        const freed = free(state, pfn, order);
        steps += freed.steps.length;
        state = freed.state;
      }
      return steps;
    },
  };
}
