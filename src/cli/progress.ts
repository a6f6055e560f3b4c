/** Shows on a terminal's stderr how many files are read; elsewhere nothing. */
export interface Progress {
  file(): void;
  end(): void;
}

/** So many files are read before anybody wonders. */
const FEW = 50;

export function showProgress(files: number): Progress {
  const { stderr } = process;
  if (!stderr.isTTY || files <= FEW) return { file: () => undefined, end: () => undefined };
  const clear = "\r\x1b[K";
  let done = 0;
  return {
    file() {
      if (done++ % FEW === 0) stderr.write(`${clear}${done} of ${files} files`);
    },
    end: () => stderr.write(clear),
  };
}
