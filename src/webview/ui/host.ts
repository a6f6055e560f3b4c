import type { FromView } from "../../protocol/view-messages.ts";

/** What the editor gives a webview; it may be asked for once only. */
interface Host {
  postMessage(message: FromView): void;
  getState(): unknown;
  setState(state: object): void;
}

declare function acquireVsCodeApi(): Host;

export const host: Host = acquireVsCodeApi();
