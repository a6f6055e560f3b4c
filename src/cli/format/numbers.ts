/** Digits in groups of three: 262,144. */
export function grouped(value: number | bigint): string {
  return String(value).replace(/\B(?=(\d{3})+(?!\d))/g, ",");
}

/** A ratio with the three decimals of the public interface. */
export function ratio(part: number, whole: number): number {
  return Math.round((part / whole) * 1000) / 1000;
}

/** `50.6 %`, `2 %`, `1,600 %`: one decimal below 100, where it is not 0. */
export function percent(part: number, whole: number): string {
  const value = (100 * part) / whole;
  return `${value < 100 ? Math.round(value * 10) / 10 : grouped(Math.round(value))} %`;
}
