import { CancellationToken, type Connection, LSPErrorCodes, ResponseError } from "vscode-languageserver";

/** Wraps what answers requests and notifications: the one place where the server catches. */
export class Guard {
  constructor(private readonly connection: Connection) {}

  /** A handler that logs what goes wrong and answers null; nothing is computed for a request that was cancelled. */
  request<P, R>(name: string, handler: (params: P, token: CancellationToken) => Promise<R> | R) {
    return async (params: P, token = CancellationToken.None): Promise<R | null | ResponseError<void>> => {
      if (token.isCancellationRequested) return cancelled();
      try {
        const result = await handler(params, token);
        return token.isCancellationRequested ? cancelled() : result;
      } catch (error) {
        this.log(name, error);
        return null;
      }
    };
  }

  /** The same for what nobody waits for. */
  task<P extends readonly unknown[]>(name: string, handler: (...params: P) => Promise<void> | void) {
    return (...params: P): void => {
      Promise.resolve()
        .then(() => handler(...params))
        .catch((error: unknown) => this.log(name, error));
    };
  }

  private log(name: string, error: unknown): void {
    const what = error instanceof Error ? (error.stack ?? error.message) : String(error);
    this.connection.console.error(`${name}: ${what}`);
  }
}

function cancelled(): ResponseError<void> {
  return new ResponseError(LSPErrorCodes.RequestCancelled, "cancelled");
}
