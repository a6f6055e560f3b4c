/** Properties that a style sheet gives the drawing, and a file of its own has to say itself. */
const STYLES = [
  "fill",
  "fill-opacity",
  "stroke",
  "stroke-opacity",
  "stroke-width",
  "stroke-dasharray",
  "paint-order",
  "font-family",
  "font-size",
  "font-weight",
] as const;

const SVG = "http://www.w3.org/2000/svg";

/** Pixels of a picture for each of the drawing. */
const PIXELS = 2;

/** The drawing as a file that needs no style sheet: every colour as it is seen now. */
export function toSvg(drawing: SVGSVGElement): string {
  const { width, height } = drawing.viewBox.baseVal;
  const copy = drawing.cloneNode(true);
  if (!(copy instanceof SVGSVGElement)) return "";
  const originals = drawing.querySelectorAll("*");
  copy.querySelectorAll("*").forEach((element, index) => {
    const original = originals[index];
    if (original) dress(element, getComputedStyle(original));
  });
  for (const name of ["role", "aria-label", "class"]) copy.removeAttribute(name);
  copy.setAttribute("xmlns", SVG);
  copy.setAttribute("width", String(width));
  copy.setAttribute("height", String(height));
  const ground = document.createElementNS(SVG, "rect");
  ground.setAttribute("width", String(width));
  ground.setAttribute("height", String(height));
  ground.setAttribute("fill", getComputedStyle(document.body).backgroundColor);
  const title = document.createElementNS(SVG, "title");
  title.textContent = "Which allocation API?";
  copy.prepend(title, ground);
  return new XMLSerializer().serializeToString(copy);
}

function dress(element: Element, style: CSSStyleDeclaration): void {
  for (const name of STYLES) {
    const value = style.getPropertyValue(name);
    if (value !== "" && value !== "normal") element.setAttribute(name, value);
  }
  for (const { name } of [...element.attributes])
    if (name === "class" || name === "role" || name === "tabindex" || name.startsWith("aria-"))
      element.removeAttribute(name);
}

/** The drawing as a PNG in base64; rejects where the browser cannot make one. */
export async function toPng(svg: string): Promise<string> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = image.width * PIXELS;
  canvas.height = image.height * PIXELS;
  canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return canvas.toDataURL("image/png").replace(/^data:image\/png;base64,/, "");
}
