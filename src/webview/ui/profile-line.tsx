import type { JSX } from "preact";
import { formatVersion } from "../../core/kernel/version.ts";
import type { ShownView } from "../../protocol/view-shown.ts";

/** The kernel that all numbers of a panel hold for. */
export function ProfileLine({ shown }: { shown: ShownView | undefined }): JSX.Element {
  if (!shown) return <p class="profile">Waiting for the kernel profile …</p>;
  const { profile, config } = shown;
  return (
    <p class="profile">
      Numbers for <bdi>{profile.title}</bdi> ({formatVersion(config.version)}, {config.arch}, pages of {config.pageSize}{" "}
      bytes){profile.assumed ? ", assumed" : ""}
      {profile.problem !== undefined && <span class="problem"> {profile.problem}</span>}
    </p>
  );
}
