import type { JSX } from "preact";
import type { FileSites } from "../../protocol/sites.ts";
import { CallList } from "../ui/call-list.tsx";

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
      <CallList
        uri={file.uri}
        sites={file.sites}
        action={({ asked }) =>
          asked && asked.max >= 1 ? (
            <button type="button" class="quiet" onClick={() => choose(asked.max)}>
              Look at {asked.max}
            </button>
          ) : undefined
        }
      />
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
