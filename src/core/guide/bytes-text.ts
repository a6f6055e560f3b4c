/** Bytes as people say them: `8 KiB`, `4 MiB`, `1360 bytes`; only exact multiples take a unit. */
export function bytesText(bytes: number): string {
  for (const [unit, size] of UNITS) if (bytes >= size && bytes % size === 0) return `${bytes / size} ${unit}`;
  return bytes === 1 ? "1 byte" : `${bytes} bytes`;
}

const UNITS = [
  ["GiB", 2 ** 30],
  ["MiB", 2 ** 20],
  ["KiB", 2 ** 10],
] as const;
