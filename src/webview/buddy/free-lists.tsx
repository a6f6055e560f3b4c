import type { JSX } from "preact";
import { type BuddyState, buddyInfo, MIGRATE_TYPES } from "../../core/kernel/buddy-state.ts";
import { WideTable } from "../ui/wide-table.tsx";
import type { Frame } from "./operations.ts";

/** Blocks of a list that are written out. */
const WRITTEN = 8;

/** The free lists, as /proc/pagetypeinfo counts them, the head of each first. */
export function FreeLists({ frame: { state, pfn, order } }: { frame: Frame }): JSX.Element {
  const counts = buddyInfo(state);
  return (
    <WideTable label="Free lists" kind="values lists">
      <caption>Free lists: the first pages of their blocks</caption>
      <thead>
        <tr>
          <th scope="col">Order</th>
          <th scope="col">Blocks</th>
          {MIGRATE_TYPES.map((type) => (
            <th key={type} scope="col">
              {type}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {state.freeLists
          .map((_, at) => ({ at, count: counts[at] ?? 0 }))
          .filter(({ at }) => at <= highest(state))
          .map(({ at, count }) => (
            <tr key={at} class={at === order ? "touched" : ""}>
              <th scope="row">{at}</th>
              <td class="number">{count}</td>
              {MIGRATE_TYPES.map((type) => (
                <td key={type}>
                  <List pages={state.freeLists[at]?.[type] ?? []} here={at === order ? pfn : undefined} />
                </td>
              ))}
            </tr>
          ))}
      </tbody>
    </WideTable>
  );
}

/** The highest order that a zone of this size can have. */
function highest({ pages, geometry }: BuddyState): number {
  return Math.min(geometry.maxPageOrder, Math.floor(Math.log2(Math.max(pages, 1))));
}

function List({ pages, here }: { pages: readonly number[]; here: number | undefined }): JSX.Element {
  return (
    <>
      {pages.slice(0, WRITTEN).map((pfn) => (
        <span key={pfn} class={`page${pfn === here ? " now" : ""}`}>
          {pfn}
        </span>
      ))}
      {pages.length > WRITTEN && <small> and {pages.length - WRITTEN} more</small>}
    </>
  );
}
