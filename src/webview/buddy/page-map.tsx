import type { JSX } from "preact";
import { type BuddyBlock, buddyBlocks } from "../../core/kernel/buddy-state.ts";
import { useWidth } from "../ui/measured-width.ts";
import type { Frame } from "./operations.ts";

export interface PageMapProps {
  readonly frame: Frame;
  /** Frees an allocated block. */
  readonly release: (block: BuddyBlock) => void;
}

const LEFT = 46;

/** The pages of the zone, row by row; a block is one rectangle, however many rows it fills. */
export function PageMap({ frame, release }: PageMapProps): JSX.Element {
  const [element, width] = useWidth(900);
  const { state, pfn, order } = frame;
  const columns = Math.min(state.pages, width < 520 ? 16 : width < 900 || state.pages <= 256 ? 32 : 64);
  const cell = (width - LEFT - 2) / columns;
  const rowHeight = state.pages <= 256 ? 30 : 22;
  const rows = Math.ceil(state.pages / columns);
  const place = (block: { readonly pfn: number; readonly order: number }) => {
    const pages = 2 ** block.order;
    return {
      x: LEFT + (block.pfn % columns) * cell + 0.5,
      y: Math.floor(block.pfn / columns) * rowHeight + 0.5,
      width: Math.min(pages, columns) * cell - 1,
      height: Math.max(1, pages / columns) * rowHeight - 1,
    };
  };
  return (
    <section aria-labelledby="map-title">
      <h2 id="map-title">Pages</h2>
      <div class="picture" ref={element}>
        {/* biome-ignore lint/a11y/useSemanticElements: SVG has no list. */}
        <svg width={width} height={rows * rowHeight + 2} role="group" aria-label="Blocks in the order of their pages">
          {Array.from({ length: rows }, (_, row) => (
            <text key={row} x={LEFT - 6} y={row * rowHeight + rowHeight / 2 + 4} text-anchor="end">
              {row * columns}
            </text>
          ))}
          {buddyBlocks(state).map((block) => (
            <Block key={`${block.pfn} ${block.free}`} block={block} place={place(block)} release={release} />
          ))}
          {pfn !== undefined && order !== undefined && <rect class="here" {...place({ pfn, order })} />}
        </svg>
      </div>
      <ul class="legend" aria-label="Legend">
        {["free", "unmovable", "movable", "reclaimable"].map((kind) => (
          <li key={kind}>
            <svg width="16" height="12" aria-hidden="true">
              <rect class={`block ${kind}`} x="0.5" y="0.5" width="15" height="11" />
            </svg>{" "}
            {kind}
          </li>
        ))}
        <li>
          <svg width="16" height="12" aria-hidden="true">
            <rect class="here" x="1.5" y="1.5" width="13" height="9" />
          </svg>{" "}
          this step
        </li>
      </ul>
    </section>
  );
}

interface BlockProps {
  readonly block: BuddyBlock;
  readonly place: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
  readonly release: (block: BuddyBlock) => void;
}

function Block({ block, place, release }: BlockProps): JSX.Element {
  const { x, y, width, height } = place;
  const label = width > 60 ? `order ${block.order}` : width > 12 ? String(block.order) : "";
  const text = (
    <text x={x + width / 2} y={y + height / 2 + 4} text-anchor="middle">
      {label}
    </text>
  );
  if (block.free)
    return (
      <g>
        <rect class="block free" {...place} rx="2" />
        {text}
      </g>
    );
  return (
    // biome-ignore lint/a11y/useSemanticElements: SVG has no button element.
    <g
      class="allocated"
      role="button"
      tabindex={0}
      aria-label={`Free the ${block.type} block of order ${block.order} at page ${block.pfn}`}
      onClick={() => release(block)}
      onKeyDown={(event: KeyboardEvent) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        release(block);
      }}
    >
      <rect class={`block ${block.type}`} {...place} rx="2" />
      {text}
    </g>
  );
}
