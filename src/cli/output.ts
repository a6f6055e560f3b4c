/** Where a command writes; `write` resolves once the reader has room for more. */
export interface Output {
  write(text: string): Promise<void>;
  /** Whether colours are wanted: a terminal, and NO_COLOR is not set. */
  readonly colours: boolean;
  readonly isTerminal: boolean;
}

/** Standard output. A reader that goes away (`| head`) ends the run quietly. */
export function standardOutput(): Output {
  const { stdout, env } = process;
  stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") process.exit();
    throw error;
  });
  const isTerminal = stdout.isTTY === true;
  return {
    isTerminal,
    colours: isTerminal && !env.NO_COLOR && env.TERM !== "dumb",
    write(text) {
      if (text === "" || stdout.write(text)) return Promise.resolve();
      return new Promise((resolve) => stdout.once("drain", resolve));
    },
  };
}
