import type { JSX, RefObject } from "preact";
import type { AnswerId, QuestionId } from "../../core/guide/graph.ts";
import { QUESTIONS } from "../../core/guide/questions.ts";

export interface QuestionCardProps {
  readonly id: QuestionId;
  readonly heading?: RefObject<HTMLHeadingElement | null>;
  /** The answer that holds now. */
  readonly chosen?: AnswerId | undefined;
  readonly choose: (answer: AnswerId) => void;
}

/** A question with its answers as buttons; the digits choose too. */
export function QuestionCard({ id, heading, chosen, choose }: QuestionCardProps): JSX.Element {
  const { text, help, edges, usual } = QUESTIONS[id];
  const onKeyDown = (event: KeyboardEvent) => {
    const edge = /^[1-9]$/.test(event.key) ? edges[Number(event.key) - 1] : undefined;
    if (!edge || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    choose(edge.answer);
  };
  return (
    <section class="card question" aria-labelledby={`question-${id}`} onKeyDown={onKeyDown}>
      <h2 id={`question-${id}`} ref={heading ?? null} tabIndex={-1}>
        {text}
      </h2>
      <p class="help">{help}</p>
      <div class="answers">
        {edges.map(({ answer, text: label }, index) => (
          <button
            key={answer}
            type="button"
            aria-pressed={chosen === undefined ? undefined : chosen === answer}
            aria-keyshortcuts={String(index + 1)}
            onClick={() => choose(answer)}
          >
            <kbd>{index + 1}</kbd> {label}
            {answer === usual && <small>usual</small>}
          </button>
        ))}
      </div>
    </section>
  );
}
