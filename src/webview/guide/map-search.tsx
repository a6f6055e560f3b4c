import type { JSX, RefObject } from "preact";
import { LEAVES } from "../../core/guide/leaves.ts";
import { isQuestion } from "../../core/guide/nodes.ts";
import { QUESTIONS } from "../../core/guide/questions.ts";
import { LAYOUT } from "./map-drawing.tsx";

/** Keys of the boxes whose question, answers, APIs or purpose hold a text; none for a blank one. */
export function boxesWith(sought: string): readonly string[] {
  const wanted = sought.trim().toLowerCase();
  if (wanted === "") return [];
  return LAYOUT.boxes.filter(({ node }) => wordsOf(node).includes(wanted)).map(({ key }) => key);
}

function wordsOf(node: (typeof LAYOUT.boxes)[number]["node"]): string {
  if (isQuestion(node)) {
    const { label, text, edges } = QUESTIONS[node];
    return [label, text, ...edges.map((edge) => edge.text)].join("\n").toLowerCase();
  }
  const { label, when, apis } = LEAVES[node];
  return [label, when, ...apis.map((api) => `${api}()`)].join("\n").toLowerCase();
}

export interface MapSearchProps {
  readonly input: RefObject<HTMLInputElement | null>;
  readonly sought: string;
  readonly seek: (text: string) => void;
  readonly found: readonly string[];
  readonly selected: string;
  /** Shows a box, and leaves the focus here. */
  readonly select: (key: string) => void;
  /** Shows a box and gives it the focus. */
  readonly go: (key: string) => void;
}

/** Finds boxes by what they say; Enter goes to the next, Escape back to the map. */
export function MapSearch({ input, sought, seek, found, selected, select, go }: MapSearchProps): JSX.Element {
  const at = found.indexOf(selected);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter") {
      const next = found[(at + (event.shiftKey ? found.length - (at < 0 ? 0 : 1) : 1)) % Math.max(found.length, 1)];
      if (next !== undefined) select(next);
    } else if (event.key === "Escape") {
      seek("");
      go(selected);
    } else return;
    event.preventDefault();
  };
  return (
    <span class="search">
      <input
        ref={input}
        type="search"
        aria-label="Find in the chart"
        placeholder="Find an API or a question"
        value={sought}
        onInput={({ currentTarget: { value } }) => {
          seek(value);
          const [first] = boxesWith(value);
          if (first !== undefined) select(first);
        }}
        onKeyDown={onKeyDown}
      />
      <span role="status">
        {sought.trim() === ""
          ? ""
          : found.length === 0
            ? "nothing found"
            : at < 0
              ? `${found.length} found`
              : `${at + 1} of ${found.length}`}
      </span>
    </span>
  );
}
