/** A bar of a chart. */
export interface Bar {
  readonly label: string;
  readonly value: number;
  /** What stands behind the bar. */
  readonly text: string;
  /** A mark at the most that the value should be. */
  readonly goal?: number;
}

const ROW = 34;
const LABEL = 250;
const BARS = 330;
const WIDTH = 720;
const TOP = 44;

/** Horizontal bars as an SVG that reads well on light and on dark pages. */
export function barChart(title: string, bars: readonly Bar[]): string {
  const most = Math.max(...bars.flatMap(({ value, goal }) => [value, goal ?? 0]));
  const scaled = (value: number) => Math.max((BARS * value) / most, 1).toFixed(1);
  const height = TOP + ROW * bars.length + 8;
  const rows = bars.map(({ label, value, text, goal }, i) => {
    const y = TOP + ROW * i;
    const mark =
      goal === undefined
        ? ""
        : `<line class="goal" x1="${LABEL + Number(scaled(goal))}" x2="${LABEL + Number(scaled(goal))}" y1="${y - 3}" y2="${y + 25}"/>`;
    return [
      `<text class="label" x="${LABEL - 10}" y="${y + 16}" text-anchor="end">${escaped(label)}</text>`,
      `<rect class="bar" x="${LABEL}" y="${y}" width="${scaled(value)}" height="22" rx="3"/>`,
      mark,
      `<text class="value" x="${LABEL + Number(scaled(value)) + 8}" y="${y + 16}">${escaped(text)}</text>`,
    ].join("");
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" aria-label="${escaped(title)}">
<style>
text { font: 13px system-ui, sans-serif; fill: #24292f; }
.title { font-weight: 600; font-size: 15px; }
.bar { fill: #2f6fab; }
.goal { stroke: #c2410c; stroke-width: 2; stroke-dasharray: 4 3; }
@media (prefers-color-scheme: dark) {
text { fill: #e6edf3; }
.bar { fill: #5aa2e0; }
.goal { stroke: #fb923c; }
}
</style>
<text class="title" x="10" y="22">${escaped(title)}</text>
${rows.join("\n")}
</svg>
`;
}

function escaped(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/"/g, "&quot;");
}
