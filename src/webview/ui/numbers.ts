/** A whole number with its thousands apart: `4,194,304`. */
export function grouped(value: number): string {
  return value.toLocaleString("en");
}

/** A share as people say it: `51 %`, `0.4 %`. */
export function percent(part: number, whole: number): string {
  if (whole === 0) return "–";
  const share = (100 * part) / whole;
  return `${share !== 0 && share < 10 ? share.toFixed(1) : Math.round(share).toLocaleString("en")} %`;
}
