/** What is done with what is sent, in plain words. */

import { t } from "../shared/i18n";
import { make } from "./dom";
import type { Tool } from "./tools";

export function privacyTool(room: HTMLElement): Tool {
  const texts = [
    t("Your place is sent only while a call of yours is open, and you can stop it at any time."),
    t("The command centre, and those who come to help you, see what you send. Every look is written down."),
    t("It is kept for your case and then deleted after the time the law sets."),
    t("You may call for help without giving a name."),
  ];
  room.append(make("h3", { textContent: t("What happens with what you send") }), ...texts.map((text) => make("p", { className: "note", textContent: text })));
  return { draw: () => undefined };
}
