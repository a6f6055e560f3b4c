/** What waste is counted in: bytes, or percent of what was asked or of what is given. */
export const UNITS = ["asked", "given", "bytes"] as const;

export type Unit = (typeof UNITS)[number];

export function wasteIn(unit: Unit, asked: number, given: number): number {
  const wasted = given - asked;
  switch (unit) {
    case "bytes":
      return wasted;
    case "asked":
      return (100 * wasted) / asked;
    case "given":
      return given === 0 ? 0 : (100 * wasted) / given;
  }
}
