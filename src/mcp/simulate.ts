import type { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { z } from "zod";
import { placementJson } from "../cli/format/placement-json.ts";
import { chooseProfile, statedProfile, titleOf } from "../cli/profile-choice.ts";
import { UsageError } from "../cli/usage-error.ts";
import { placementText } from "../core/explain/placement-text.ts";
import { answerTo } from "../core/tools/simulate.ts";
import { answer, answered, ONLY_LOOKS } from "./answer.ts";
import { SIMULATE } from "./definitions.ts";
import { profileOf } from "./profile.ts";

/** What one request would get. */
export function registerSimulate(server: McpServer): void {
  const { name, ...described } = SIMULATE;
  server.registerTool(
    name,
    {
      ...described,
      outputSchema: {
        placement: z.looseObject({ kind: z.string() }),
        trace: z.array(z.object({ kernel: z.string(), says: z.string() })),
        profile: z.looseObject({ kernel: z.string(), arch: z.string() }),
      },
      annotations: ONLY_LOOKS,
    },
    ({ profile, ...request }) =>
      answer(() => {
        const chosen = chooseProfile(profileOf(profile));
        const found = answerTo(request, chosen.config);
        if (found.kind === "error") throw new UsageError(found.why);
        const { placement, size } = found;
        return answered(placementText(placement, size, titleOf(chosen), chosen.notes), {
          placement: placementJson(placement),
          trace: placement.trace,
          profile: statedProfile(chosen),
        });
      }),
  );
}
