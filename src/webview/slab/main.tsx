import { mountView } from "../ui/mount.tsx";
import { restoredSlab, withSelectedCache } from "./slab-state.ts";
import { SlabView } from "./slab-view.tsx";

mountView({ restore: restoredSlab, show: withSelectedCache, View: SlabView });
