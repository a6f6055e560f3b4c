const KIB = 1024;
const MIB = 1024 * KIB;
const GIB = 1024 * MIB;

/** Below this a number is as easy to read as its unit. */
const LEAST_WITH_UNIT = 10 * KIB;

/** `1 byte`, `4096 bytes`. */
export function counted(count: number | bigint, thing: string): string {
  return `${count} ${thing}${count === 1 || count === 1n ? "" : "s"}`;
}

/** `4194304` as `4 MiB`, where a unit says it exactly and shorter. */
export function binaryUnit(bytes: number): string | undefined {
  if (bytes < LEAST_WITH_UNIT || bytes % KIB !== 0) return undefined;
  if (bytes % GIB === 0) return `${bytes / GIB} GiB`;
  return bytes % MIB === 0 ? `${bytes / MIB} MiB` : `${bytes / KIB} KiB`;
}

/** `4194304 bytes (4 MiB)`. */
export function exactBytes(bytes: number | bigint): string {
  const unit = binaryUnit(Number(bytes));
  return unit === undefined ? counted(bytes, "byte") : `${counted(bytes, "byte")} (${unit})`;
}

/** A share of `whole` in whole percent: `51 %`. */
export function percentOf(part: number, whole: number): string {
  const percent = (100 * part) / whole;
  return percent > 0 && percent < 1 ? "below 1 %" : `${Math.round(percent)} %`;
}
