import { mountView } from "../ui/mount.tsx";
import { StructView } from "./struct-view.tsx";

// What is shown is all in the message: there is nothing of the user's to keep.
mountView({ restore: () => ({}), View: StructView });
