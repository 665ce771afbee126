/** A weak battery: a dark page, and the place coarse and seldom. By the switch, or by itself where the phone tells its battery. */

import { t } from "../shared/i18n";
import { make } from "./dom";
import type { Kit } from "./main";
import { keep, recall } from "./memory";
import { EVERY, SELDOM } from "./place";
import type { Tool } from "./tools";

/** Percent. A cold cell fails long before it is empty. */
export const WEAK = 20;

/** `wish` is the caller's own choice and stands above the battery. */
export function isThrifty(wish: boolean | null, battery: number | undefined): boolean {
  return wish === null ? battery !== undefined && battery <= WEAK : wish;
}

export function thriftTool(kit: Kit, room: HTMLElement): Tool {
  const root = document.documentElement;
  const button = make("button", { type: "button" });
  const note = make("p", { className: "note" });
  room.append(button, note);
  button.onclick = () => {
    keep("thrift", !isOn());
    draw();
  };
  const isOn = (): boolean => isThrifty(recall<boolean>("thrift"), kit.battery());

  function draw(): void {
    const on = isOn();
    if (on) root.dataset.theme = "night";
    else delete root.dataset.theme;
    kit.spare(on, on ? SELDOM : EVERY);
    button.textContent = t("Save battery");
    button.setAttribute("aria-pressed", String(on));
    note.textContent = on ? t("Dark, and your place only every 5 minutes.") : "";
  }

  return { draw };
}
