import { posix } from "node:path";
import type { Site } from "../site.ts";
import { bytesOfChange } from "./compare-sites.ts";

/** What a change does to the calls of a folder, each called once. */
export interface ChangeCounts {
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
  readonly bytesReq: number;
  readonly bytesAlloc: number;
  /** Calls whose difference is not known; the bytes leave them out. */
  readonly unknown: number;
}

const NO_CHANGE: ChangeCounts = { added: 0, changed: 0, removed: 0, bytesReq: 0, bytesAlloc: 0, unknown: 0 };

export function changeCountsOf(sites: readonly Site[]): ChangeCounts {
  return sites.reduce((sum, site) => {
    if (!site.change) return sum;
    const bytes = bytesOfChange(site);
    return sumOf(sum, {
      ...NO_CHANGE,
      [site.change.kind]: 1,
      ...(bytes ?? { unknown: 1 }),
    });
  }, NO_CHANGE);
}

function sumOf(a: ChangeCounts, b: ChangeCounts): ChangeCounts {
  return {
    added: a.added + b.added,
    changed: a.changed + b.changed,
    removed: a.removed + b.removed,
    bytesReq: a.bytesReq + b.bytesReq,
    bytesAlloc: a.bytesAlloc + b.bytesAlloc,
    unknown: a.unknown + b.unknown,
  };
}

/** A folder is what is built into one module, by and large. */
export interface FolderChange extends ChangeCounts {
  readonly folder: string;
}

/** A change in all, and folder by folder. */
export interface ChangeSummary extends ChangeCounts {
  readonly since: string;
  readonly folders: readonly FolderChange[];
}

/** Adds changes up as the files come. */
export class ChangeTotals {
  private readonly folders = new Map<string, ChangeCounts>();

  constructor(private readonly since: string) {}

  add(file: string, counts: ChangeCounts): void {
    if (counts.added + counts.changed + counts.removed === 0) return;
    const folder = posix.dirname(file);
    this.folders.set(folder, sumOf(this.folders.get(folder) ?? NO_CHANGE, counts));
  }

  summary(): ChangeSummary {
    const all = [...this.folders.values()].reduce(sumOf, NO_CHANGE);
    return { since: this.since, ...all, folders: [...this.folders].map(([folder, counts]) => ({ folder, ...counts })) };
  }
}
