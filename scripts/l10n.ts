import { readdirSync, readFileSync } from "node:fs";

/** What the client says to its user, in English: the texts that translations go by. */
export function renderBundle(): string {
  const texts = clientSources().flatMap(({ text }) =>
    [...text.matchAll(/\bl10n\.t\(\s*("(?:\\.|[^"\\])*")/g)].map(([, literal = '""']) => String(JSON.parse(literal))),
  );
  const bundle = Object.fromEntries([...new Set(texts)].sort().map((text) => [text, text]));
  return `${JSON.stringify(bundle, undefined, 2)}\n`;
}

export function clientSources(): { readonly path: string; readonly text: string }[] {
  const folder = new URL("../src/client/", import.meta.url);
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".ts"))
    .sort()
    .map((path) => ({ path, text: readFileSync(new URL(path, folder), "utf8") }));
}
