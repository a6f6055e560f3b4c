import type { JSX } from "preact";
import { useMemo, useState } from "preact/hooks";
import {
  type BuddyBlock,
  buddyGeometry,
  freePages,
  MIGRATE_TYPES,
  type MigrateType,
} from "../../core/kernel/buddy-state.ts";
import type { KernelConfig } from "../../core/kernel/config.ts";
import { Choice } from "../ui/choice.tsx";
import type { ViewProps } from "../ui/mount.tsx";
import { NumberField } from "../ui/number-field.tsx";
import { grouped } from "../ui/numbers.ts";
import { ProfileLine } from "../ui/profile-line.tsx";
import type { BuddyViewState } from "./buddy-state.ts";
import { FreeLists } from "./free-lists.tsx";
import { callText, type Frame, framesOf, MOST_OPERATIONS, type Operation } from "./operations.ts";
import { PageMap } from "./page-map.tsx";
import { Player } from "./player.tsx";
import { STORIES } from "./stories.ts";
import { ZONES } from "./zones.ts";

type Props = ViewProps<BuddyViewState>;

/** A small zone of pages: every step of an allocation or a free, forwards and backwards. */
export function BuddyView({ shown, own, update }: Props): JSX.Element {
  return (
    <main class="view">
      <header>
        <h1>Buddy allocator</h1>
        <ProfileLine shown={shown} />
      </header>
      {shown && <Zone config={shown.config} own={own} update={update} />}
    </main>
  );
}

function Zone({ config, own, update }: Pick<Props, "own" | "update"> & { config: KernelConfig }): JSX.Element {
  const { pages, operations } = own;
  const geometry = useMemo(() => buddyGeometry(config), [config]);
  const frames = useMemo(() => framesOf(operations, pages, geometry), [operations, pages, geometry]);
  const at = Math.min(own.at, frames.length - 1);
  const frame = frames[at];
  const go = (to: number) => update((before) => ({ ...before, at: Math.min(Math.max(to, 0), frames.length - 1) }));
  /** What comes after the frame that is looked at is given up; the new operation is shown from its first step. */
  const perform = (operation: Operation) =>
    update((before) => {
      const kept = before.operations.slice(0, (frame?.operation ?? -1) + 1);
      if (kept.length >= MOST_OPERATIONS) return before;
      return { ...before, operations: [...kept, operation], at: framesOf(kept, pages, geometry).length };
    });
  const tell = (next: readonly Operation[], size: number) =>
    update((before) => ({ ...before, pages: size, operations: next, at: 0 }));
  if (!frame) return <p class="problem">This kernel has no pages to show.</p>;
  return (
    <>
      <Stories tell={tell} pageSize={geometry.pageSize} />
      <Ask perform={perform} own={own} update={update} config={config} />
      <Player frames={frames.length} at={at} go={go} reset={() => tell([], pages)} />
      <Sentence frame={frame} operations={operations} />
      <Totals frame={frame} config={config} />
      <PageMap frame={frame} release={({ pfn, order }: BuddyBlock) => perform({ kind: "free", pfn, order })} />
      <FreeLists frame={frame} />
    </>
  );
}

function Stories({
  tell,
  pageSize,
}: {
  tell: (operations: readonly Operation[], pages: number) => void;
  pageSize: number;
}): JSX.Element {
  return (
    <fieldset class="choice stories">
      <legend>Watch</legend>
      {STORIES.map(({ title, pages, operations }) => (
        <button key={title} type="button" onClick={() => tell(operations(pageSize), pages)}>
          {title}
        </button>
      ))}
    </fieldset>
  );
}

interface AskProps extends Pick<Props, "own" | "update"> {
  readonly perform: (operation: Operation) => void;
  readonly config: KernelConfig;
}

/** Operations of one's own. */
function Ask({ perform, own, update, config }: AskProps): JSX.Element {
  const [order, setOrder] = useState(0);
  const [bytes, setBytes] = useState(33 * config.pageSize);
  const [type, setType] = useState<MigrateType>("unmovable");
  const { maxPageOrder } = config;
  return (
    <div class="controls">
      <Choice
        legend="Kind of memory"
        order={MIGRATE_TYPES}
        options={{ unmovable: "unmovable", movable: "movable", reclaimable: "reclaimable" }}
        chosen={type}
        choose={setType}
      />
      <div class="pair">
        <NumberField label={`Order, 0 to ${maxPageOrder}`} value={order} min={0} max={maxPageOrder} set={setOrder} />
        <button type="button" class="primary" onClick={() => perform({ kind: "alloc", order, type })}>
          alloc_pages()
        </button>
      </div>
      <div class="pair">
        <NumberField label="Bytes" value={bytes} min={1} max={2 ** 32} set={setBytes} />
        <button type="button" class="primary" onClick={() => perform({ kind: "exact", bytes, type })}>
          alloc_pages_exact()
        </button>
      </div>
      <label class="field">
        <span>Zone</span>
        <select
          value={own.pages}
          onChange={({ currentTarget: { value } }) =>
            update((before) => ({ ...before, pages: ZONES.find((pages) => String(pages) === value) ?? 256, at: 0 }))
          }
        >
          {ZONES.map((pages) => (
            <option key={pages} value={pages}>
              {pages} pages
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}

function Sentence({ frame, operations }: { frame: Frame; operations: readonly Operation[] }): JSX.Element {
  const operation = operations[frame.operation];
  return (
    <p class={`sentence${frame.isFailure ? " failure" : ""}`} role="status">
      <span class="call">{operation ? callText(operation) : "boot"}</span>
      <span>
        <code>{frame.kernel}</code> {frame.isFailure ? "fails: " : ""}
        {frame.says}
      </span>
    </p>
  );
}

function Totals({ frame, config }: { frame: Frame; config: KernelConfig }): JSX.Element {
  const free = freePages(frame.state);
  const largest = frame.state.freeLists.findLastIndex((area) => MIGRATE_TYPES.some((type) => area[type].length > 0));
  return (
    <p class="help">
      {grouped(free)} of {grouped(frame.state.pages)} pages are free;{" "}
      {largest < 0
        ? "there is no free block"
        : `the largest free block has order ${largest}, ${grouped(2 ** largest * config.pageSize)} bytes`}
      . Press an allocated block to free it.
    </p>
  );
}
