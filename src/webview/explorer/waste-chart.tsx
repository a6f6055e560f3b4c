import type { JSX } from "preact";
import { useMemo, useRef, useState } from "preact/hooks";
import { bytesText } from "../../core/guide/bytes-text.ts";
import type { FileSites, Site } from "../../protocol/sites.ts";
import { useWidth } from "../ui/measured-width.ts";
import { grouped, percent } from "../ui/numbers.ts";
import { getsOf, stepAt } from "./curve.ts";
import { curvePath } from "./curve-path.ts";
import type { DrawnCurve } from "./drawn-curves.ts";
import type { ExplorerState } from "./explorer-state.ts";
import { type Axis, sizeAxis, wasteAxis } from "./scales.ts";
import { type Unit, wasteIn } from "./waste-unit.ts";

export interface WasteChartProps {
  readonly curves: readonly DrawnCurve[];
  readonly file: FileSites | undefined;
  readonly own: ExplorerState;
  readonly setSize: (size: number) => void;
}

const HEIGHT = 360;
const LEFT = 58;
const RIGHT = 14;
const TOP = 14;
const BOTTOM = 30;

/** The curves. A press or drag chooses the size, and so do the arrow keys: it is a slider. */
export function WasteChart({ curves, file, own, setSize }: WasteChartProps): JSX.Element {
  const [element, width] = useWidth(900);
  const [pointed, point] = useState<number>();
  const frame = useRef(0);
  const high = own.span === "limit" ? Math.max(256, ...curves.map(({ curve }) => curve.to)) : Number(own.span);
  const x = useMemo(() => sizeAxis(own.sizes, 1, high, LEFT, width - RIGHT), [own.sizes, high, width]);
  const most = useMemo(() => mostWaste(curves, own, high), [curves, own.unit, own.waste, high]);
  const y = useMemo(() => wasteAxis(own.waste, most, HEIGHT - BOTTOM, TOP), [own.waste, most]);

  const drawing = useMemo(
    () => <Curves curves={curves} unit={own.unit} high={high} x={x} y={y} width={width} />,
    [curves, own.unit, high, x, y, width],
  );
  const marks = useMemo(
    () => <Marks sites={file?.sites ?? []} unit={own.unit} high={high} x={x} y={y} />,
    [file, own.unit, high, x, y],
  );

  const sizeUnder = (event: PointerEvent & { currentTarget: Element }) => {
    const pixel = event.clientX - event.currentTarget.getBoundingClientRect().left;
    return Math.round(Math.min(Math.max(x.value(pixel), 1), high));
  };
  const onPointerMove = (event: PointerEvent & { currentTarget: SVGSVGElement }) => {
    const size = sizeUnder(event);
    const isDrag = event.buttons === 1;
    cancelAnimationFrame(frame.current);
    frame.current = requestAnimationFrame(() => {
      point(isDrag ? undefined : size);
      if (isDrag) setSize(size);
    });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const next = nextSize(event, own.size, curves[0], high);
    if (next === undefined) return;
    event.preventDefault();
    setSize(next);
  };
  const size = pointed ?? own.size;
  return (
    <div class="chart" ref={element}>
      {/* biome-ignore lint/a11y/useFocusableInteractive: it is; in SVG the attribute is spelled in small letters. */}
      <svg
        width={width}
        height={HEIGHT}
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a picture that is dragged on is a slider.
        role="slider"
        tabindex={0}
        aria-label="Size in bytes. Arrow keys change it by one, with Shift by 16, Page keys go to the next step"
        aria-valuemin={1}
        aria-valuemax={high}
        aria-valuenow={own.size}
        aria-valuetext={`${own.size} bytes: ${curves.map((curve) => spoken(curve, own.size)).join("; ")}`}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          setSize(sizeUnder(event));
        }}
        onPointerMove={onPointerMove}
        onPointerLeave={() => {
          cancelAnimationFrame(frame.current);
          point(undefined);
        }}
        onKeyDown={onKeyDown}
      >
        {drawing}
        {marks}
        <Cursor curves={curves} size={own.size} unit={own.unit} high={high} x={x} y={y} kind="chosen" />
        {pointed !== undefined && (
          <Cursor curves={curves} size={pointed} unit={own.unit} high={high} x={x} y={y} kind="pointed" />
        )}
      </svg>
      <p class="under-pointer" aria-hidden="true">
        <strong>{grouped(size)}</strong> asked{" "}
        {curves.slice(0, 4).map((curve) => (
          <span key={curve.key} class={`look-${curve.look % 6}`}>
            <Swatch look={curve.look} /> {spoken(curve, size)}
          </span>
        ))}
      </p>
    </div>
  );
}

/** A piece of line as the curve has it. */
export function Swatch({ look }: { look: number }): JSX.Element {
  return (
    <svg class="swatch" width="22" height="8" aria-hidden="true">
      <path class={`curve look-${look % 6}`} d="M1 4H21" />
    </svg>
  );
}

