import type { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { z } from "zod";
import { placementJson } from "../cli/format/placement-json.ts";
import { placementText } from "../cli/format/placement-text.ts";
import { chooseProfile, statedProfile, titleOf } from "../cli/profile-choice.ts";
import { answerTo } from "../cli/simulate-answer.ts";
import { UsageError } from "../cli/usage-error.ts";
import { answer, answered, ONLY_LOOKS } from "./answer.ts";
import { PROFILE, profileOf } from "./profile.ts";

const BYTES = z.union([z.number().int().nonnegative(), z.string().regex(/^\d+$/)]);

const INPUT = {
  api: z.string().describe("Name of the function, such as kmalloc, devm_kzalloc, alloc_pages, kmem_cache_create"),
  size: BYTES.optional().describe("Bytes asked for; of one element for an API that takes a count"),
  count: BYTES.optional().describe("Elements, for array APIs such as kcalloc"),
  oldSize: BYTES.optional().describe("krealloc: size of the block so far"),
  order: z.number().int().nonnegative().optional().describe("Page APIs: 2^order pages"),
  align: z.number().int().nonnegative().optional(),
  boundary: z.number().int().nonnegative().optional().describe("dma_pool_create"),
  gfp: z.array(z.string()).optional().describe('Flags, such as ["GFP_KERNEL", "__GFP_ZERO"]; default GFP_KERNEL'),
  flags: z.array(z.string()).optional().describe("kmem_cache_create: SLAB_…"),
  ctor: z.boolean().optional().describe("kmem_cache_create: there is a constructor"),
  ...PROFILE,
};

/** What one request would get. */
export function registerSimulate(server: McpServer): void {
  server.registerTool(
    "simulate_allocation",
    {
      title: "Simulate an allocation",
      description:
        "What the kernel hands out for one allocation request: the slab cache or pages, the bytes really spent, the waste, " +
        "and why, step by step through the kernel's functions.",
      inputSchema: INPUT,
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
