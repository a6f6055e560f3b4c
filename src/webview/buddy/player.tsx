import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";

export interface PlayerProps {
  /** Number of frames. */
  readonly frames: number;
  readonly at: number;
  readonly go: (to: number) => void;
  readonly reset: () => void;
}

/** Milliseconds that a step stands while the film plays. */
const PACE = 900;

/** Play, step and scrub. */
export function Player({ frames, at, go, reset }: PlayerProps): JSX.Element {
  const [isPlaying, play] = useState(false);
  const last = frames - 1;
  useEffect(() => {
    if (!isPlaying) return;
    if (at >= last) {
      play(false);
      return;
    }
    // A long film goes faster.
    const timer = setTimeout(() => go(at + 1), Math.max(PACE / Math.ceil(frames / 40), 60));
    return () => clearTimeout(timer);
  }, [isPlaying, at, last]);
  return (
    <div class="player">
      <button type="button" class="quiet" aria-label="To the start" disabled={at === 0} onClick={() => go(0)}>
        |◂
      </button>
      <button type="button" class="quiet" aria-label="One step back" disabled={at === 0} onClick={() => go(at - 1)}>
        ◂
      </button>
      <button
        type="button"
        class="primary"
        disabled={last === 0}
        onClick={() => {
          if (!isPlaying && at >= last) go(0);
          play(!isPlaying);
        }}
      >
        {isPlaying ? "Pause" : "Play"}
      </button>
      <button type="button" class="quiet" aria-label="One step on" disabled={at >= last} onClick={() => go(at + 1)}>
        ▸
      </button>
      <button type="button" class="quiet" aria-label="To the end" disabled={at >= last} onClick={() => go(last)}>
        ▸|
      </button>
      <input
        type="range"
        aria-label="Step"
        aria-valuetext={`step ${at} of ${last}`}
        min={0}
        max={last}
        value={at}
        onInput={({ currentTarget }) => go(currentTarget.valueAsNumber)}
      />
      <output>
        {at} / {last}
      </output>
      <button type="button" class="quiet" onClick={reset}>
        Reset
      </button>
    </div>
  );
}
