/** The sign that this phone's place is being sent, what was sent last, and the way to stop it. */

import * as icons from "../shared/icons";
import { t } from "../shared/i18n";
import { clockTime } from "../shared/time";
import { isOpen } from "./cards";
import { fill, make, sign } from "./dom";
import type { Kit } from "./main";
import type { Tool } from "./tools";

export function sharingTool(kit: Kit, element: HTMLElement): Tool {
  let drawn = "";

  function draw(): void {
    // before the centre has the call nothing is shared yet
    element.hidden = !kit.alerts().some((known) => known.card && isOpen(known));
    const lines = [title(kit), detail(kit)];
    if (drawn === (drawn = lines.join("\n"))) return;
    const on = kit.isSharing();
    element.className = on ? "on" : "";
    const button = make("button", { type: "button", textContent: on ? t("Stop sharing my place") : t("Share my place again"), onclick: () => kit.share(!on) });
    fill(element, [make("p", { className: "sign" }, sign(icons.pin), lines[0]), lines[1] ? make("p", { className: "note", textContent: lines[1] }) : null, button]);
  }

  return { draw };
}

function title(kit: Kit): string {
  if (!kit.isSharing()) return t("Your place is not shared any more");
  if (kit.locator.isDenied()) return t("Your place is not known. Allow it, or write where you are.");
  return kit.lastFix() ? t("Your place is being shared") : t("Looking for your place");
}

/** The last place with its time, and how much battery there was: kept on the screen when nothing newer comes. */
function detail(kit: Kit): string {
  const fix = kit.lastFix();
  const battery = kit.battery();
  const parts = fix ? [t("Last place {time}, ±{n} m", { time: clockTime(fix.at), n: Math.round(fix.accuracy) })] : [];
  if (battery !== undefined) parts.push(t("battery {n} %", { n: battery }));
  return parts.join(" · ");
}
