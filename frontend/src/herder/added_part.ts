/** What the caller can add to a call for help, all of it after it was sent. */

import type { HerderAlert } from "../contracts";
import * as icons from "../shared/icons";
import { t } from "../shared/i18n";
import { adviceFor } from "./advice";
import { isOpen, isService, type Known } from "./cards";
import { comersDrawing } from "./comers";
import type { Outside, Part } from "./card_view";
import { fill, make, sign } from "./dom";
import type { Item } from "./lanes";

export type MediaKind = "image" | "audio" | "video";

export interface Acts {
  type(press: string, code: string): void;
  words(press: string, text: string): void;
  file(press: string, file: File, kind: MediaKind): void;
  cancel(press: string, reason: string): void;
  rate(press: string, stars: number): void;
}

const pictures = (): [string, string, string][] => [
  ["whiteout", t("Whiteout, lost way"), icons.whiteout],
  ["medical", t("Medical"), icons.medical],
  ["lost_person", t("Person missing"), icons.lostPerson],
  ["grass_fire", t("Grass fire"), icons.grassFire],
  ["vehicle_stuck", t("Vehicle stuck"), icons.vehicleStuck],
  ["lost_livestock", t("Livestock lost"), icons.lostLivestock],
];

const morePictures = (): [string, string, string][] => [
  ["blizzard_fodder", t("Blizzard, fodder"), icons.blizzardFodder],
  ["strangers", t("Strangers or border crossing"), icons.strangers],
  ["theft", t("Theft"), icons.theft],
  ["dispute", t("Pasture dispute"), icons.dispute],
  ["goods", t("Goods or medicine"), icons.goods],
  ["other", t("Other"), icons.other],
];

export function addedPart(press: string, acts: Acts, percentOf: (key: string) => number): Part {
  const kinds = kindsPart(press, acts);
  const files = make("ul", { className: "files" });
  const chats = make("ul", { className: "chats" });
  const advice = make("p", { className: "advice" });
  const comers = comersDrawing();
  const open = make("div", { className: "more" }, comers.element, advice, kinds.element, recorders(press, acts), files, chats, talk(press, acts), ending(press, acts));
  const back = make("p", { className: "note", textContent: t("Taking it back") });
  const stars = starsPart(press, acts);
  const element = make("div", {}, open, back, stars.element);

  function show(known: Known, outside: Outside): void {
    const isBack = outside.waiting.some((item) => item.kind === "cancel");
    open.hidden = !isOpen(known) || isBack;
    back.hidden = !isBack || !isOpen(known);
    kinds.show(known, outside);
    kinds.element.hidden = advice.hidden = isService(known);
    comers.show(known.card);
    const text = adviceFor(chosenType(known, outside));
    if (advice.textContent !== text) advice.textContent = text;
    stars.show(known, outside);
    redraw(files, fileLines(known.card, outside.waiting, percentOf));
    redraw(chats, chatLines(known.card, outside.waiting));
  }

  return { element, show };
}

/** Lines are only replaced when they changed: a reader may be in the middle of them. */
function redraw(list: HTMLElement, lines: HTMLElement[]): void {
  const text = lines.map((line) => line.className + line.textContent).join("\n");
  if (list.dataset.text === text) return;
  list.dataset.text = text;
  fill(list, lines);
}

function kindsPart(press: string, acts: Acts): Part {
  const unsent = make("p", { className: "typed" });
  const grid = make("div", { className: "kinds" });
  const rest = make("button", { type: "button", className: "wide", textContent: t("Something else"), onclick: () => draw(pictures().concat(morePictures()), false) });
  draw(pictures(), true);

  function draw(list: [string, string, string][], isShort: boolean): void {
    const buttons = list.map(([code, name, path]) => {
      const button = make("button", { type: "button", onclick: () => acts.type(press, code) }, sign(path), name);
      button.dataset.code = code;
      return button;
    });
    fill(grid, isShort ? [...buttons, rest] : buttons);
  }

  function show({ card }: Known, { waiting }: Outside): void {
    const wish = isUnsent(waiting);
    const chosen = chosenType({ card }, { waiting });
    grid.querySelectorAll("button").forEach((button) => button.setAttribute("aria-pressed", String(!!chosen && button.dataset.code === chosen)));
    unsent.textContent = wish ? t("Not sent yet") : "";
  }

  return { element: make("div", {}, make("h3", { textContent: t("What has happened?") }), grid, unsent), show };
}

