/** The herder's page: one tap sends; the rest of the page says truthfully what became of it. */

import type { ChatCard, Fix, FromPhone, HerderAlert, ToPhone } from "../contracts";
import { call } from "../shared/api";
import { readBoot } from "../shared/boot";
import { language, LANGUAGES, rememberLanguage, setWords, t, type Language } from "../shared/i18n";
import { makeKey } from "../shared/keys";
import { openSocket } from "../shared/socket";
import { cardView, standing, type Part } from "./card_view";
import { isCalling, isOpen, mayCallAgain, toKeep, withCard, withChat, withPress, type Known } from "./cards";
import { readWords } from "./catalogue";
import { credential } from "./device";
import { byId } from "./dom";
import { SMS_AFTER } from "./lanes";
import { makeLocator } from "./locate";
import { keep, recall } from "./memory";
import type { More } from "./more";
import { makeOutbox } from "./outbox";
import { isWorthSending, placeForPress, type SentFix } from "./place";
import { openShelf } from "./shelf";

import "./herder.css";

const LOOK_EVERY = 2_000;
const POLL_EVERY = 20_000;
/** Taps meant for the button must not fall through to what appears in its place. */
const FRESH_FOR = 1_500;

const boot = readBoot<{
  sms: string;
  phone: string;
  /** Address of the page's second part. */
  more: string;
}>();
const device = credential();
const authorization = `Device ${device.key}:${device.secret}`;
const root = document.documentElement;
const ask = byId<HTMLFormElement>("ask");
const sentFixes: Record<string, SentFix> = {};
const views: Record<string, Part[]> = {};
let more: More | undefined;
let alerts: Known[] = recall<Known[]>("alerts") || [];
let lastFix: Fix | null = recall<Fix>("fix");
let battery: number | undefined;
let polledAt = 0;
/** The button that was tapped: `SubmitEvent.submitter` is unknown to Chrome before 81. */
let wanted: string | undefined;

const socket = openSocket<ToPhone, FromPhone>({ path: "/ws/help/", silentAfter: 40_000, onOpen: greet, onFrame: hear, onClosed: draw });
const outbox = makeOutbox({
  shelf: openShelf(),
  now: Date.now,
  chance: Math.random,
  alertOf,
  send: socket.send,
  isOpen: socket.isOpen,
  post: (address, body) => call<HerderAlert | ChatCard>("POST", address, body, { authorization, within: 20_000 }).then(heardByHttp),
  onChange: draw,
  onRefused: () => more && more.restart(),
});
const locator = makeLocator(follow);

function alertOf(press: string): string | undefined {
  const known = alerts.filter((one) => one.press === press)[0];
  return known && known.card && known.card.id;
}

/** The answer to a chat line is that line; to all else the card. */
function heardByHttp(answer: HerderAlert | ChatCard): void {
  if ("received_at" in answer) take(answer);
  else remember(withChat(alerts, answer));
}

function greet(): void {
  socket.send({ type: "hello", device, language: language() });
  if (more) more.restart();
  outbox.flush(true);
  draw();
}

function hear(frame: ToPhone): void {
  if (frame.type === "welcome") frame.alerts.forEach(take);
  else if (frame.type === "received" || frame.type === "alert") take(frame.alert);
  else if (frame.type === "chat") remember(withChat(alerts, frame));
  else if (frame.type === "problem" && frame.code !== "offset_mismatch") outbox.refused(frame.in_reply_to, frame.code);
  else if (more) more.hear(frame);
}

function take(card: HerderAlert): void {
  const before = alertOf(card.key);
  remember(withCard(alerts, card, Date.now()));
  outbox.heard(card);
  if (!before && navigator.vibrate) navigator.vibrate(200);
}

function remember(next: Known[]): void {
  alerts = next;
  keep("alerts", toKeep(alerts));
  draw();
}

function press(alertType?: string): void {
  const key = makeKey();
  const fix = placeForPress(lastFix, Date.now());
  const body = { pressed_at: new Date().toISOString(), language: language(), ...(fix && { fix }), ...(battery !== undefined && { battery }), ...(alertType && { alert_type: alertType }) };
  if (fix) sentFixes[key] = { accuracy: fix.accuracy, sentAt: Date.parse(fix.at) };
  socket.wake();
  void outbox.put({ key, kind: "press", press: key, body });
  root.classList.add("fresh");
  setTimeout(() => root.classList.remove("fresh"), FRESH_FOR);
  remember(withPress(alerts, key, Date.now()));
  views[key][0].element.focus();
}

function follow(fix: Fix): void {
  lastFix = fix;
  const now = Date.now();
  for (const known of alerts.filter(isOpen)) {
    if (!isWorthSending(sentFixes[known.press] || null, fix.accuracy, now)) continue;
    sentFixes[known.press] = { accuracy: fix.accuracy, sentAt: now };
    void outbox.put({ key: makeKey(), kind: "fix", press: known.press, body: { fix, ...(battery !== undefined && { battery }) } });
  }
  drawPlace();
}

