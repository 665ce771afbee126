/** The herder's page: one tap sends; the rest of the page says truthfully what became of it. */

import type { ChatCard, DeviceCard, Fix, FromPhone, HerderAlert, ToPhone } from "../contracts";
import { readBoot } from "../shared/boot";
import { language, setWords, t, type Catalogue, type Language } from "../shared/i18n";
import { makeKey } from "../shared/keys";
import { openSocket } from "../shared/socket";
import { ask } from "./ask";
import { cardView, standing, type Part } from "./card_view";
import { isCalling, isFresh, isOpen, mayCallAgain, toKeep, withCard, withChat, withPress, type Known } from "./cards";
import { stamp } from "./catalogue";
import { credential } from "./device";
import { byId } from "./dom";
import { SMS_AFTER } from "./lanes";
import { makeLocator } from "./locate";
import { keep, recall } from "./memory";
import type { More } from "./more";
import { makeOutbox } from "./outbox";
import { EVERY, isWorthSending, placeForPress, type SentFix } from "./place";
import { openShelf } from "./shelf";

import "./herder.css";

const LOOK_EVERY = 2_000;
/** How often the first tab looks for what a tab that died has left behind. */
const ADOPT_EVERY = 16_000;
/** Taps meant for the button must not fall through to what appears in its place. */
const FRESH_FOR = 1_500;

export interface Boot {
  sms: string;
  phone: string;
  /** Address of the page's second part. */
  more: string;
}

const boot = readBoot<Boot>();
const device = credential();
const by = `Device ${device.key}:${device.secret}`;
const root = document.documentElement;
const views: Record<string, Part[]> = {};
let sentFixes: Record<string, SentFix> = {};
let more: More | undefined;
let alerts: Known[] = recall<Known[]>("alerts") || [];
let lastFix: Fix | null = recall<Fix>("fix");
let battery: number | undefined;
let known: DeviceCard | undefined;
let every = EVERY;
let sharing = true;
let canLeave = false;
let adoptedAt = 0;
/** This tab looks after what other tabs, and earlier lives of the page, left behind. */
let isFirst = false;
/** The button that was tapped: `SubmitEvent.submitter` is unknown to Chrome before 81. */
let wanted: string | undefined;

const socket = openSocket<ToPhone, FromPhone>({ path: "/ws/help/", silentAfter: 40_000, onOpen: greet, onFrame: hear, onClosed: draw });
const outbox = makeOutbox({
  shelf: openShelf(),
  by,
  now: Date.now,
  chance: Math.random,
  alertOf,
  send: socket.send,
  isOpen: socket.isOpen,
  post: (address, body) => ask<HerderAlert | ChatCard>("POST", address, by, body).then((answer) => heardByHttp(answer, body as { key?: string })),
  onChange: draw,
  onSaved: askWorker,
  onRefused: () => more && more.restart(),
});
const locator = makeLocator(follow);

function alertOf(press: string): string | undefined {
  const found = alerts.filter((one) => one.press === press)[0];
  return found && found.card && found.card.id;
}

/** The answer to a chat line is that line; to all else the card. */
function heardByHttp(answer: HerderAlert | ChatCard, { key }: { key?: string }): void {
  if ("received_at" in answer) take(answer, key);
  else remember(withChat(alerts, answer));
}

function greet(): void {
  socket.send({ type: "hello", device, language: language() });
  if (more) more.restart();
  outbox.flush(true);
  draw();
}

function hear(frame: ToPhone): void {
  if (frame.type === "welcome") {
    known = frame.device;
    frame.alerts.forEach((card) => take(card));
  } else if (frame.type === "received") take(frame.alert, frame.key);
  else if (frame.type === "alert") take(frame.alert);
  else if (frame.type === "chat") remember(withChat(alerts, frame));
  else if (frame.type === "problem" && frame.code !== "offset_mismatch") outbox.refused(frame.in_reply_to, frame.code);
  if (more) more.hear(frame);
}

/** `key` is what was asked with: the centre may have joined this press to an earlier call, whose card it then shows. */
function take(card: HerderAlert, key = card.key): void {
  const before = alertOf(card.key);
  const others = alerts.filter((one) => one.press !== key || key === card.key);
  remember(withCard(others, card, Date.now()));
  outbox.heard(card, key);
  if (!before && navigator.vibrate && !isQuiet()) navigator.vibrate(200);
}

