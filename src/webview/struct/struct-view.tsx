import type { JSX } from "preact";
import { property } from "../../protocol/read-message.ts";
import { readReorder, readStruct, readStructNames, type ShownStruct } from "../../protocol/read-struct.ts";
import type { ShownView } from "../../protocol/view-shown.ts";
import { host } from "../ui/host.ts";
import { ProfileLine } from "../ui/profile-line.tsx";
import { MemberTable } from "./member-table.tsx";
import { ReorderedStruct } from "./reordered-struct.tsx";
import { StructFacts } from "./struct-facts.tsx";
import { StructPicture } from "./struct-picture.tsx";

/** A struct as memory: members, holes, padding, cache lines, and the size class it falls into. */
export function StructView({ shown }: { shown: ShownView | undefined }): JSX.Element {
  const struct = shown && readStruct(property(shown.message, "struct"));
  return (
    <main class="view">
      <header>
        <h1>Struct layout</h1>
        <ProfileLine shown={shown} />
      </header>
      {shown && <Names listed={readStructNames(shown.message)} struct={struct} />}
      {shown && !struct && (
        <p class="help">Put the cursor into a struct of a C file, or on its name, and open this panel again.</p>
      )}
      {struct?.kind === "none" && (
        <p class="problem" role="status">
          <bdi>{struct.name}</bdi>: <bdi>{struct.why}</bdi>
        </p>
      )}
      {shown && struct?.kind === "struct" && (
        <>
          <StructFacts struct={struct} config={shown.config} />
          <StructPicture struct={struct} title="Cache lines" />
          <MemberTable struct={struct} />
          <ReorderedStruct now={struct} reorder={readReorder(shown.message)} config={shown.config} />
        </>
      )}
    </main>
  );
}

interface NamesProps {
  readonly listed: readonly string[];
  readonly struct: ShownStruct | undefined;
}

function Names({ listed, struct }: NamesProps): JSX.Element | null {
  const names = [...new Set(struct ? [...listed, struct.name] : listed)];
  if (names.length === 0) return null;
  return (
    <div class="controls">
      <label class="field">
        <span>Struct of the file</span>
        <select
          value={struct?.name ?? ""}
          onChange={({ currentTarget: { value } }) => host.postMessage({ kind: "struct", name: value })}
        >
          {names.map((name) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}
