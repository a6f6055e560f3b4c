/** Digits in groups of three: 262,144. */
export function grouped(value: number | bigint): string {
  if (typeof value === "number" && !Number.isSafeInteger(value)) return value.toLocaleString("en-US");
  // A whole table of them: by hand it takes a tenth of the time.
  const digits = String(value);
  return digits.length < 4 ? digits : digits.replace(/\B(?=(?:\d{3})+$)/g, ",");
}

/** A difference with its sign: +1,024. */
export function signed(value: number): string {
  return value > 0 ? `+${grouped(value)}` : value < 0 ? `−${grouped(-value)}` : "0";
}
