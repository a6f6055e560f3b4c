import { type Disposable, workspace } from "vscode";

/** Milliseconds after which the server has been told of a change too. */
const TOLD = 150;

/** Calls `then` once a setting of ours has changed, and the server knows. */
export function onSettingsChanged(then: () => void): Disposable {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const subscription = workspace.onDidChangeConfiguration((change) => {
    if (!change.affectsConfiguration("kallocLens")) return;
    clearTimeout(timer);
    timer = setTimeout(then, TOLD);
  });
  return {
    dispose() {
      clearTimeout(timer);
      subscription.dispose();
    },
  };
}