function spoken({ api, config, preset, kernel }: DrawnCurve, size: number): string {
  const gets = getsOf(api, size, config);
  const name = preset === undefined ? api : `${api} on ${kernel}`;
  switch (gets.kind) {
    case "given":
      return `${name} → ${grouped(gets.bytes)}, ${grouped(gets.bytes - size)} unused, ${percent(gets.bytes - size, size)} of asked`;
    case "between":
      return `${name} → ${grouped(gets.min)} or ${grouped(gets.max)}`;
    case "fails":
      return `${name} fails`;
    case "unknown":
      return `${name}: unknown`;
  }
}

function nextSize(
  { key, shiftKey }: KeyboardEvent,
  size: number,
  drawn: DrawnCurve | undefined,
  high: number,
): number | undefined {
  const step = drawn && stepAt(drawn.curve, size);
  const to = (next: number) => Math.min(Math.max(next, 1), high);
  switch (key) {
    case "ArrowRight":
    case "ArrowUp":
      return to(size + (shiftKey ? 16 : 1));
    case "ArrowLeft":
    case "ArrowDown":
      return to(size - (shiftKey ? 16 : 1));
    case "PageUp":
      return to(step ? step.to + 1 : size * 2);
    case "PageDown":
      return to(step ? step.from - 1 : Math.floor(size / 2));
    case "Home":
      return 1;
    case "End":
      return high;
    default:
      return undefined;
  }
}

/** The top of the waste axis: a linear one in percent of what was asked would be filled by the smallest sizes. */
function mostWaste(curves: readonly DrawnCurve[], { unit, waste }: ExplorerState, high: number): number {
  if (unit === "given") return 100;
  if (unit === "asked" && waste === "linear") return 110;
  let most = 1;
  for (const { curve } of curves)
    for (const { from, given } of curve.steps)
      if (given !== undefined && from <= high) most = Math.max(most, wasteIn(unit, from, given));
  // The smallest sizes of page allocators would take the rest of the axis.
  return unit === "asked" ? Math.min(most, 1600) : most;
}

interface CurvesProps {
  readonly curves: readonly DrawnCurve[];
  readonly unit: Unit;
  readonly high: number;
  readonly x: Axis;
  readonly y: Axis;
  readonly width: number;
}

function Curves({ curves, unit, high, x, y, width }: CurvesProps): JSX.Element {
  const bottom = HEIGHT - BOTTOM;
  return (
    <g>
      <clipPath id="plot">
        <rect x={LEFT} y={TOP - 4} width={Math.max(width - LEFT - RIGHT, 0)} height={bottom - TOP + 8} />
      </clipPath>
      <g class="grid">
        {y.ticks.map((tick) => (
          <g key={tick}>
            <path d={`M${LEFT} ${y.at(tick)}H${width - RIGHT}`} />
            <text x={LEFT - 6} y={y.at(tick) + 4} text-anchor="end">
              {unit === "bytes" ? short(tick) : `${tick} %`}
            </text>
          </g>
        ))}
        {x.ticks.map((tick) => (
          <g key={tick}>
            <path d={`M${x.at(tick)} ${TOP}V${bottom}`} />
            <text x={x.at(tick)} y={bottom + 18} text-anchor="middle">
              {short(tick)}
            </text>
          </g>
        ))}
      </g>
      <g clip-path="url(#plot)">
        {curves.map(({ key, curve, look }) => (
          <path key={key} class={`curve look-${look % 6}`} d={curvePath(curve, { low: 1, high, unit, x, y })} />
        ))}
      </g>
    </g>
  );
}

function short(bytes: number): string {
  return bytesText(bytes).replace(/ bytes?$/, "");
}

interface CursorProps extends Omit<CurvesProps, "width"> {
  readonly size: number;
  readonly kind: "chosen" | "pointed";
}

function Cursor({ curves, size, unit, high, x, y, kind }: CursorProps): JSX.Element | null {
  if (size > high) return null;
  const at = x.at(size);
  return (
    <g class={`cursor ${kind}`}>
      <path d={`M${at} ${TOP}V${HEIGHT - BOTTOM}`} />
      {curves.map(({ key, curve, look }) => {
        const given = stepAt(curve, size)?.given;
        if (given === undefined) return null;
        return <circle key={key} class={`dot look-${look % 6}`} cx={at} cy={y.at(wasteIn(unit, size, given))} r="4" />;
      })}
    </g>
  );
}

/** The calls of the file: a diamond where the size is known, a band where it lies between bounds. */
function Marks(props: Omit<CurvesProps, "curves" | "width"> & { sites: readonly Site[] }): JSX.Element {
  const { sites, unit, high, x, y } = props;
  return (
    <g class="marks">
      {sites.map(({ asked, given, headline, range }) => {
        if (!asked || asked.min < 1 || asked.min > high) return null;
        const key = `${range.start.line}:${range.start.character}`;
        if (asked.min !== asked.max || given === undefined)
          return (
            <rect
              key={key}
              class="band"
              x={x.at(asked.min)}
              y={TOP}
              width={Math.max(x.at(Math.min(asked.max, high)) - x.at(asked.min), 2)}
              height={HEIGHT - BOTTOM - TOP}
            />
          );
        const [left, top] = [x.at(asked.max), y.at(wasteIn(unit, asked.max, given))];
        return (
          <path key={key} class="mark" d={`M${left} ${top - 6}l5 6l-5 6l-5 -6z`}>
            <title>{headline}</title>
          </path>
        );
      })}
    </g>
  );
}
