import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { AnswerId, QuestionId } from "../../core/guide/graph.ts";
import { LEAVES } from "../../core/guide/leaves.ts";
import { QUESTIONS } from "../../core/guide/questions.ts";
import { likelyWalk, type Step, walk } from "../../core/guide/walk.ts";
import type { PanelProps } from "./app.tsx";
import { LeafCard } from "./leaf-card.tsx";
import { answersOf, type PanelState, withAnswer, withOpened } from "./panel-state.ts";
import { QuestionCard } from "./question-card.tsx";

/** One question at a time: the way so far, the question that is open, or the leaf that was reached. */
export function StepView({ state, update }: PanelProps): JSX.Element {
  const answers = answersOf(state);
  const { path, at, advice } = walk(answers);
  const heading = useRef<HTMLHeadingElement>(null);
  const moved = useRef(false);
  const here = at.id;
  // After an answer the next question takes the focus; at first the page keeps it where it is.
  useEffect(() => {
    if (moved.current && here) heading.current?.focus();
    moved.current = false;
  }, [here]);
  const change = (next: (state: PanelState) => PanelState) => {
    moved.current = true;
    update(next);
  };
  const choose = (question: QuestionId, answer: AnswerId) =>
    change((before) => ({ ...before, own: withAnswer(before.own, question, answer) }));
  const open = (question: QuestionId) => change((before) => ({ ...before, own: withOpened(before.own, question) }));
  const last = path.at(-1);
  return (
    <div class="steps">
      {path.length > 0 && <Way path={path} state={state} open={open} />}
      <div aria-live="polite">
        {at.kind === "question" ? (
          <QuestionCard id={at.id} heading={heading} choose={(answer) => choose(at.id, answer)} />
        ) : (
          <LeafCard id={at.id} advice={advice} facts={state.shown?.kernel.facts} heading={heading} />
        )}
      </div>
      <div class="toolbar">
        <button type="button" class="quiet" disabled={!last} onClick={() => last && open(last.question)}>
          ← Back
        </button>
        {at.kind === "question" && (
          <Presumed
            path={likelyWalk(answers)}
            take={(steps) =>
              change((before) => ({
                ...before,
                own: steps.reduce((own, { question, edge }) => withAnswer(own, question, edge.answer), before.own),
              }))
            }
          />
        )}
      </div>
    </div>
  );
}

/** The answered questions; any of them can be opened again. */
function Way(props: { path: readonly Step[]; state: PanelState; open: (question: QuestionId) => void }): JSX.Element {
  const { path, state, open } = props;
  return (
    <ol class="way" aria-label="Answered so far">
      {path.map(({ question, edge }) => {
        const isOwn = state.own.answers[question] !== undefined;
        return (
          <li key={question}>
            <button type="button" title="Answer anew" onClick={() => open(question)}>
              <span>{QUESTIONS[question].label}</span> <strong>{edge.text}</strong>
              {!isOwn && <small>from the call</small>}
            </button>
          </li>
        );
      })}
    </ol>
  );
}

function Presumed(props: {
  path: ReturnType<typeof likelyWalk>;
  take: (steps: readonly Step[]) => void;
}): JSX.Element | null {
  const { at, path } = props.path;
  if (at.kind !== "leaf") return null;
  return (
    <button type="button" class="quiet" onClick={() => props.take(path.filter(({ presumed }) => presumed))}>
      Take the usual answers → {LEAVES[at.id].label}
    </button>
  );
}
