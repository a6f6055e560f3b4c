import { type Disposable, EventEmitter } from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import { type FileStatus, STATUS_CHANGED } from "../protocol/requests.ts";

const EMITTERS = new WeakMap<BaseLanguageClient, EventEmitter<FileStatus>>();

/** Calls every listener: the client itself has room for one handler of a notification, and forgets the others. */
export function onStatusChanged(client: BaseLanguageClient, listener: (status: FileStatus) => void): Disposable {
  const emitter = EMITTERS.get(client) ?? emitterOf(client);
  return emitter.event(listener);
}

function emitterOf(client: BaseLanguageClient): EventEmitter<FileStatus> {
  const emitter = new EventEmitter<FileStatus>();
  client.onNotification(STATUS_CHANGED, (status: FileStatus) => emitter.fire(status));
  EMITTERS.set(client, emitter);
  return emitter;
}
