import type { JSX } from "preact";
import { type Judgement, judge } from "../../core/guide/judge.ts";
import type { Shown } from "../../protocol/webview.ts";
import { host } from "./host.ts";
import { answersOf, type PanelState } from "./panel-state.ts";

export interface CallHeaderProps {
  readonly state: PanelState;
  /** The user answered something beyond the call. */
  readonly isChanged: boolean;
  readonly follow: (on: boolean) => void;
}

/** The call that the panel was opened for, what the graph says of it, and the kernel that numbers hold for. */
export function CallHeader({ state, isChanged, follow }: CallHeaderProps): JSX.Element {
  const { shown, follows } = state;
  const call = shown?.call;
  return (
    <header class="call">
      <button
        type="button"
        class="quiet follow"
        aria-pressed={follows}
        title="Show the way of the call that the cursor stands in, wherever it goes"
        onClick={() => follow(!follows)}
      >
        <Pin /> Follow the cursor
      </button>
      {call ? (
        <>
          <button
            type="button"
            class="call-text"
            title="Show it in its file"
            onClick={() => host.postMessage({ kind: "reveal" })}
          >
            <code>
              <bdi>{call.text}</bdi>
            </code>
          </button>
          <p class="headline">
            <bdi>{call.headline}</bdi>
          </p>
          <div aria-live="polite">
            <Verdict judgement={call.verdict} />
            {isChanged && (
              <OwnVerdict before={call.verdict} now={judge(call.api, call.verdict.leaves, answersOf(state))} />
            )}
          </div>
        </>
      ) : (
        <h1>Which allocation API?</h1>
      )}
      <p class="profile">{shown ? <Profile kernel={shown.kernel} /> : "Waiting for the kernel profile …"}</p>
    </header>
  );
}

function Pin(): JSX.Element {
  return (
    <svg class="pin" width="12" height="12" viewBox="0 0 12 12" aria-hidden="true">
      <path d="M4 1h4v4l2 2v1H6.6V12H5.4V8H2V7l2-2z" />
    </svg>
  );
}

const TITLES: Readonly<Record<Judgement["kind"], string>> = {
  right: "Fits",
  depends: "It depends",
  better: "Better",
  wrong: "Wrong",
  none: "No verdict",
};

/** What the user's answers make of it, where that is not the same. */
function OwnVerdict({ before, now }: { before: Judgement; now: Judgement }): JSX.Element | null {
  if (before.kind === "wrong" || (before.kind === now.kind && before.leaf === now.leaf)) return null;
  return <Verdict judgement={now} prefix="With your answers: " />;
}

function Verdict({ judgement, prefix = "" }: { judgement: Judgement; prefix?: string }): JSX.Element {
  return (
    <p class={`verdict ${judgement.kind}`}>
      <strong>{TITLES[judgement.kind]}</strong>
      <span>
        {prefix}
        {judgement.text}
      </span>
    </p>
  );
}

function Profile({ kernel: { profile, facts } }: Pick<Shown, "kernel">): JSX.Element {
  return (
    <>
      Numbers for <bdi>{profile.title}</bdi> ({facts.version}, {facts.arch}, pages of {facts.pageSize} bytes)
      {profile.assumed ? ", assumed" : ""}
      {profile.problem !== undefined && <span class="problem"> {profile.problem}</span>}
    </>
  );
}
