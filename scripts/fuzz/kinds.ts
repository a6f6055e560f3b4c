import { createParser, examiner } from "./examine.ts";
import type { Kind } from "./kind.ts";
import { btfKind } from "./kinds/btf.ts";
import { configKind } from "./kinds/config.ts";
import { editsKind } from "./kinds/edits.ts";
import { evidenceKind } from "./kinds/evidence.ts";
import { gccKind } from "./kinds/gcc.ts";
import { headersKind, splitKind } from "./kinds/headers.ts";
import { jsonKinds } from "./kinds/json.ts";
import { patchKind } from "./kinds/patch.ts";
import { serverKind } from "./kinds/server.ts";
import { simulateKind } from "./kinds/simulate.ts";
import { sourceKinds } from "./kinds/sources.ts";
import { program } from "./program.ts";

/** Every kind of input. `sources` are C files of the user's, broken beside those that are made. */
export async function allKinds(sources: readonly string[]): Promise<readonly Kind[]> {
  const parser = await createParser();
  const examine = examiner(parser);
  const gcc = gccKind(examine);
  if (!gcc) console.log("There is no gcc: constants are not compared with it");
  return [
    ...[...sourceKinds(examine, sources), headersKind(examine), splitKind(examine)].map((kind) => ({
      ...kind,
      weight: 4,
    })),
    btfKind(examine),
    configKind(),
    editsKind(parser, sources, program),
    evidenceKind(examine),
    ...jsonKinds(),
    patchKind(),
    simulateKind(),
    serverKind(),
    ...(gcc ? [gcc] : []),
  ];
}
