import { givenBy } from "../core/rules/given.ts";
import type { Site } from "./site.ts";
import type { Skipped } from "./walk.ts";

/** What a run saw, as it stands at the end of the output. */
export interface Summary {
  readonly files: number;
  readonly skipped: readonly Skipped[];
  readonly sites: number;
  /** Sites whose placement is known, those that always fail included. */
  readonly known: number;
  readonly unknown: number;
  /** Sums over one call of each known site that the configuration compiles. */
  readonly bytesReq: number;
  readonly bytesAlloc: number;
  readonly milliseconds: number;
}

/** Adds sites up as the files come. */
export class Totals {
  private files = 0;
  private sites = 0;
  private known = 0;
  private bytesReq = 0;
  private bytesAlloc = 0;

  add(sites: readonly Site[]): void {
    this.files++;
    this.sites += sites.length;
    for (const { assessment } of sites) {
      const { placement, call } = assessment;
      const given = givenBy(placement);
      if (given || placement.kind === "fails") this.known++;
      if (!given || !call.active) continue;
      this.bytesReq += given.bytesReq;
      this.bytesAlloc += given.bytesAlloc;
    }
  }

  summary(skipped: readonly Skipped[], milliseconds: number): Summary {
    const { files, sites, known, bytesReq, bytesAlloc } = this;
    return { files, skipped, sites, known, unknown: sites - known, bytesReq, bytesAlloc, milliseconds };
  }
}
