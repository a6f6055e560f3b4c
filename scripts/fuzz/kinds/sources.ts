import { type Examine, firstDifference } from "../examine.ts";
import { Broken, faultOf, type Kind, textKind } from "../kind.ts";
import { mutated } from "../mutate.ts";
import { program } from "../program.ts";
import type { Random } from "../random.ts";
import { checkRewritings, REWRITTEN } from "../rewritings.ts";

/** C files: whole, rewritten, broken, cut off, and one after another. */
export function sourceKinds(examine: Examine, sources: readonly string[]): readonly Kind[] {
  const source = (random: Random) => (random.below(2) === 0 ? random.of(sources) : undefined) ?? program(random);
  const read = (text: string) => {
    examine(text);
  };
  return [
    textKind("mutated", (random) => mutated(source(random), random), read),
    truncated(read, source),
    rewritten(examine),
    inAnyOrder(examine, source),
  ];
}

/** A source cut off at each of its bytes; a long one at a thousand of them. */
function truncated(read: (text: string) => void, source: (random: Random) => string): Kind {
  const again = (text: string) => faultOf(read, text);
  return {
    name: "truncated",
    run(random) {
      const whole = source(random);
      const from = whole.length > 1000 ? random.below(whole.length - 1000) : 0;
      const end = Math.min(whole.length, from + 1000);
      for (let at = from; at < end; at++) {
        const input = whole.slice(0, at);
        const why = again(input);
        if (why !== undefined) return { executions: at - from + 1, fault: { why, input, again } };
      }
      return { executions: end - from };
    },
  };
}

function rewritten(examine: Examine): Kind {
  const again = (text: string) => faultOf((one: string) => checkRewritings(examine, one), text);
  return {
    name: "rewritten",
    run(random) {
      const input = program(random);
      const why = again(input);
      return { executions: REWRITTEN, ...(why === undefined ? {} : { fault: { why, input, again } }) };
    },
  };
}

/** The same source twice, with another in between. */
function inAnyOrder(examine: Examine, source: (random: Random) => string): Kind {
  return {
    name: "repeated",
    run(random) {
      const input = mutated(source(random), random);
      const other = mutated(source(random), random);
      const again = (text: string) =>
        faultOf((one: string) => {
          const first = examine(one).written;
          examine(other);
          const second = examine(one).written;
          if (first !== second)
            throw new Broken(`it depends on what was read before: ${firstDifference(first, second).slice(0, 300)}`);
        }, text);
      const why = again(input);
      return { executions: 3, ...(why === undefined ? {} : { fault: { why, input, again } }) };
    },
  };
}
