import { EventEmitter } from "vscode";
import { CloseAction, type CloseHandlerResult, ErrorAction, type ErrorHandlerResult } from "vscode-languageclient";

/** A server that ends by itself is started again, unless it did so a short while ago. */
export class RestartOnce {
  private readonly gaveUp = new EventEmitter<void>();
  /** Fires when the server ended and is not started again. */
  readonly onGaveUp = this.gaveUp.event;
  private last: number | undefined;

  /** Messages that cannot be written or read do no harm until the connection closes. */
  readonly error = (): ErrorHandlerResult => ({ action: ErrorAction.Continue, handled: true });

  readonly closed = (): CloseHandlerResult => {
    const now = Date.now();
    const isRepeated = this.last !== undefined && now - this.last < QUIET;
    this.last = now;
    if (!isRepeated) return { action: CloseAction.Restart, handled: true };
    this.gaveUp.fire();
    return { action: CloseAction.DoNotRestart, handled: true };
  };

  /** The user wants another try. */
  reset(): void {
    this.last = undefined;
  }
}

/** Milliseconds within which a second end is one too many. */
const QUIET = 3 * 60_000;
