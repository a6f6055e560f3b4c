import { EventEmitter, l10n, window } from "vscode";
import { CloseAction, type CloseHandlerResult, ErrorAction, type ErrorHandlerResult } from "vscode-languageclient";
import { Crashes } from "./crashes.ts";

/** A server that ends by itself is started again, until it does so too often. */
export class Restarts {
  private readonly gaveUp = new EventEmitter<void>();
  /** Fires when the server ended and is not started again. */
  readonly onGaveUp = this.gaveUp.event;
  private readonly crashes = new Crashes();
  private isTold = false;

  /** Messages that cannot be written or read do no harm until the connection closes. */
  readonly error = (): ErrorHandlerResult => ({ action: ErrorAction.Continue, handled: true });

  readonly closed = (): CloseHandlerResult => {
    if (this.crashes.isOneTooMany(Date.now())) {
      this.gaveUp.fire();
      return { action: CloseAction.DoNotRestart, handled: true };
    }
    // Once is enough: nothing is lost, and all of it is in the log.
    if (!this.isTold)
      window.setStatusBarMessage(l10n.t("KAlloc Lens: the language server ended and was started again"), 10_000);
    this.isTold = true;
    return { action: CloseAction.Restart, handled: true };
  };

  /** The user wants another try. */
  reset(): void {
    this.crashes.forget();
  }
}
