import { expect, test } from "vitest";
import { Crashes } from "../../src/client/crashes.ts";

const MINUTE = 60_000;

/** Minutes at which the server ends, and which of these ends is one too many. */
function checkEnds(minutes: readonly number[], expected: readonly boolean[]): void {
  const crashes = new Crashes();
  expect(minutes.map((at) => crashes.isOneTooMany(at * MINUTE))).toEqual(expected);
}

test("the fifth end within three minutes is one too many", () =>
  checkEnds([0, 0.5, 1, 1.5, 2], [false, false, false, false, true]));

test("ends that are longer apart are accidents", () =>
  checkEnds([0, 1, 2, 3, 4, 5], [false, false, false, false, false, false]));

test("a user who starts the server again has all tries again", () => {
  const crashes = new Crashes();
  for (let time = 0; time < 5; time++) crashes.isOneTooMany(time);
  crashes.forget();
  expect(crashes.isOneTooMany(6)).toBe(false);
});