function draw(): void {
  if (!outbox) return; // the socket may fail before the page is whole
  const now = Date.now();
  const waiting = outbox.waiting();
  root.classList.toggle("calling", isCalling(alerts));
  root.classList.toggle("again", mayCallAgain(alerts, now));
  root.classList.toggle("late", alerts.some((known) => !known.card && now - known.at > SMS_AFTER));
  const list = byId("cards");
  alerts.forEach((known, index) => {
    const parts = (views[known.press] = views[known.press] || [cardView()]);
    const [{ element }] = parts;
    if (more && !parts[1]) element.appendChild((parts[1] = more.part(known.press)).element);
    if (list.children[index] !== element) list.insertBefore(element, list.children[index] || null);
    const mine = waiting.filter((item) => item.press === known.press);
    const outside = { now, linked: socket.isOpen(), saved: !!known.card || outbox.isSaved(known.press), waiting: mine };
    parts.forEach((part) => part.show(known, outside));
    const live = byId("live");
    const sentence = standing(known, outside);
    if (!index && live.textContent !== sentence) live.textContent = sentence;
  });
  if (alerts.some(isOpen)) locator.start();
  else locator.stop();
}

function drawWords(): void {
  root.lang = language();
  const texts: Record<string, string> = {
    name: (document.title = t("Grassland 110")),
    help: t("Help"),
    sentence: t("One tap calls for help and sends your place."),
    sms: t("Send an SMS"),
    call: t("Call {number}", { number: boot.phone }),
    service: t("No emergency? Ask for a service"),
    goods: t("Goods or medicine"),
    papers: t("Papers"),
    dispute: t("Pasture dispute"),
  };
  for (const id in texts) byId(id).textContent = texts[id];
  (ask.elements.namedItem("language") as HTMLInputElement).value = language();
  document.querySelectorAll<HTMLAnchorElement>("#languages a").forEach((link) => link.setAttribute("aria-current", String(link.lang === language())));
  for (const key in views) {
    views[key][0].element.remove();
    delete views[key];
  }
  drawPlace();
  draw();
}

/** The last resort carries the place in its words. */
function drawPlace(): void {
  const place = lastFix ? ` ${lastFix.lat.toFixed(5)},${lastFix.lon.toFixed(5)} ±${Math.round(lastFix.accuracy)}m` : "";
  byId<HTMLAnchorElement>("sms").href = `sms:${boot.sms}?&body=${encodeURIComponent(t("Help") + place)}`;
}

async function speak(chosen: Language): Promise<void> {
  rememberLanguage(chosen);
  try {
    const words = await readWords(`${boot.static}i18n/herder.${chosen}.json`);
    if (more) await more.speak(chosen);
    setWords(chosen, words);
    drawWords();
  } catch {
    // no signal and never read before: the next visit with a signal is in that language
  }
}

async function poll(): Promise<void> {
  polledAt = Date.now();
  for (const known of alerts.filter(isOpen)) {
    if (known.card) await call<HerderAlert>("GET", `/api/alerts/${known.card.id}`, undefined, { authorization }).then(take, () => undefined);
  }
}

function look(): void {
  readBattery();
  outbox.flush();
  if (more) more.look();
  if (!socket.isOpen() && Date.now() - polledAt > POLL_EVERY) void poll();
  if (alerts.some((known) => !known.card || isOpen(known))) draw();
}

ask.onsubmit = (event) => {
  event.preventDefault();
  press(wanted);
  wanted = undefined;
  byId<HTMLDetailsElement>("door").open = false;
};
document.querySelectorAll<HTMLButtonElement>("[name=alert_type]").forEach((button) => (button.onclick = () => void (wanted = button.value)));
document.querySelectorAll<HTMLAnchorElement>("#languages a").forEach((link) => {
  link.onclick = (event) => {
    event.preventDefault();
    void speak(link.lang as Language);
  };
});
document.addEventListener("visibilitychange", () => {
  if (!document.hidden) socket.wake();
});
setInterval(look, LOOK_EVERY);

const cell = navigator as Navigator & { getBattery?(): Promise<{ level: number }> };
const readBattery = (): void => void (cell.getBattery && cell.getBattery().then((state) => (battery = Math.round(state.level * 100))));
readBattery();

// one tab alone carries on what an earlier life of the page left behind
const locks = navigator.locks;
if (locks) void locks.request("outbox", () => outbox.adopt().then(() => new Promise(() => undefined)));
else void outbox.adopt();

const cookie = /(?:^|; )language=([\w-]+)/.exec(document.cookie);
drawWords();
// the shell may come from the phone's own store, in the language of an earlier visit
if (cookie && cookie[1] !== boot.language && LANGUAGES.some(([code]) => code === cookie[1])) void speak(cookie[1] as Language);

/** The second part may come late or never: the button does not need it. */
async function readMore(): Promise<void> {
  const part = (await import(boot.more)) as typeof import("./more");
  const begun = part.begin({ static: boot.static, outbox, alertOf, send: socket.send, sendBytes: socket.sendBytes, held: socket.waiting, onChange: draw });
  await begun.speak(language());
  more = begun;
  draw();
}

addEventListener("load", () => {
  readMore().catch(() => setTimeout(readMore, 10_000));
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
