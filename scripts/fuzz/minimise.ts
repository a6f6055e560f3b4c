import { type Fault, faultKey } from "./kind.ts";

/** Milliseconds of CPU that making one input small may take. */
const LONGEST = 20_000;

/** The smallest part of a fault's input that was found to go wrong in the same way. */
export function minimised({ why, input, again }: Fault): string {
  if (!again) return input;
  const key = faultKey(why);
  const until = process.cpuUsage().user + LONGEST * 1e3;
  const isSame = (text: string) => {
    const now = again(text);
    return now !== undefined && faultKey(now) === key;
  };
  let small = input;
  for (let size = Math.ceil(small.length / 2); size > 0; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let at = 0; at < small.length; ) {
      if (process.cpuUsage().user > until) return small;
      const without = small.slice(0, at) + small.slice(at + size);
      if (isSame(without)) small = without;
      else at += size;
    }
  }
  return small;
}
