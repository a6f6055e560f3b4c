import { type JSX, render } from "preact";
import { property } from "../../protocol/read-message.ts";
import { readShownView, type ShownView } from "../../protocol/view-shown.ts";
import { host } from "./host.ts";

export interface ViewProps<Own> {
  readonly shown: ShownView | undefined;
  /** What the user chose; kept for the next time the panel is shown. */
  readonly own: Own;
  readonly update: (change: (own: Own) => Own) => void;
}

export interface ViewParts<Own> {
  /** The user's choices as they were kept, whatever that is now. */
  readonly restore: (json: unknown) => Own;
  /** What changes where a panel is told what to show. */
  readonly show?: (own: Own, shown: ShownView) => Own;
  readonly View: (props: ViewProps<Own>) => JSX.Element;
}

/** Milliseconds without a change after which the state is kept: a drag changes it with every frame. */
const REST = 150;

/** Runs the page of a panel: one state, drawn again whenever it changes. */
export function mountView<Own extends object>({ restore, show, View }: ViewParts<Own>): void {
  const root = document.getElementById("root");
  const kept = host.getState();
  let own = restore(property(kept, "own"));
  let message = property(kept, "message");
  let shown = readShownView(message);
  let timer: ReturnType<typeof setTimeout> | undefined;

  const draw = () => {
    if (root) render(<View shown={shown} own={own} update={update} />, root);
  };
  const keep = () => {
    clearTimeout(timer);
    timer = setTimeout(() => host.setState({ own, message }), REST);
  };
  const update = (change: (own: Own) => Own) => {
    own = change(own);
    keep();
    draw();
  };
  window.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
    const read = readShownView(data);
    if (!read) return;
    message = data;
    shown = read;
    update((before) => show?.(before, read) ?? before);
  });
  draw();
  host.postMessage({ kind: "ready" });
}
