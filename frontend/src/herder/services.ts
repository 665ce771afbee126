/** The door of services: what is needed, by name, with words if the caller wishes. Without script it has one button and the words. */

import * as icons from "../shared/icons";
import { t } from "../shared/i18n";
import { byId, make, sign } from "./dom";
import type { Tool } from "./tools";

export function servicesTool(): Tool {
  const needs: [string, string, string][] = [
    ["medicine", t("Medicine"), icons.medical],
    ["goods", t("Goods"), icons.goods],
    ["vet", t("Veterinary help"), icons.lostLivestock],
    ["fodder", t("Fodder"), icons.blizzardFodder],
    ["papers", t("Papers"), icons.papers],
    ["service_other", t("Other service"), icons.other],
  ];
  const words = byId<HTMLTextAreaElement>("words");
  words.placeholder = t("What do you need?");
  words.setAttribute("aria-label", words.placeholder);
  const buttons = needs.map(([value, text, path]) => {
    const button = make("button", { name: "alert_type", value }, sign(path), text);
    button.setAttribute("form", "ask");
    return button;
  });
  const grid = make("div", { className: "kinds" }, ...buttons);
  const door = byId("door");
  door.replaceChild(grid, door.lastElementChild as Element);
  return { draw: () => undefined };
}
