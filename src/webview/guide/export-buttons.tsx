import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { toPng, toSvg } from "./export-drawing.ts";
import { toMarkdown } from "./export-markdown.ts";
import { host } from "./host.ts";
import { DRAWING_ID } from "./map-drawing.tsx";
import type { PanelState } from "./panel-state.ts";

/** Saves what is shown: the way as text, and in the map the drawing as it is seen. */
export function ExportButtons({ state }: { state: PanelState }): JSX.Element {
  const [problem, setProblem] = useState("");
  const savePng = () =>
    toPng(drawn()).then(
      (content) => host.postMessage({ kind: "save", format: "png", content }),
      () => setProblem("The picture could not be made; SVG can be saved"),
    );
  return (
    <fieldset class="exports">
      <legend class="hidden-label">Export</legend>
      <span aria-hidden="true">Export</span>
      {state.mode === "map" && (
        <>
          <button
            type="button"
            class="quiet"
            onClick={() => host.postMessage({ kind: "save", format: "svg", content: drawn() })}
          >
            SVG
          </button>
          <button type="button" class="quiet" onClick={savePng}>
            PNG
          </button>
        </>
      )}
      <button
        type="button"
        class="quiet"
        onClick={() => host.postMessage({ kind: "save", format: "md", content: toMarkdown(state) })}
      >
        Markdown
      </button>
      <span role="status">{problem}</span>
    </fieldset>
  );
}

function drawn(): string {
  const drawing = document.getElementById(DRAWING_ID);
  return drawing instanceof SVGSVGElement ? toSvg(drawing) : "";
}
