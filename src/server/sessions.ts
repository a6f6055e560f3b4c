import type { FileBuild } from "../core/c/build.ts";
import type { KernelHeaders, ResolveInclude } from "../core/c/included-headers.ts";
import { HeadersBeside } from "../headers/headers-beside.ts";
import { KernelHeaderFiles } from "../headers/kernel-headers.ts";
import type { KernelTree } from "../headers/kernel-tree.ts";
import { isBelow } from "./allowed-files.ts";
import { FileSpace, loaded, placeOf, type SpaceSources, type UriPlace } from "./file-space.ts";
import { chooseKernel, type KernelAnswer } from "./kernel-choice.ts";
import type { ChosenProfile, Profiles } from "./profiles.ts";
import type { Settings } from "./settings.ts";
import { folderOf } from "./uris.ts";

/** Bytes of headers that are kept; up to twice as many are while they make room. */
const KEPT = 24 * 2 ** 20;

/** Where the headers of files come from. */
interface HeaderSource {
  /** Headers that belong to a driver or module. */
  resolveLocal(main: string): ResolveInclude;
  /** The kernel's, where they are at hand. */
  headers(): KernelHeaders | undefined;
  /** What the kernel's build says of a file. */
  buildOf(main: string, option: (name: string) => string | undefined): FileBuild | undefined;
  forget(path: string): void;
}

/** What the files of a folder of the workspace are analysed with, for one target. */
export interface Session {
  readonly space: FileSpace;
  readonly chosen: ChosenProfile;
  readonly headers: HeaderSource;
  readonly kernel: SessionKernel;
}

/** The kernel that was found for a file, and what it is good for. */
export interface SessionKernel {
  readonly tree?: KernelTree;
  /** Whether sizes come from its headers. */
  readonly isRead: boolean;
  /** Why the setting was not followed. */
  readonly problem?: string;
}

export interface SessionSources extends Omit<SpaceSources, "host"> {
  readonly host: SpaceSources["host"];
  readonly profiles: Profiles;
  readonly release: string | undefined;
  /** Folders of the workspace, as normal URIs. */
  roots(): readonly string[];
  trusted(): boolean;
}

/** The sessions of the open files: one for each folder of the workspace, kernel and profile. */
export class Sessions {
  private readonly spaces = new Map<string, FileSpace>();
  private kernels = new Map<string, Promise<KernelAnswer>>();
  /** The folders of a tree share what was read of it: its configuration has ten thousand options. */
  private trees = new Map<string, KernelAnswer>();
  private sessions = new Map<string, Promise<Session>>();
  private sources_ = new Map<string, HeaderSource>();

  constructor(private readonly sources: SessionSources) {}

  /** The session of a file under the profile that its settings choose, or under another. */
  async of(uri: string, settings: Settings, profile: unknown = settings.profile): Promise<Session> {
    const place = placeOf(uri) ?? { start: uri, path: "/", query: "" };
    const space = this.spaceOf(place);
    const roots = this.rootsIn(space, place);
    const root = roots.around ?? (placeOf(folderOf(uri))?.path || "/");
    const kernel = await this.kernelOf(space, place.path, root, roots.all, settings.kernel);
    const chosen = this.sources.profiles.chosenBy(profile, profile === settings.profile ? kernel.tree : undefined);
    const isOwn = kernel.tree !== undefined && chosen.derivedFrom === kernel.tree.dir;
    const tree = isOwn && kernel.tree?.profile?.config ? kernel.tree : undefined;
    const key = [place.start, place.query, root, kernel.tree?.dir ?? "", JSON.stringify(profile) ?? ""].join("|");
    let session = this.sessions.get(key);
    if (!session) {
      session = loaded(() => this.session(space, root, chosen, kernel, tree));
      this.sessions.set(key, session);
    }
    return session;
  }

  /** Forgets a file that was changed, made or removed. */
  forget(uri: string): void {
    const place = placeOf(uri);
    if (!place) return;
    this.spaceOf(place).forget(place.path);
    for (const [key, headers] of this.sources_) if (key.startsWith(spaceKey(place))) headers.forget(place.path);
  }

  /** Forgets everything: a configuration or a Makefile has changed, or the workspace. */
  reset(): void {
    this.spaces.clear();
    this.kernels = new Map();
    this.trees = new Map();
    this.sessions = new Map();
    this.sources_ = new Map();
  }

  private session(
    space: FileSpace,
    root: string,
    chosen: ChosenProfile,
    kernel: KernelAnswer,
    tree: KernelTree | undefined,
  ): Session {
    const { tree: found, problem } = kernel;
    const ofTree = tree && this.headersOf(space, root, kernel, tree, chosen);
    return {
      space,
      chosen,
      headers: ofTree ?? this.besideOf(space, root, kernel),
      kernel: {
        ...(found ? { tree: found } : {}),
        isRead: ofTree !== undefined,
        ...(problem === undefined ? {} : { problem }),
      },
    };
  }

  private headersOf(
    space: FileSpace,
    root: string,
    { files }: KernelAnswer,
    { dir }: KernelTree,
    { config }: ChosenProfile,
  ): HeaderSource | undefined {
    const key = `${space.key}|${root}|${dir}|${config.arch}`;
    const known = this.sources_.get(key);
    if (known) return known;
    const headers = new KernelHeaderFiles(dir, config.arch, files, KEPT);
    if (headers.isEmpty) return undefined;
    this.sources_.set(key, headers);
    return headers;
  }

  private besideOf(space: FileSpace, root: string, { files }: KernelAnswer): HeaderSource {
    const key = `${space.key}|${root}`;
    let headers = this.sources_.get(key);
    if (!headers) {
      headers = new HeadersBeside(files);
      this.sources_.set(key, headers);
    }
    return headers;
  }

  private kernelOf(
    space: FileSpace,
    file: string,
    root: string,
    folders: readonly string[],
    setting: string,
  ): Promise<KernelAnswer> {
    const { release, trusted } = this.sources;
    const key = [space.key, root, file.slice(0, file.lastIndexOf("/")), setting].join("|");
    let kernel = this.kernels.get(key);
    if (!kernel) {
      const question = { space, file, root, folders, setting, release, trusted: trusted() };
      kernel = loaded(() => this.shared(chooseKernel(question), [space.key, root, setting]));
      this.kernels.set(key, kernel);
    }
    return kernel;
  }

  private shared(answer: KernelAnswer, asked: readonly string[]): KernelAnswer {
    const { tree } = answer;
    if (!tree) return answer;
    const key = [...asked, tree.dir, tree.chosen].join("|");
    const known = this.trees.get(key);
    if (!known) this.trees.set(key, answer);
    return known ?? answer;
  }

  private spaceOf(place: UriPlace): FileSpace {
    const key = spaceKey(place);
    let space = this.spaces.get(key);
    if (!space) {
      space = new FileSpace(place, this.sources);
      this.spaces.set(key, space);
    }
    return space;
  }

  /** Folders of the workspace in the same space, and the innermost one around a file. */
  private rootsIn(space: FileSpace, { path }: UriPlace): { readonly all: string[]; readonly around?: string } {
    const all = this.sources.roots().flatMap((uri) => {
      const place = placeOf(uri);
      return place && spaceKey(place) === space.key ? [place.path.replace(/(?<=[^/])\/+$/, "")] : [];
    });
    const [around] = all.filter((root) => isBelow(root, path)).sort((a, b) => b.length - a.length);
    return around === undefined ? { all } : { all, around };
  }
}

function spaceKey({ start, query }: UriPlace): string {
  return `${start}|${query}`;
}
