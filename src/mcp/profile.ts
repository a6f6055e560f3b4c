import { z } from "zod";
import type { ProfileOptions } from "../cli/profile-choice.ts";

/** The kernel that a question is about, as every tool takes it. */
export const PROFILE = {
  profile: z
    .string()
    .optional()
    .describe(
      "Kernel profile by name, such as debian-6.12-amd64 or mainline-6.6-arm64; default: debian-6.12-amd64, assumed",
    ),
};

export function profileOf(name: string | undefined): ProfileOptions {
  return name === undefined ? {} : { profile: name };
}
