/** The alarm: it sounds until somebody has every emergency in hand. A browser lets a page sound only after a gesture, which is
 *  what "Start shift" is for; while it cannot sound the page says so in red. */

import { computed, effect, signal } from "@preact/signals";
import { t } from "../shared/i18n";
import { alerts, counts, fixed, now, typeName } from "./live";
import { FIELD, secondsSince } from "./clocks";
import { isUrgent } from "./queue";

let audio: AudioContext | null = null;
export const sounding = signal(false);

/** Must be called from a gesture. A refused permission to notify changes nothing else. */
export function startShift(): void {
  audio ??= new AudioContext();
  audio.onstatechange = () => (sounding.value = audio!.state === "running");
  void audio.resume().then(() => {
    sounding.value = audio!.state === "running";
    chirp(660, 0.12, 0.08, 0);
  });
  if ("Notification" in window && Notification.permission === "default") void Notification.requestPermission();
}

function chirp(pitch: number, seconds: number, loudness: number, after: number): void {
  if (!audio || audio.state !== "running") return;
  const from = audio.currentTime + after;
  const tone = audio.createOscillator();
  const gain = audio.createGain();
  tone.type = "triangle";
  tone.frequency.value = pitch;
  gain.gain.setValueAtTime(0, from);
  gain.gain.linearRampToValueAtTime(loudness, from + 0.02);
  gain.gain.setValueAtTime(loudness, from + seconds - 0.03);
  gain.gain.linearRampToValueAtTime(0, from + seconds);
  tone.connect(gain).connect(audio.destination);
  tone.start(from);
  tone.stop(from + seconds);
}

type Urgency = "none" | "soft" | "loud";

/** Soft from the first second, loud when nobody has taken it for 15 s or when life is in danger. */
const urgency = computed<Urgency>(() => {
  const waiting = [...alerts.value.values()].filter(isUrgent);
  if (!waiting.length) return "none";
  const loud = fixed.value.timers.unacknowledged_loud ?? FIELD.unacknowledged_loud!;
  const isLoud = waiting.some((alert) => alert.level === 1 || secondsSince(alert.received_at, now.value) >= loud);
  return isLoud ? "loud" : "soft";
});

function alarm(): void {
  if (urgency.value === "none") return;
  const loudness = urgency.value === "loud" ? 0.35 : 0.12;
  [880, 660, 880].forEach((pitch, step) => chirp(pitch, 0.2, loudness, step * 0.24));
}

/** Only what arrives while the page is open is news: the first snapshot is not announced one by one. */
function announceNew(): void {
  let known: ReadonlySet<string> | null = null;
  effect(() => {
    const ids = new Set([...alerts.value.values()].filter(isUrgent).map((alert) => alert.id));
    const fresh = known ? [...ids].filter((id) => !known!.has(id)) : [];
    if (alerts.value.size || known) known = ids;
    if (!fresh.length) return;
    alarm();
    if ("Notification" in window && Notification.permission === "granted" && document.hidden) notify(fresh);
  });
}

function notify(ids: readonly string[]): void {
  const alert = alerts.peek().get(ids[0]!)!;
  const text = ids.length > 1 ? t("{n} new alerts", { n: ids.length }) : `${alert.number} · ${typeName(alert.alert_type)}`;
  new Notification(t("New alert"), { body: text, tag: "desk", requireInteraction: true }).onclick = () => window.focus();
}

export function watchAlarm(): void {
  announceNew();
  setInterval(alarm, 1_500);
  const name = document.title;
  effect(() => {
    document.title = counts.value.fresh ? `(${counts.value.fresh}) ${name}` : name;
  });
}
