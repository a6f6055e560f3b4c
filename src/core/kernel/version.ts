/** A kernel release as three numbers. `code` orders versions: 6.12.117 is above 6.12.9, which is above 6.6.200. */
export interface KernelVersion {
  readonly major: number;
  readonly minor: number;
  readonly sublevel: number;
  readonly code: number;
}

/** One row of a fact that changed over time: the value from `since` on. Rows are ordered, oldest first. */
export interface Since<T> {
  readonly since: string;
  readonly value: T;
}

/** Reads "6.12.117", "6.12" or a release such as "6.12.117+deb12-amd64"; undefined for anything else. */
export function parseVersion(text: string): KernelVersion | undefined {
  const match = /^(\d{1,3})\.(\d{1,4})(?:\.(\d{1,5}))?(?![\d.])/.exec(text.trim());
  if (!match) return undefined;
  const [major, minor, sublevel] = [Number(match[1]), Number(match[2]), Number(match[3] ?? 0)];
  return { major, minor, sublevel, code: (major * 10_000 + minor) * 100_000 + sublevel };
}

/** Whether `version` is `since` or newer; a `since` without sublevel means its first release. */
export function atLeast(version: KernelVersion, since: string): boolean {
  const first = parseVersion(since);
  return first !== undefined && version.code >= first.code;
}

/** Whether `version` lies in [from, to): for fixes that stable trees took over before the next release had them. */
export function isBetween(version: KernelVersion, from: string, to: string): boolean {
  return atLeast(version, from) && !atLeast(version, to);
}

/** The value of the newest row that `version` has reached; `before` if it is older than all of them. */
export function valueAt<T>(version: KernelVersion, before: T, rows: readonly Since<T>[]): T {
  let value = before;
  for (const row of rows) if (atLeast(version, row.since)) value = row.value;
  return value;
}

/** The version as three numbers, "6.12.117". */
export function formatVersion(version: KernelVersion): string {
  return `${version.major}.${version.minor}.${version.sublevel}`;
}
