/** Digits in groups of three: 262,144. */
export function grouped(value: number | bigint): string {
  return value.toLocaleString("en-US");
}

/** A difference with its sign: +1,024. */
export function signed(value: number): string {
  return value > 0 ? `+${grouped(value)}` : value < 0 ? `−${grouped(-value)}` : "0";
}
