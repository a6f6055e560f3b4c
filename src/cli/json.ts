export type JsonObject = Readonly<Record<string, unknown>>;

/** A number for JSON: a decimal string where a double would not hold it exactly. */
export function integer(value: number | bigint): number | string {
  if (typeof value === "number") return Number.isSafeInteger(value) ? value : String(BigInt(Math.trunc(value)));
  const plain = Number(value);
  return Number.isSafeInteger(plain) ? plain : String(value);
}
