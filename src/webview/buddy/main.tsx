import { mountView } from "../ui/mount.tsx";
import { restoredBuddy } from "./buddy-state.ts";
import { BuddyView } from "./buddy-view.tsx";

mountView({ restore: restoredBuddy, View: BuddyView });
