import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import type { KernelConfig } from "../../core/kernel/config.ts";
import { Choice } from "../ui/choice.tsx";
import type { ViewProps } from "../ui/mount.tsx";
import { NumberField } from "../ui/number-field.tsx";
import { ProfileLine } from "../ui/profile-line.tsx";
import { kernelFor, laidOut } from "./laid-out.ts";
import { SlabCalls, SlabNumbers } from "./slab-numbers.tsx";
import { SlabPicture } from "./slab-picture.tsx";
import {
  ALIGNMENTS,
  CACHE_FLAGS,
  type CacheFlag,
  DEBUGS,
  LARGEST_OBJECT,
  MOST_CPUS,
  type SlabState,
} from "./slab-state.ts";
import { SlotPicture } from "./slot-picture.tsx";

/** One slab of a cache to scale, and one slot of it magnified. */
export function SlabView({ shown, own, update }: ViewProps<SlabState>): JSX.Element {
  const { debug, cpus } = own;
  const read = useMemo(() => (shown ? kernelFor(shown, own) : undefined), [shown, debug, cpus]);
  const config = read?.kind === "profile" ? read.config : undefined;
  const answer = useMemo(() => config && laidOut(own, config), [own, config]);
  return (
    <main class="view">
      <header>
        <h1>Slab page</h1>
        <ProfileLine shown={shown} />
      </header>
      <Controls own={own} update={update} config={config} cpus={shown?.config.nrCpus} />
      {read?.kind === "error" && <p class="problem">This kernel cannot be: {read.why}</p>}
      {answer?.kind === "none" && (
        <p class="problem" role="status">
          No slab to draw: {answer.why}
        </p>
      )}
      {answer?.kind === "slab" && (
        <>
          <SlabNumbers slab={answer} />
          <SlabPicture slab={answer} />
          <SlotPicture slab={answer} />
          <SlabCalls slab={answer} file={shown?.file} />
        </>
      )}
    </main>
  );
}

interface ControlsProps extends Pick<ViewProps<SlabState>, "own" | "update"> {
  readonly config: KernelConfig | undefined;
  /** Of the profile. */
  readonly cpus: number | undefined;
}

function Controls({ own, update, config, cpus }: ControlsProps): JSX.Element {
  const set = (change: Partial<SlabState>) => update((before) => ({ ...before, ...change }));
  const classes = config?.kmalloc.normal.flatMap((one) => (one ? [one.cache] : [])) ?? [];
  const names = [...new Set(own.cache === undefined ? classes : [...classes, own.cache])];
  return (
    <div class="controls">
      <label class="field">
        <span>Cache</span>
        <select
          value={own.cache ?? ""}
          onChange={({ currentTarget: { value } }) => set({ cache: value === "" ? undefined : value })}
        >
          <option value="">kmem_cache_create(…)</option>
          {names.map((name) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
        </select>
      </label>
      {own.cache === undefined && (
        <>
          <NumberField
            label="Object, bytes"
            value={own.size}
            min={1}
            max={LARGEST_OBJECT}
            set={(size) => set({ size })}
          />
          <label class="field">
            <span>align</span>
            <select value={own.align} onChange={({ currentTarget: { value } }) => set({ align: Number(value) })}>
              {ALIGNMENTS.map((align) => (
                <option key={align} value={align}>
                  {align}
                </option>
              ))}
            </select>
          </label>
          <fieldset class="checks">
            <legend>flags</legend>
            {CACHE_FLAGS.map((flag) => (
              <label key={flag}>
                <input
                  type="checkbox"
                  checked={own.flags.includes(flag)}
                  onChange={() => set({ flags: toggled(own.flags, flag) })}
                />
                <code>{flag}</code>
              </label>
            ))}
            <label>
              <input type="checkbox" checked={own.ctor} onChange={() => set({ ctor: !own.ctor })} />
              constructor
            </label>
          </fieldset>
        </>
      )}
      <Choice
        legend="Boot parameter slub_debug="
        order={DEBUGS}
        options={{ "": "none", F: "F", FZ: "FZ", P: "P", U: "U", FZPU: "FZPU" }}
        chosen={own.debug}
        choose={(debug) => set({ debug })}
      />
      <NumberField
        label="CPUs"
        value={own.cpus ?? cpus}
        min={1}
        max={MOST_CPUS}
        set={(next) => set({ cpus: next === cpus ? undefined : next })}
      />
    </div>
  );
}

function toggled(flags: readonly CacheFlag[], flag: CacheFlag): readonly CacheFlag[] {
  return flags.includes(flag)
    ? flags.filter((one) => one !== flag)
    : CACHE_FLAGS.filter((one) => one === flag || flags.includes(one));
}
