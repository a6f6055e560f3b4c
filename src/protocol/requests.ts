import type { Source } from "../core/c/size-fact.ts";
import type { StructLayout } from "../core/c/struct-layout.ts";
import type { Judgement } from "../core/guide/judge.ts";
import type { KernelFacts } from "../core/guide/kernel-facts.ts";
import type { Answers } from "../core/guide/walk.ts";
import type { Profile } from "../core/kernel/presets.ts";
import type { KernelChoice } from "../headers/kernel-tree.ts";
import type { GuideAlternative } from "./changes.ts";

// What the extension and its server say to each other beyond the Language Server Protocol.

/** Request to the server: the profile and how much is known of a file. */
export const STATUS = "kallocLens/status";

/** Notification from the server: a file was analysed anew. */
export const STATUS_CHANGED = "kallocLens/statusChanged";

/** Request to the server: what the decision chart shows of the call at a position. */
export const GUIDE_CALL = "kallocLens/guideCall";

/** Request to the server: what the decision chart shows of the kernel that a file is assessed under. */
export const GUIDE_KERNEL = "kallocLens/guideKernel";

/** Request to the server: the profiles to choose from. */
export const PROFILES = "kallocLens/profiles";

/** Request to the server: the profile that a file is assessed under, or would be. */
export const PROFILE = "kallocLens/profile";

/** Request to the server: the structs and unions that a file defines. */
export const STRUCTS = "kallocLens/structs";

/** Request to the server: size, members, holes and padding of a struct as a file sees it. */
export const STRUCT_LAYOUT = "kallocLens/structLayout";

/** Request to the client: a file's text, where only the client can read it. */
export const READ_FILE = "kallocLens/readFile";

/** Request to the client: the names in a folder, where only the client can read it. */
export const LIST_FOLDER = "kallocLens/listFolder";

/** Notification to the server: the user trusts the workspace now. */
export const TRUST_GRANTED = "kallocLens/trustGranted";

export interface FileParams {
  readonly uri: string;
}

export interface ProfileParams {
  readonly uri?: string;
}

export interface PositionParams extends FileParams {
  readonly position: Position;
}

export interface StructParams extends FileParams {
  /** `struct foo`, `union foo`, a typedef, or a struct's tag alone. */
  readonly name: string;
}

/** A struct or union that a file defines. */
export interface ListedStruct {
  readonly name: string;
  readonly range: Range;
}

/** A struct under the profile of the file that it was asked for. */
export interface StructAnswer {
  readonly layout: StructLayout;
  /** URI and line, from 0, of its declaration, where a file declares it. */
  readonly declared?: { readonly uri: string; readonly line: number };
  /** Bytes of a cache line. */
  readonly cacheLine: number;
  readonly profile: ProfileStatus;
}

export interface FileStatus {
  readonly uri: string;
  readonly profile: ProfileStatus;
  /** Allocation calls of the file. */
  readonly calls: number;
  /** Those whose size is known. */
  readonly known: number;
  /** The kernel tree that was found for the file. */
  readonly kernel?: KernelStatus;
  /** Where sizes come from. */
  readonly from: readonly Source[];
  /** The one thing that would make more known, or known for the right kernel. */
  readonly improvement?: Improvement;
}

export interface KernelStatus {
  /** Its folder. */
  readonly dir: string;
  readonly chosen: KernelChoice;
  /** Whether sizes come from its headers. */
  readonly headers: boolean;
}

export interface Improvement {
  /** In a few words: `Name the kernel's tree`. */
  readonly title: string;
  /** The setting that it is done with. */
  readonly setting: "profile" | "kernel";
}

/** What is said of a profile where nothing is computed with it. */
export interface NamedProfile {
  readonly name: string;
  readonly title: string;
  /** Nobody chose it. */
  readonly assumed: boolean;
  /** Why the setting was not followed. */
  readonly problem?: string;
}

export interface ProfileStatus extends NamedProfile {
  readonly profile: Profile;
}

export interface ListedProfile {
  readonly name: string;
  readonly title: string;
}

export interface FileContent {
  /** Left out where the file cannot be read. */
  readonly text?: string;
}

export interface FolderContent {
  /** Folders end in `/`; none where there is no folder. */
  readonly names: readonly string[];
}

/** A call as the decision chart shows it. */
export interface GuideCall {
  readonly uri: string;
  readonly range: Range;
  readonly api: string;
  readonly text: string;
  readonly function: string;
  readonly headline: string;
  /** What the call itself answers of the chart's questions. */
  readonly answers: Answers;
  /** Whether the API in use is right for what is known. */
  readonly verdict: Judgement;
  /** The same size from other APIs, the one in use among them; none where that cannot be compared. */
  readonly alternatives: readonly GuideAlternative[];
}

/** A kernel as the decision chart shows it. */
export interface GuideKernel {
  readonly profile: NamedProfile;
  readonly facts: KernelFacts;
}

export interface Range {
  readonly start: Position;
  readonly end: Position;
}

/** As the Language Server Protocol counts: from 0, in UTF-16 code units. */
export interface Position {
  readonly line: number;
  readonly character: number;
}
