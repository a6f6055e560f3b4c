import type { JSX } from "preact";
import { TABS, type Tab } from "./panel-state.ts";

export interface TabBarProps {
  readonly titles: Readonly<Record<Tab, string>>;
  readonly chosen: Tab;
  readonly choose: (tab: Tab) => void;
}

/** Tabs as assistive technology expects them: one tab stop, arrows choose. */
export function TabBar({ titles, chosen, choose }: TabBarProps): JSX.Element {
  const onKeyDown = (event: KeyboardEvent) => {
    const next = TABS[neighbour(event.key, TABS.indexOf(chosen))];
    if (next === undefined || next === chosen) return;
    event.preventDefault();
    choose(next);
    document.getElementById(`tab-${next}`)?.focus();
  };
  return (
    <div class="tabs" role="tablist" aria-label="Views" onKeyDown={onKeyDown}>
      {TABS.map((tab) => (
        <button
          key={tab}
          id={`tab-${tab}`}
          type="button"
          role="tab"
          aria-selected={tab === chosen}
          aria-controls="tab-panel"
          tabIndex={tab === chosen ? 0 : -1}
          onClick={() => choose(tab)}
        >
          {titles[tab]}
        </button>
      ))}
    </div>
  );
}

function neighbour(key: string, index: number): number {
  switch (key) {
    case "ArrowRight":
      return (index + 1) % TABS.length;
    case "ArrowLeft":
      return (index + TABS.length - 1) % TABS.length;
    case "Home":
      return 0;
    case "End":
      return TABS.length - 1;
    default:
      return index;
  }
}
