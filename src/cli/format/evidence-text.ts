import type { Joined } from "../../core/evidence/join.ts";
import type { CacheRecord } from "../../core/evidence/record.ts";
import { quotingText, sourceText } from "../text-position.ts";
import type { EvidenceFound } from "./evidence-json.ts";
import { grouped } from "./numbers.ts";
import { printable } from "./printable.ts";

/** For people: the calls that waste the most first, then the caches with the most empty slots. */
export function evidenceText({ header, joined, caches }: EvidenceFound): string {
  const counts = (["agrees", "differs", "new", "unplaced"] as const).map(
    (verdict) => `${joined.filter((one) => one.verdict === verdict).length} ${VERDICTS[verdict]}`,
  );
  return [
    `Predicted for ${header.title}`,
    "",
    ...joined.flatMap(callLines),
    ...(joined.length > 0 ? [`${counts.join(", ")}`, ""] : []),
    ...[...caches].sort((a, b) => unused(b) - unused(a)).flatMap(cacheLines),
    "",
  ].join("\n");
}

const VERDICTS = {
  agrees: "as predicted",
  differs: "differ",
  new: "of a size that is not predicted",
  unplaced: "not placed",
} as const;

function callLines({ record, site, says, wasted }: Joined): string[] {
  const { count, function: name, module, source } = record;
  const where = site
    ? `${site.file}:${site.line} ${sourceText(site.assessment.call.text)}`
    : `${name}()${module === undefined ? "" : ` [${module}]`}`;
  const unusedText = wasted === undefined ? "" : `, ${grouped(wasted)} bytes unused`;
  const what = source === "tracepoint" ? "calls" : "objects";
  const measured = `${grouped(count)} ${what}${unusedText} (${source}): ${quotingText(says)}`;
  return [printable(where), `  ${printable(measured)}`];
}

function unused({ loss, objects, slots, objectSize }: CacheRecord): number {
  return loss ?? ((slots ?? objects) - objects) * objectSize;
}

function cacheLines(cache: CacheRecord): string[] {
  const bytes = unused(cache);
  if (bytes <= 0) return [];
  const what = cache.source === "slabinfo-X" ? "bytes lost" : "bytes in empty slots";
  return [printable(`${cache.name}: ${grouped(cache.objects)} objects, ${grouped(bytes)} ${what} (${cache.source})`)];
}
