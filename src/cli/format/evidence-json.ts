import type { Joined } from "../../core/evidence/join.ts";
import type { CacheRecord } from "../../core/evidence/record.ts";
import { quotingText, sourceText } from "../text-position.ts";
import { placementJson } from "./placement-json.ts";
import type { RunHeader } from "./report.ts";

/** What a run over evidence found. */
export interface EvidenceFound {
  readonly header: RunHeader;
  readonly joined: readonly Joined[];
  readonly caches: readonly CacheRecord[];
}

export function evidenceJson({ header, joined, caches }: EvidenceFound): string {
  const { title: _, ...run } = header;
  return `${JSON.stringify({ ...run, calls: joined.map(callJson), caches: caches.map(({ kind: _kind, ...cache }) => cache) }, undefined, 1)}\n`;
}

function callJson({ record, site, verdict, says, bytesReq, wasted }: Joined) {
  const { kind: _, ...measured } = record;
  return {
    measured,
    ...(bytesReq === undefined ? {} : { bytesReq }),
    ...(wasted === undefined ? {} : { wasted }),
    verdict,
    says: quotingText(says),
    ...(site
      ? {
          site: {
            file: site.file,
            line: site.line,
            api: site.assessment.api.name,
            text: sourceText(site.assessment.call.text),
            placement: placementJson(site.assessment.placement),
          },
        }
      : {}),
  };
}
