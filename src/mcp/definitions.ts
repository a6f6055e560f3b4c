import { z } from "zod";
import { QUESTION_IDS } from "../core/guide/nodes.ts";

// What the tools are called and take, apart from what answers them: the editor's manifest announces them too.

/** The kernel that a question is about, as every tool takes it. */
const PROFILE = {
  profile: z
    .string()
    .optional()
    .describe(
      "Kernel profile by name, such as debian-6.12-amd64 or mainline-6.6-arm64; default: debian-6.12-amd64, assumed",
    ),
};

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
export const SIMULATE = {
  name: "simulate_allocation",
  title: "Simulate an allocation",
  description:
    "What the kernel hands out for one allocation request: the slab cache or pages, the bytes really spent, the waste, " +
    "and why, step by step through the kernel's functions.",
  inputSchema: INPUT,
};

/** The decision chart, a question at a time. */
export const CHOOSE = {
  name: "choose_allocation_api",
  title: "Choose an allocation API",
  description:
    "Walks the decision chart for kernel allocations. Call it with the answers known so far (none to begin); it " +
    "returns the next question with its possible answers, or the API to use with a sample, its limits and what frees " +
    "the memory.",
  inputSchema: {
    answers: z
      .record(z.string(), z.string())
      .optional()
      .describe(`Answers so far, by question: ${QUESTION_IDS.join(", ")}`),
  },
};

/** Everything about the calls at a line. */
export const EXPLAIN = {
  name: "explain_allocation",
  title: "Explain an allocation call",
  description:
    "Explains the allocation calls at a line of a C file: what is asked, what the kernel really hands out and why, " +
    "what would take less, what frees the memory, whether the API fits, and what the rules find. Headers and the " +
    "kernel's configuration are read where they are at hand.",
  inputSchema: {
    file: z.string().describe("Path of a C file or header"),
    line: z.number().int().positive().describe("Line of the call, from 1"),
    kernel: z.string().optional().describe("Kernel tree or headers: auto (the default), none, or a folder"),
    ...PROFILE,
  },
};