/** A silent call is under way, and the page looks like something else. */
const isQuiet = (): boolean => root.classList.contains("quiet");

function remember(next: Known[]): void {
  alerts = next;
  keep("alerts", toKeep(alerts));
  draw();
}

/** What another tab has heard, or has pressed. */
function join(): void {
  for (const one of recall<Known[]>("alerts") || []) {
    alerts = one.card ? withCard(alerts, one.card, one.at) : withPress(alerts, one.press, one.at, one.type, one.silent);
    if (one.card) outbox.heard(one.card);
  }
  draw();
}

/** All tabs take the same key, so that taps in two of them are one call. */
function nextKey(type = ""): string {
  const kept = recall<string>(`next${type}`);
  if (kept && isFresh(alerts, kept, Date.now())) return kept;
  const made = makeKey();
  keep(`next${type}`, made);
  return made;
}

function press(type?: string, text?: string, silent?: boolean): void {
  join();
  const key = nextKey(type);
  const at = Date.now();
  const fix = placeForPress(lastFix, at);
  const body = {
    pressed_at: new Date(at).toISOString(),
    language: language(),
    fix: fix || undefined,
    battery,
    alert_type: type,
    text: text || undefined,
    silent,
  };
  if (fix) sentFixes[key] = { accuracy: fix.accuracy, sentAt: Date.parse(fix.at) };
  sharing = true;
  socket.wake();
  void outbox.put({ key, kind: "press", press: key, body });
  root.classList.add("fresh");
  setTimeout(() => root.classList.remove("fresh"), FRESH_FOR);
  remember(withPress(alerts, key, at, type, silent));
  views[key][0].element.focus();
}

/** While a page lives it sends by itself; the worker is for when it does not. */
function askWorker(): void {
  const workers = navigator.serviceWorker;
  if (!workers) return;
  workers.ready
    .then((worker) => (worker as ServiceWorkerRegistration & { sync: { register(tag: string): Promise<void> } }).sync.register("outbox"))
    .then(
      () => {
        canLeave = true;
        draw();
      },
      () => undefined,
    );
}

function follow(fix: Fix): void {
  lastFix = fix;
  const now = Date.now();
  for (const one of alerts.filter(isOpen)) {
    if (!sharing || !isWorthSending(sentFixes[one.press] || null, fix.accuracy, now, every)) continue;
    sentFixes[one.press] = { accuracy: fix.accuracy, sentAt: now };
    void outbox.put({ key: makeKey(), kind: "fix", press: one.press, body: { fix, battery } });
  }
  drawPlace();
}

function draw(): void {
  if (!outbox) return; // the socket may fail before the page is whole
  const now = Date.now();
  root.classList.toggle("calling", isCalling(alerts));
  root.classList.toggle("again", mayCallAgain(alerts, now));
  root.classList.toggle("late", alerts.some((one) => !one.card && now - one.at > SMS_AFTER));
  const list = byId("cards");
  const shown = alerts.filter((one, index) => isOpen(one) || !index);
  shown.forEach((one, index) => {
    const parts = (views[one.press] = views[one.press] || [cardView()]);
    const [{ element }] = parts;
    if (more && !parts[1]) element.appendChild((parts[1] = more.part(one.press)).element);
    if (list.children[index] !== element) list.insertBefore(element, list.children[index] || null);
    const waiting = outbox.waiting().filter((item) => item.press === one.press);
    const outside = { now, linked: socket.isOpen(), saved: !!one.card || outbox.isSaved(one.press), canLeave, sharing, waiting };
    parts.forEach((part) => part.show(one, outside));
    const live = byId("live");
    const sentence = isQuiet() ? "" : standing(one, outside);
    if (!index && live.textContent !== sentence) live.textContent = sentence;
  });
  while (list.children.length > shown.length) list.removeChild(list.lastChild as Node);
  if (sharing && alerts.some(isOpen)) locator.start();
  else locator.stop();
  if (more) more.draw();
}

