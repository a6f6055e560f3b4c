import type { Connection } from "vscode-languageserver";
import type { ClientTraits } from "./client-traits.ts";
import { readSettings, type Settings } from "./settings.ts";

/** The settings of each file, asked of the client once until they change. */
export class SettingsStore {
  private readonly known = new Map<string, Promise<Settings>>();
  private pushed: unknown;

  constructor(
    private readonly connection: Connection,
    private readonly traits: ClientTraits,
  ) {
    this.pushed = traits.settings;
  }

  of(uri: string): Promise<Settings> {
    let settings = this.known.get(uri);
    if (!settings) {
      settings = this.traits.configuration
        ? this.connection.workspace.getConfiguration({ scopeUri: uri, section: "kallocLens" }).then(readSettings)
        : Promise.resolve(readSettings(this.pushed));
      this.known.set(uri, settings);
    }
    return settings;
  }

  /** Takes over what workspace/didChangeConfiguration says; clients that answer questions are asked again. */
  change(settings: unknown): void {
    if (typeof settings === "object" && settings !== null) {
      this.pushed = "kallocLens" in settings ? settings.kallocLens : settings;
    }
    this.known.clear();
  }

  forget(uri: string): void {
    this.known.delete(uri);
  }
}
