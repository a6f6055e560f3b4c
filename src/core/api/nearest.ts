import { ALLOC_APIS } from "./catalogue.ts";

/** The known API whose name takes the fewest edits to reach. */
export function nearestApi(name: string): string {
  const typed = name.slice(0, 64);
  let nearest = { name: "kmalloc", distance: Number.POSITIVE_INFINITY };
  for (const api of ALLOC_APIS) {
    const distance = editDistance(typed, api.name);
    if (distance < nearest.distance) nearest = { name: api.name, distance };
  }
  return nearest.name;
}

/** Insertions, deletions and replacements that lead from one word to the other. */
function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let i = 1; i <= from.length; i++) {
    const next = [i];
    for (let j = 1; j <= to.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (from[i - 1] === to[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}
