import type { ChangeSummary } from "./change/folder-changes.ts";
import type { FileCounts } from "./counts.ts";
import type { Skipped } from "./walk.ts";

/** What a run saw, as it stands at the end of the output. */
export interface Summary extends Omit<FileCounts, "file"> {
  readonly files: number;
  readonly skipped: readonly Skipped[];
  readonly unknown: number;
  readonly milliseconds: number;
  readonly change?: ChangeSummary;
  /** Where the run was cut short. */
  readonly interrupted?: boolean;
}

/** Adds up as the files come. */
export class Totals {
  private files = 0;
  private sites = 0;
  private known = 0;
  private bytesReq = 0;
  private bytesAlloc = 0;

  add({ sites, known, bytesReq, bytesAlloc }: FileCounts): void {
    this.files++;
    this.sites += sites;
    this.known += known;
    this.bytesReq += bytesReq;
    this.bytesAlloc += bytesAlloc;
  }

  summary(skipped: readonly Skipped[], milliseconds: number): Summary {
    const { files, sites, known, bytesReq, bytesAlloc } = this;
    return { files, skipped, sites, known, unknown: sites - known, bytesReq, bytesAlloc, milliseconds };
  }
}
