/** One call for help on the screen: where it stands and who is coming. What can be added to it comes with the second part of the page. */

import type { HerderResponder } from "../contracts";
import { check } from "../shared/icons";
import { t } from "../shared/i18n";
import { arrival, clockTime, distance } from "../shared/time";
import { coming, isOpen, step, type Known } from "./cards";
import { fill, make, sign } from "./dom";
import { SMS_AFTER, type Item } from "./lanes";

export interface Outside {
  now: number;
  linked: boolean;
  saved: boolean;
  /** The service worker sends what is saved, also when this page is gone. */
  canLeave: boolean;
  /** Is the caller's place being followed? */
  sharing: boolean;
  /** Of this alert, not answered yet. */
  waiting: readonly Item[];
}

/** A part of a card: made once, then brought up to date, so that words being typed stay. */
export interface Part {
  element: HTMLElement;
  show(known: Known, outside: Outside): void;
}

export function cardView(): Part {
  const title = make("h2", {});
  const steps = make("ol", { className: "steps" });
  const note = make("p", { className: "note" });
  const help = make("ul", { className: "who" });
  const element = make("article", { tabIndex: -1 }, title, steps, note, help);

  let drawn = "";

  function show(known: Known, outside: Outside): void {
    const { card } = known;
    const open = isOpen(known);
    const texts = [standing(known, outside), noteFor(known, outside)];
    // what did not change stays: somebody may be reading or selecting it
    if (drawn === (drawn = JSON.stringify([texts, outside.saved, card]))) return;
    element.className = open ? "" : "over";
    [title.textContent, note.textContent] = texts;
    fill(steps, stepsOf(known, step(known, outside.saved)));
    fill(help, card && open ? coming(card).map((one) => make("li", { className: one.kind, textContent: responderText(one) })) : []);
  }

  return { element, show };
}

function stepsOf({ card }: Known, reached: number): HTMLElement[] {
  const lines = [
    reached > 0 ? t("Saved on this phone") : t("Not yet saved on this phone"),
    card ? t("Received {time}, number {number}", { time: clockTime(card.received_at), number: card.number }) : t("Not yet received by the command centre"),
    card && card.acknowledged_at ? t("Seen {time}", { time: clockTime(card.acknowledged_at) }) : t("Not yet seen by the command centre"),
  ];
  return lines.map((text, index) => make("li", { className: reached > index ? "done" : "" }, sign(check), text));
}

/** The one sentence: the newest true thing. */
export function standing(known: Known, outside: Outside): string {
  const { card } = known;
  if (!card) return outside.linked || !outside.saved ? t("Sending") : t("Saved. It goes out as soon as there is a signal.");
  if (card.cancelled_at) return t("Taken back. The command centre knows.");
  const first = coming(card)[0];
  const reached = step(known, true);
  if (reached < 6 && first) return responderText(first);
  return [t("Received by the command centre"), t("Seen by the command centre"), t("Help is coming"), t("Help is there"), t("Closed")][reached - 2];
}

function noteFor(known: Known, outside: Outside): string {
  if (!known.card) return outside.now - known.at > SMS_AFTER ? t("Not received yet. Send an SMS or call as well.") : outside.canLeave ? t("It goes out even when you close this page.") : t("Keep this page open.");
  if (!isOpen(known)) return "";
  if (!outside.linked) return t("No connection: what you see may be old.");
  return outside.sharing ? t("Your place is sent while help is on its way. Stay where you are if it is safe.") : "";
}

function responderText(responder: HerderResponder): string {
  const { name, eta_seconds: eta, distance_m: metres } = responder;
  if (responder.status === "on_scene") return t("{name} is there", { name });
  const parts = [t("{name} is coming", { name })];
  if (eta != null) parts.push(t("about {time}", { time: arrival(eta) }));
  if (metres != null) parts.push(distance(metres));
  return parts.join(" · ");
}
