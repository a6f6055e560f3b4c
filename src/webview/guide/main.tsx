import { render } from "preact";
import { readGuideMessage } from "../../protocol/webview.ts";
import { App } from "./app.tsx";
import { host } from "./host.ts";
import { type PanelState, restored, showing, toKeep } from "./panel-state.ts";

// The page: one state, drawn again whenever it changes and kept for the next time the panel is shown.

const root = document.getElementById("root");
let state: PanelState = restored(host.getState());

function update(change: (state: PanelState) => PanelState): void {
  state = change(state);
  host.setState(toKeep(state));
  draw();
}

function draw(): void {
  if (root) render(<App state={state} update={update} />, root);
}

window.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
  const shown = readGuideMessage(data);
  if (shown) update((before) => showing(before, shown));
});
draw();
host.postMessage({ kind: "ready" });
if (state.follows) host.postMessage({ kind: "follow", on: true });
