import type { RefObject, TargetedPointerEvent } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";

interface Size {
  readonly width: number;
  readonly height: number;
}

interface Place extends Size {
  readonly x: number;
  readonly y: number;
}

/** What a frame with a drawing in it offers. */
export interface Zoom {
  readonly frame: RefObject<HTMLElement | null>;
  /** CSS pixels for each unit of the drawing. */
  readonly factor: number;
  /** Steps up or down. */
  readonly zoomBy: (steps: number) => void;
  /** The whole drawing in the frame. */
  readonly showAll: () => void;
  readonly handlers: { readonly onPointerDown: (event: TargetedPointerEvent<HTMLElement>) => void };
}

const STEP = 1.2;
const [LEAST, MOST] = [0.2, 2.5];

/** Below this its text is too small to read: no first scale. */
const READABLE = 0.65;

/** Zooming around the pointer or what is selected, and panning by drag: the frame scrolls, so that bars and keys do too. */
export function useZoom(drawing: Size, selected: Place | undefined): Zoom {
  const frame = useRef<HTMLElement>(null);
  const [factor, setFactor] = useState(1);
  /** The point of the drawing that stays where it is in the frame, at the next scale. */
  const anchor = useRef<
    { readonly x: number; readonly y: number; readonly left: number; readonly top: number } | undefined
  >(undefined);

  const scaleTo = (next: number) => setFactor(Math.min(Math.max(next, LEAST), MOST));
  const showAll = () => {
    const { clientWidth = 0, clientHeight = 0 } = frame.current ?? {};
    scaleTo(Math.min(clientWidth / drawing.width, clientHeight / drawing.height));
  };

  useEffect(() => {
    const width = frame.current?.clientWidth ?? 0;
    setFactor(Math.min(Math.max(width / drawing.width, READABLE), 1));
  }, []);

  useLayoutEffect(() => {
    const { current } = frame;
    if (!current) return;
    const held = anchor.current;
    anchor.current = undefined;
    if (held) current.scrollTo(held.x * factor - held.left, held.y * factor - held.top);
    else if (selected) centre(selected, factor, current);
  }, [selected, factor]);

  // Preact listens passively, where the page could not be kept from zooming too.
  useEffect(() => {
    const { current } = frame;
    const onWheel = (event: WheelEvent) => {
      if (!current || (!event.ctrlKey && !event.metaKey)) return;
      event.preventDefault();
      const { left, top } = current.getBoundingClientRect();
      const [x, y] = [event.clientX - left, event.clientY - top];
      anchor.current = { x: (current.scrollLeft + x) / factor, y: (current.scrollTop + y) / factor, left: x, top: y };
      scaleTo(factor * STEP ** -Math.sign(event.deltaY));
    };
    current?.addEventListener("wheel", onWheel, { passive: false });
    return () => current?.removeEventListener("wheel", onWheel);
  }, [factor]);

  return {
    frame,
    factor,
    zoomBy: (steps) => scaleTo(factor * STEP ** steps),
    showAll,
    handlers: { onPointerDown: pan },
  };
}

/** A drag beside the boxes moves the drawing. */
function pan(event: TargetedPointerEvent<HTMLElement>): void {
  const { currentTarget: frame, target, pointerId, clientX, clientY, button } = event;
  if (button !== 0 || event.pointerType === "touch" || (target instanceof Element && target.closest(".box"))) return;
  const { scrollLeft, scrollTop } = frame;
  const move = (now: PointerEvent) =>
    frame.scrollTo(scrollLeft + clientX - now.clientX, scrollTop + clientY - now.clientY);
  frame.setPointerCapture(pointerId);
  frame.classList.add("dragged");
  frame.addEventListener("pointermove", move);
  frame.addEventListener(
    "lostpointercapture",
    () => {
      frame.removeEventListener("pointermove", move);
      frame.classList.remove("dragged");
    },
    { once: true },
  );
}

/** Scrolls the frame, and only the frame. */
function centre({ x, y, width, height }: Place, factor: number, frame: Element): void {
  const behavior = matchMedia("(prefers-reduced-motion: no-preference)").matches ? "smooth" : "auto";
  frame.scrollTo({
    left: (x + width / 2) * factor - frame.clientWidth / 2,
    top: (y + height / 2) * factor - frame.clientHeight / 2,
    behavior,
  });
}
