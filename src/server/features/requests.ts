import type { ServerCapabilities } from "vscode-languageserver";
import { PRESETS } from "../../core/kernel/presets.ts";
import {
  type FileParams,
  type FileStatus,
  GUIDE_CALL,
  GUIDE_KERNEL,
  type GuideCall,
  type GuideKernel,
  type ListedProfile,
  type ListedStruct,
  type PositionParams,
  PROFILE,
  PROFILES,
  type ProfileParams,
  type ProfileStatus,
  STATUS,
  STATUS_CHANGED,
  STRUCT_LAYOUT,
  STRUCTS,
  type StructAnswer,
  type StructParams,
} from "../../protocol/requests.ts";
import { callNear } from "../analyses.ts";
import { guideCallOf, guideKernelOf } from "../guide-call.ts";
import { profileStatus, statusOf } from "../status.ts";
import { structAnswer, structsOf } from "../structs.ts";
import type { ServerContext } from "./feature.ts";

/** What our own extension asks beyond the protocol. */
export function registerRequests({ connection, guard, files, traits }: ServerContext): ServerCapabilities {
  connection.onRequest(
    STATUS,
    guard.request<FileParams, FileStatus | null>("status", async ({ uri }) => {
      const analysis = await files.analysis(uri);
      return analysis ? statusOf(analysis) : null;
    }),
  );
  connection.onRequest(
    GUIDE_CALL,
    guard.request<PositionParams, GuideCall | null>("guideCall", async ({ uri, position }) => {
      const analysis = await files.analysis(uri);
      const assessment = analysis && callNear(analysis, position);
      return analysis && assessment ? guideCallOf(assessment, analysis) : null;
    }),
  );
  connection.onRequest(
    GUIDE_KERNEL,
    guard.request<ProfileParams, GuideKernel>("guideKernel", async ({ uri = "" }) =>
      guideKernelOf(await files.profileOf(uri)),
    ),
  );
  connection.onRequest(
    PROFILE,
    guard.request<ProfileParams, ProfileStatus>("profile", async ({ uri = "" }) =>
      profileStatus(await files.profileOf(uri)),
    ),
  );
  connection.onRequest(
    PROFILES,
    guard.request<unknown, readonly ListedProfile[]>("profiles", () =>
      PRESETS.map(({ name, title }) => ({ name, title })),
    ),
  );
  connection.onRequest(
    STRUCTS,
    guard.request<FileParams, readonly ListedStruct[] | null>("structs", async ({ uri }) => {
      const analysis = await files.analysis(uri);
      return analysis ? structsOf(analysis) : null;
    }),
  );
  connection.onRequest<StructAnswer | null, void>(
    STRUCT_LAYOUT,
    guard.request<StructParams, StructAnswer | null>("structLayout", async ({ uri, name }) => {
      const analysis = await files.analysis(uri);
      return analysis ? structAnswer(name, analysis) : null;
    }),
  );
  if (traits.hasCommands) {
    files.onAnalysed(
      guard.task("statusChanged", (analysis) => connection.sendNotification(STATUS_CHANGED, statusOf(analysis))),
    );
  }
  return {};
}
