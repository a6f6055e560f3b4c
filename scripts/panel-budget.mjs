/** Bytes that the minified script of a panel may have: it is read each time the panel opens. */
const BUDGET = 80_000;

/** Prints what each panel weighs, from the metafiles of minified bundles; throws where one is too heavy. */
export function checkPanels(metafiles) {
  const heavy = [];
  for (const { outputs } of metafiles)
    for (const [file, { bytes }] of Object.entries(outputs)) {
      const panel = /webview-(\w+)\.js$/.exec(file)?.[1];
      if (panel === undefined) continue;
      console.log(`panel ${panel}: ${(bytes / 1000).toFixed(1)} of ${BUDGET / 1000} KB`);
      if (bytes > BUDGET) heavy.push(panel);
    }
  if (heavy.length > 0) throw new Error(`above their budget: ${heavy.join(", ")}`);
}
