import { mountView } from "../ui/mount.tsx";
import { restoredExplorer, withSelected } from "./explorer-state.ts";
import { ExplorerView } from "./explorer-view.tsx";

mountView({ restore: restoredExplorer, show: withSelected, View: ExplorerView });
