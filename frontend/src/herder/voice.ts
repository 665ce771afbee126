/** Recorded sentences, where a speaker has given them: a ♪ beside the written ones. See frontend/voice/README.md. */

import { language, t } from "../shared/i18n";
import { byId, make } from "./dom";
import { isOpen, step, isCalling } from "./cards";
import type { Kit } from "./main";
import type { Tool } from "./tools";

/** Set by the build: the recordings there are, as `<language>/<slot>`. */
declare const VOICES: readonly string[];

/** What is said now: what the button does, or how far the newest call is. */
export function slotOf(reached: number | null): string {
  return reached === null ? "button" : ["saving", "saved", "received", "seen", "coming", "there", "closed"][reached];
}

export function voiceTool(kit: Kit): Tool {
  const button = make("button", { type: "button", id: "voice", textContent: "♪" });
  button.setAttribute("aria-label", t("Listen"));
  byId("languages").insertAdjacentElement("afterend", button);
  const recording = (): string => {
    const newest = kit.alerts().filter(isOpen)[0];
    const slot = slotOf(isCalling(kit.alerts()) && newest ? step(newest, kit.outbox.isSaved(newest.press)) : null);
    return `${language()}/${slot}`;
  };
  button.onclick = () => void new Audio(`${kit.boot.static}voice/${recording()}.mp3`).play().catch(() => undefined);
  return { draw: () => void (button.hidden = VOICES.indexOf(recording()) < 0), remove: () => button.remove() };
}
