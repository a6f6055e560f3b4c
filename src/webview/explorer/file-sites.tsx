import type { JSX } from "preact";
import type { FileSites } from "../../protocol/sites.ts";
import { host } from "../ui/host.ts";

export interface FileSitesProps {
  readonly file: FileSites | undefined;
  /** Looks at a size. */
  readonly choose: (size: number) => void;
}

/** The marks as a list: each goes to its size, or to its call in the editor. */
export function FileSitesTable({ file, choose }: FileSitesProps): JSX.Element {
  if (!file) return <p class="help">Open a C file, and its allocation calls appear on the curve.</p>;
  if (file.sites.length === 0)
    return (
      <p class="help">
        There are no allocation calls in <bdi>{nameOf(file.uri)}</bdi>.
      </p>
    );
  return (
    <section class="sites" aria-labelledby="sites-title">
      <h2 id="sites-title">
        <span class="mark-key" aria-hidden="true">
          ◆
        </span>{" "}
        Calls of <bdi>{nameOf(file.uri)}</bdi>
      </h2>
      <ul>
        {file.sites.map(({ range, text, headline, asked }) => (
          <li key={`${range.start.line}:${range.start.character}`}>
            <button
              type="button"
              class="link"
              onClick={() => host.postMessage({ kind: "reveal", call: { uri: file.uri, position: range.start } })}
            >
              <code>
                <bdi>{text}</bdi>
              </code>
            </button>
            <small>
              <bdi>{headline}</bdi>
            </small>
            {asked && asked.max >= 1 && (
              <button type="button" class="quiet" onClick={() => choose(asked.max)}>
                Look at {asked.max}
              </button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function nameOf(uri: string): string {
  const name = uri.slice(uri.lastIndexOf("/") + 1);
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
