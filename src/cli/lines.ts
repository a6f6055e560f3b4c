import { StringDecoder } from "node:string_decoder";

/** A line of input; `tooLong` lines are not kept. */
export type Line = { readonly kind: "line"; readonly text: string } | { readonly kind: "tooLong" };

/** Characters of the longest line that is read: a request is far shorter, memory is not endless. */
const LONGEST_LINE = 2 ** 24;

/** Splits a stream into lines, chunk by chunk; the last line needs no newline. */
export async function* readLines(input: AsyncIterable<Buffer | string>): AsyncGenerator<readonly Line[]> {
  const decoder = new StringDecoder("utf8");
  let rest = "";
  let tooLong = false;
  for await (const chunk of input) {
    const parts = (typeof chunk === "string" ? chunk : decoder.write(chunk)).split("\n");
    const lines: Line[] = [];
    for (const [i, part] of parts.entries()) {
      if (rest.length + part.length > LONGEST_LINE) tooLong = true;
      rest = tooLong ? "" : rest + part;
      if (i === parts.length - 1) break;
      lines.push(tooLong ? { kind: "tooLong" } : { kind: "line", text: rest });
      rest = "";
      tooLong = false;
    }
    yield lines;
  }
  rest += decoder.end();
  if (tooLong) yield [{ kind: "tooLong" }];
  else if (rest !== "") yield [{ kind: "line", text: rest }];
}
