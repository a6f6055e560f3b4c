import type { Layout } from "./layout.ts";

/** The box that an arrow key leads to: the nearest one in its direction, with detours aside counted twice. */
export function neighbourOf({ boxes }: Layout, key: string, arrow: string): string | undefined {
  const from = boxes.find((box) => box.key === key);
  const towards = DIRECTIONS.find((direction) => direction.key === arrow);
  if (!from || !towards) return undefined;
  let nearest: { readonly key: string; readonly distance: number } | undefined;
  for (const box of boxes) {
    const [dx, dy] = [box.x - from.x, box.y - from.y];
    const [along, aside] = towards.dx === 0 ? [dy * towards.dy, Math.abs(dx)] : [dx * towards.dx, Math.abs(dy)];
    if (along <= 0) continue;
    const distance = along + 2 * aside;
    if (!nearest || distance < nearest.distance) nearest = { key: box.key, distance };
  }
  return nearest?.key;
}

const DIRECTIONS = [
  { key: "ArrowUp", dx: 0, dy: -1 },
  { key: "ArrowDown", dx: 0, dy: 1 },
  { key: "ArrowLeft", dx: -1, dy: 0 },
  { key: "ArrowRight", dx: 1, dy: 0 },
] as const;
