import type { JSX } from "preact";
import { DOC_LINKS, type DocKey } from "../../core/guide/links.ts";

/** The editor opens links of a webview in the browser. */
export function DocLinks({ links }: { links: readonly DocKey[] }): JSX.Element {
  return (
    <ul class="links">
      {links.map((key) => (
        <li key={key}>
          <a href={DOC_LINKS[key].url}>{DOC_LINKS[key].title}</a>
        </li>
      ))}
    </ul>
  );
}
