import type { ProfileOptions } from "../cli/profile-choice.ts";

export function profileOf(name: string | undefined): ProfileOptions {
  return name === undefined ? {} : { profile: name };
}
