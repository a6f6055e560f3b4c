import type { JSX } from "preact";
import type { FileSites, Site } from "../../protocol/sites.ts";
import { host } from "./host.ts";

export interface CallListProps {
  /** Where the calls stand. */
  readonly uri: FileSites["uri"];
  readonly sites: readonly Site[];
  /** What else a call offers. */
  readonly action?: (site: Site) => JSX.Element | undefined;
}

/** Calls of a file, each a way to its place in the editor. */
export function CallList({ uri, sites, action }: CallListProps): JSX.Element {
  return (
    <ul>
      {sites.map((site) => (
        <li key={`${site.range.start.line}:${site.range.start.character}`}>
          <button
            type="button"
            class="link"
            onClick={() => host.postMessage({ kind: "reveal", call: { uri, position: site.range.start } })}
          >
            <code>
              <bdi>{site.text}</bdi>
            </code>
          </button>
          <small>
            <bdi>{site.headline}</bdi>
          </small>
          {action?.(site)}
        </li>
      ))}
    </ul>
  );
}
