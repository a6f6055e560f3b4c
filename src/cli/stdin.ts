import type { FileText } from "./files.ts";

/** All of standard input, a character a byte. */
export async function readStdin(): Promise<FileText> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk));
  return { kind: "text", text: Buffer.concat(chunks).toString("latin1") };
}
