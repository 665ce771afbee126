/** The silent call: no sound, no vibration, and the page is a calendar until today is tapped. */

import { language, t } from "../shared/i18n";
import { isCalling, isOpen, step, type Known } from "./cards";
import { fill, make } from "./dom";
import type { Kit } from "./main";
import { daysOf } from "./month";
import type { Tool } from "./tools";

export function silentTool(kit: Kit, door: HTMLElement, calm: HTMLElement): Tool {
  const root = document.documentElement;
  const theme = document.querySelector("meta[name=theme-color]") as HTMLMetaElement;
  const title = document.title;
  let month = 0;
  let drawn = "";

  const silent = (): Known | undefined => kit.alerts().filter((known) => known.silent && isOpen(known))[0];
  const isQuiet = (): boolean => root.classList.contains("quiet");

  function hide(on: boolean): void {
    root.classList.toggle("quiet", on);
    theme.content = on ? "#F5F7F6" : "#B00020";
    document.title = on ? t("Calendar") : title;
    month = 0;
    kit.draw();
  }

  function drawDoor(): void {
    const open = silent();
    door.hidden = !open && isCalling(kit.alerts());
    const text = open ? t("Hide this page") : t("Silent call");
    if (door.dataset.text === text) return;
    door.dataset.text = text;
    const call = (): void => {
      root.classList.add("quiet");
      if (!open) kit.press(undefined, undefined, true);
      hide(true);
    };
    const note = t("No sound; the page turns into a calendar. Dots under today: saved, received, seen, coming. Tap today to come back.");
    fill(door, [make("summary", { textContent: t("Silent call") }), make("p", { className: "note", textContent: note }), make("button", { type: "button", textContent: text, onclick: call })]);
  }

  function drawCalm(): void {
    const known = silent();
    calm.hidden = !isQuiet();
    if (calm.hidden) return;
    const today = new Date();
    const dots = known ? Math.min(4, step(known, kit.outbox.isSaved(known.press))) : 0;
    if (drawn === (drawn = [today.toDateString(), month, dots].join())) return;
    const turn = (by: number, text: string, name: string): HTMLElement => {
      const button = make("button", { type: "button", textContent: text, onclick: () => ((month += by), drawCalm()) });
      button.setAttribute("aria-label", name);
      return button;
    };
    const first = new Date(today.getFullYear(), today.getMonth() + month, 1);
    fill(calm, [
      make("h1", { textContent: `${first.getFullYear()} · ${first.getMonth() + 1}` }),
      make("div", { className: "row" }, turn(-1, "‹", t("Previous month")), turn(1, "›", t("Next month"))),
      table(first, today, dots),
    ]);
  }

  function table(first: Date, today: Date, dots: number): HTMLElement {
    const day = (number: number): HTMLElement => {
      const isToday = first.getMonth() === today.getMonth() && first.getFullYear() === today.getFullYear() && number === today.getDate();
      if (!isToday) return make("td", { textContent: number ? String(number) : "" });
      const button = make("button", { type: "button", onclick: () => hide(false) }, String(number), make("i", { textContent: "•".repeat(dots) }));
      button.setAttribute("aria-label", String(number));
      return make("td", {}, button);
    };
    const names = [1, 2, 3, 4, 5, 6, 7].map((number) => make("th", { scope: "col", textContent: new Date(2024, 0, number).toLocaleDateString(language(), { weekday: "narrow" }) }));
    const weeks = daysOf(first.getFullYear(), first.getMonth()).map((week) => make("tr", {}, ...week.map(day)));
    return make("table", {}, make("tr", {}, ...names), ...weeks);
  }

  function draw(): void {
    drawDoor();
    drawCalm();
  }

  if (isQuiet()) hide(true);
  return { draw, remove: () => (document.title = title) };
}
