import { givenBy } from "../core/kernel/given.ts";
import type { Site } from "./site.ts";

/** What the sites of a file sum up to. */
export interface FileCounts {
  readonly file: string;
  readonly sites: number;
  /** Sites whose placement is known, those that always fail included. */
  readonly known: number;
  /** Sums over one call of each known site that the configuration compiles. */
  readonly bytesReq: number;
  readonly bytesAlloc: number;
}

export function countsOf(file: string, sites: readonly Site[]): FileCounts {
  let known = 0;
  let bytesReq = 0;
  let bytesAlloc = 0;
  for (const { assessment } of sites) {
    const { placement, call } = assessment;
    const given = givenBy(placement);
    if (given || placement.kind === "fails") known++;
    if (!given || !call.active) continue;
    bytesReq += given.bytesReq;
    bytesAlloc += given.bytesAlloc;
  }
  return { file, sites: sites.length, known, bytesReq, bytesAlloc };
}