/** The last resort carries the place in its words. */
function drawPlace(): void {
  const place = lastFix ? ` ${lastFix.lat.toFixed(5)},${lastFix.lon.toFixed(5)} ±${Math.round(lastFix.accuracy)}m` : "";
  byId<HTMLAnchorElement>("sms").href = `sms:${boot.sms}?&body=${encodeURIComponent(t("Help") + place)}`;
}

/** Words of another language; all cards are made anew. */
function setLanguage(chosen: Language, words: Catalogue): void {
  setWords(chosen, words);
  for (const key in views) {
    views[key][0].element.remove();
    delete views[key];
  }
  drawPlace();
  draw();
}

/** What was pressed but is not in the outbox any more (a disk that forgot, or was never allowed) goes out again under its key, but not what another tab may just be writing. */
function adopt(younger = 0): void {
  adoptedAt = Date.now();
  void outbox.adopt().then(() => {
    for (const one of alerts) {
      if (one.card || outbox.waiting().some((item) => item.key === one.press) || adoptedAt - one.at < younger) continue;
      void outbox.put({ key: one.press, kind: "press", press: one.press, body: { pressed_at: new Date(one.at).toISOString(), language: language(), alert_type: one.type, silent: one.silent } });
    }
  });
}

function look(): void {
  readBattery();
  if (isFirst && Date.now() - adoptedAt > ADOPT_EVERY) adopt(ADOPT_EVERY);
  outbox.flush();
  if (more) more.look();
  if (alerts.some((one) => !one.card || isOpen(one))) draw();
}

byId("ask").onsubmit = (event) => {
  event.preventDefault();
  const words = byId<HTMLTextAreaElement>("words");
  press(wanted || undefined, wanted && words.value.trim());
  wanted = undefined;
  words.value = "";
  byId<HTMLDetailsElement>("door").open = false;
};
byId("door").onclick = ({ target }) => {
  const button = (target as Element).closest("button");
  wanted = button ? button.value : "";
};
document.addEventListener("visibilitychange", () => {
  if (!document.hidden) socket.wake();
});
addEventListener("storage", join);
setInterval(look, LOOK_EVERY);

const cell = navigator as Navigator & { getBattery?(): Promise<{ level: number }> };
const readBattery = (): void => void (cell.getBattery && cell.getBattery().then((state) => (battery = Math.round(state.level * 100))));
readBattery();

const locks = navigator.locks;
const lead = (): void => {
  isFirst = true;
  adopt();
};
if (locks) void locks.request("outbox", () => new Promise(lead));
else lead();

root.classList.toggle("quiet", alerts.some((one) => one.silent && isOpen(one)));
nextKey();
drawPlace();
draw();

/** What this part of the page lends to the second one. */
export const kit = {
  stamp: stamp(),
  boot,
  device,
  by,
  outbox,
  socket,
  locator,
  press,
  draw,
  take,
  alertOf,
  setLanguage,
  alerts: () => alerts,
  lastFix: () => lastFix,
  battery: () => battery,
  known: () => known,
  isSharing: () => sharing,
  share: (on: boolean) => {
    sharing = on;
    // who shares again wants the centre to know at once
    sentFixes = {};
    draw();
  },
  spare: (on: boolean, pause: number) => {
    every = pause;
    locator.spare(on);
  },
};
export type Kit = typeof kit;

/** The second part may come late or never: the button does not need it. */
async function readMore(): Promise<void> {
  try {
    const begun = ((await import(boot.more)) as typeof import("./more")).begin(kit);
    await begun.speak(language());
    more = begun;
    draw();
  } catch {
    root.classList.remove("quiet"); // better seen than without a button
    setTimeout(readMore, 10_000);
  }
}

addEventListener("load", () => {
  void readMore();
  // the script's font and the worker must not stand in the way of a press on a slow link
  const link = (navigator as Navigator & { connection?: { effectiveType: string } }).connection;
  setTimeout(
    () => {
      root.classList.add("fonts");
      if (navigator.serviceWorker) navigator.serviceWorker.register(`/sw.js?static=${boot.static}`).catch(() => undefined);
    },
    link && /2g/.test(link.effectiveType) ? 5_000 : 200,
  );
});
