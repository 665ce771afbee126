/** All calls this phone has made, the newest first. */

import { t } from "../shared/i18n";
import { clockTime } from "../shared/time";
import { standing } from "./card_view";
import type { Known } from "./cards";
import { fill, make } from "./dom";
import type { Kit } from "./main";
import type { Tool } from "./tools";

export function earlierTool(kit: Kit, room: HTMLElement): Tool {
  const list = make("ul", { className: "earlier" });
  room.append(make("h3", { textContent: t("Your calls") }), list);
  let drawn = "";

  function draw(): void {
    const outside = { now: Date.now(), linked: kit.socket.isOpen(), saved: true, canLeave: true, sharing: true, waiting: [] };
    const lines = kit.alerts().map((known) => `${headOf(known)} ${standing(known, outside)}`);
    if (drawn === (drawn = lines.join("\n") || "-")) return;
    fill(list, (lines.length ? lines : [t("None yet")]).map((text) => make("li", { textContent: text })));
  }

  return { draw };
}

function headOf({ at, card }: Known): string {
  const day = new Date(at);
  return `${day.getFullYear()}-${day.getMonth() + 1}-${day.getDate()} ${clockTime(at)}${card ? ` · ${card.number}` : ""} ·`;
}