const isUnsent = (waiting: readonly Item[]): Item | undefined => waiting.filter((item) => item.kind === "detail")[0];

/** What was tapped last, also before the centre knows. */
function chosenType({ card }: Pick<Known, "card">, { waiting }: Pick<Outside, "waiting">): string | null | undefined {
  const wish = isUnsent(waiting);
  return wish ? String(wish.body.alert_type) : card && card.alert_type;
}

function recorders(press: string, acts: Acts): HTMLElement {
  const recorder = (kind: MediaKind, text: string, path: string): HTMLElement => {
    const input = make("input", { type: "file", accept: `${kind}/*` });
    input.setAttribute("capture", "environment");
    input.onchange = () => {
      const file = input.files && input.files[0];
      if (file) acts.file(press, file, kind);
      input.value = "";
    };
    return make("label", {}, sign(path), text, input);
  };
  return make("div", { className: "row" }, recorder("image", t("Photo"), icons.camera), recorder("audio", t("Voice"), icons.microphone), recorder("video", t("Video"), icons.video));
}

function fileLines(card: HerderAlert | undefined, waiting: readonly Item[], percentOf: (key: string) => number): HTMLElement[] {
  const there = card ? card.media.filter((media) => media.status !== "uploading").map((media) => `${media.name} · ${media.status === "ready" ? t("Received") : t("Could not be used")}`) : [];
  const going = waiting.filter((item) => item.kind === "media").map((item) => `${item.body.name} · ${percentOf(item.key)} %`);
  return there.concat(going).map((text) => make("li", { textContent: text }));
}

function chatLines(card: HerderAlert | undefined, waiting: readonly Item[]): HTMLElement[] {
  const said = (card ? card.chats : []).map((chat) => {
    const mine = chat.sender === "herder";
    return make("li", { className: mine ? "mine" : "" }, !mine && make("b", { textContent: chat.name || t("Command centre") }), chat.text);
  });
  const unsent = waiting.filter((item) => item.kind === "chat").map((item) => make("li", { className: "mine" }, String(item.body.text), make("i", { textContent: t("Not sent yet") })));
  return said.concat(unsent);
}

function talk(press: string, acts: Acts): HTMLElement {
  const words = make("input", { maxLength: 2000, autocomplete: "off", placeholder: t("Write to the command centre") });
  words.setAttribute("aria-label", words.placeholder);
  const form = make("form", { className: "talk" }, words, make("button", { textContent: t("Send") }));
  form.onsubmit = (event) => {
    event.preventDefault();
    if (words.value.trim()) acts.words(press, words.value.trim());
    words.value = "";
  };
  return form;
}

/** A second tap confirms; there is no hurry in between. */
function ending(press: string, acts: Acts): HTMLElement {
  const element = make("div", { className: "end" });
  const button = (text: string, onclick: () => void): HTMLElement => make("button", { type: "button", textContent: text, onclick });
  function draw(reason: string): void {
    const sure = reason === "safe" ? t("Yes, I am safe: take it back") : t("Yes, by mistake: take it back");
    fill(
      element,
      reason
        ? [button(sure, () => acts.cancel(press, reason)), button(t("No, I still need help"), () => draw(""))]
        : [button(t("Pressed by mistake"), () => draw("mistake")), button(t("I am safe"), () => draw("safe"))],
    );
  }
  draw("");
  return element;
}

function starsPart(press: string, acts: Acts): Part {
  const element = make("div", { className: "stars" });
  let drawn = -1;
  function show({ card }: Known, { waiting }: Outside): void {
    element.hidden = !card || card.status !== "closed" || !!card.cancelled_at;
    const wish = waiting.filter((item) => item.kind === "rate").pop();
    const given = wish ? Number(wish.body.stars) : (card && card.stars) || 0;
    if (given === drawn) return;
    drawn = given;
    const buttons = [1, 2, 3, 4, 5].map((count) => {
      const button = make("button", { type: "button", textContent: count <= given ? "★" : "☆", onclick: () => acts.rate(press, count) });
      button.setAttribute("aria-label", t("{n} of 5 stars", { n: count }));
      return button;
    });
    fill(element, [make("h3", { textContent: given ? t("Thank you") : t("How was the help?") }), ...buttons]);
  }
  return { element, show };
}
