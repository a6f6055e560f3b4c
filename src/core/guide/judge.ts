import type { Leaf, LeafId } from "./graph.ts";
import { QUESTIONS } from "./questions.ts";
import { type Answers, cheapestWay, likelyWalk, type Step, walk } from "./walk.ts";

/** What the graph says of an API in use; `leaf` is what it recommends. */
export interface Judgement {
  /** `depends`: right under an answer that is open; `none`: the graph does not speak of this API. */
  readonly kind: "right" | "depends" | "better" | "wrong" | "none";
  /** One or two sentences. */
  readonly text: string;
  readonly leaf?: LeafId;
  /** Where the API in use is at home. */
  readonly leaves: readonly LeafId[];
}

/** Judges the use of `api`, which is at home in `leaves`, by what has been answered. */
export function judge(api: string, leaves: readonly LeafId[], answers: Answers): Judgement {
  if (leaves.length === 0)
    return { kind: "none", leaves, text: `${api}() is not an allocation that the chart speaks of.` };
  const likely = likelyWalk(answers);
  if (likely.at.kind !== "leaf") return { kind: "none", leaves, text: "The chart leads nowhere." };
  const { id: leaf, leaf: row } = likely.at;
  const advice = likely.advice.map((text) => ` ${text}`).join("");
  const open = walk(answers).at;
  if (leaves.includes(leaf)) {
    const so = open.kind === "question" ? " as far as the call shows" : "";
    const rest = open.kind === "question" ? ` Still open: “${QUESTIONS[open.id].label}”` : "";
    return { kind: "right", leaf, leaves, text: `${api}() fits${so}: ${lowerFirst(row.when)}.${rest}${advice}` };
  }
  const way = cheapestWay(homes(leaves, answers), (step) => priceOf(step, answers)) ?? [];
  const [turn, ...more] = way.filter((step) => priceOf(step, answers) > 0);
  if (turn !== undefined && more.length === 0 && !contradicts(turn, answers))
    return {
      kind: "depends",
      leaf,
      leaves,
      text: `${api}() fits if the answer to “${QUESTIONS[turn.question].text}” is “${turn.edge.text}”. Otherwise ${nameOf(row)} fits better.`,
    };
  const because = departure(
    likely.path,
    cheapestWay(homes(leaves, answers), (step) => Math.min(priceOf(step, answers), 1)) ?? [],
  );
  return { kind: "better", leaf, leaves, text: `${nameOf(row)} suits better than ${api}()${because}.${advice}` };
}

/** That memory of any kind may be mapped for DMA says nothing for a call that shows no DMA. */
function homes(leaves: readonly LeafId[], answers: Answers): readonly LeafId[] {
  return answers["device-dma"] === "yes" ? leaves : leaves.filter((leaf) => leaf !== "streaming-dma");
}

/** The first question where the recommended way leaves that of the API in use. */
function departure(likely: readonly Step[], way: readonly Step[]): string {
  const step = likely.find(({ question, edge }) =>
    way.some((other) => other.question === question && other.edge !== edge),
  );
  return step ? ` (${QUESTIONS[step.question].label} ${step.edge.text})` : "";
}

/** A way costs most where it contradicts what is known, then by the usual answers that it gives up. */
function priceOf(step: Step, answers: Answers): number {
  if (contradicts(step, answers)) return 100;
  return answers[step.question] === undefined && step.edge.answer !== QUESTIONS[step.question].usual ? 1 : 0;
}

function contradicts({ question, edge }: Step, answers: Answers): boolean {
  const known = answers[question];
  return known !== undefined && known !== edge.answer;
}

/** One name where the label has several. */
function nameOf({ label, apis }: Leaf): string {
  return label.includes(", ") && apis[0] !== undefined ? `${apis[0]}()` : label;
}

function lowerFirst(text: string): string {
  return /^[A-Z][a-z ]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}
