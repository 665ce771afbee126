/** The desk's own words: places, timeline facts, and what is left to say beyond the shared tables. */

import { language, msg, t } from "../shared/i18n";
import { distance, duration } from "../shared/time";
import { alertType, declineReason, dispositionWord, entrySentence, levelWord, roleWord, sourceWord } from "../shared/words";
import type { DeskAlert, EntryCard, MediaCard, PlaceCard } from "../contracts";
import { AT, nameOf, whereabouts, type Compass, type Whereabouts } from "./geography";

const COMPASS: Readonly<Record<Compass, string>> = {
  N: msg("{distance} north of {place}"), NE: msg("{distance} north-east of {place}"), E: msg("{distance} east of {place}"), SE: msg("{distance} south-east of {place}"),
  S: msg("{distance} south of {place}"), SW: msg("{distance} south-west of {place}"), W: msg("{distance} west of {place}"), NW: msg("{distance} north-west of {place}"),
};

export function whereWords(near: Whereabouts, name: (place: PlaceCard) => string): string {
  if (near.metres <= AT) return t("at {place}", { place: name(near.place) });
  return t(COMPASS[near.towards], { distance: distance(near.metres), place: name(near.place) });
}

const remembered = new WeakMap<object, string>();

/** Where an alert is, in words; looked up once per card and gazetteer, because the queue asks every second. */
export function placeWords(alert: DeskAlert, places: readonly PlaceCard[]): string {
  if (!alert.place) return t("Place unknown");
  const known = remembered.get(alert.place);
  if (known !== undefined && places.length) return known;
  const near = whereabouts(alert.place, places);
  const words = near ? whereWords(near, (place) => nameOf(place, language())) : `${alert.place.lat.toFixed(4)}, ${alert.place.lon.toFixed(4)}`;
  if (places.length) remembered.set(alert.place, words);
  return words;
}

/** How far the phone's clock is off; small differences are the network's. */
export const SKEW_WORTH_SAYING = 60;
export function skewSeconds(alert: DeskAlert): number | null {
  if (!alert.pressed_at) return null;
  const skew = (Date.parse(alert.pressed_at) - Date.parse(alert.received_at)) / 1000;
  return Math.abs(skew) >= SKEW_WORTH_SAYING ? skew : null;
}

export const callerName = (alert: DeskAlert): string => alert.caller.name || alert.caller.camp || t("Name unknown");

type Facts = Readonly<Record<string, unknown>>;
const text = (facts: Facts, name: string): string => (typeof facts[name] === "string" ? (facts[name] as string) : "");
const figure = (facts: Facts, name: string): number | null => (typeof facts[name] === "number" ? (facts[name] as number) : null);

const place = (facts: Facts): string => {
  const [lat, lon, accuracy] = [figure(facts, "lat"), figure(facts, "lon"), figure(facts, "accuracy")];
  if (lat === null || lon === null) return "";
  return `${lat.toFixed(4)}, ${lon.toFixed(4)}${accuracy === null ? "" : ` ±${distance(accuracy)}`}`;
};

const size = (facts: Facts): string => {
  const bytes = figure(facts, "size");
  return bytes === null ? "" : t("{n} kB", { n: Math.max(1, Math.round(bytes / 1000)) });
};

const waited = (facts: Facts): string => {
  const seconds = figure(facts, "waited_seconds");
  return seconds === null ? "" : t("after {time}", { time: duration(seconds) });
};

const level = (facts: Facts): string => {
  const [was, is] = [figure(facts, "was"), figure(facts, "level")];
  return was === null || is === null ? "" : `${levelWord(was)} → ${levelWord(is)}`;
};

const MEDIA_PROBLEMS: Readonly<Record<string, string>> = {
  checksum_mismatch: msg("It did not arrive as it was sent"), media_type: msg("This kind of file cannot be taken"), too_large: msg("Too large"),
  undecodable: msg("The file cannot be read"), too_many_pixels: msg("The picture has too many pixels"), too_heavy: msg("The file is too heavy to open safely"),
};
const mediaProblem = (code: string): string => (MEDIA_PROBLEMS[code] ? t(MEDIA_PROBLEMS[code]!) : code);

/** Why a file is not shown, as its entry in the log says. Entries of what failed after its arrival do not name their file: they
 *  count only as long as they agree. */
export function rejectionWords(card: MediaCard, entries: Iterable<EntryCard>): string {
  const facts = [...entries].filter((entry) => entry.kind === "media_rejected").map((entry) => entry.facts);
  const own = facts.find((each) => card.sha256 !== null && each.sha256 === card.sha256);
  const unnamed = new Set(facts.filter((each) => each.sha256 === undefined).map((each) => text(each, "problem")));
  const code = own ? text(own, "problem") : unnamed.size === 1 ? [...unnamed][0]! : "";
  return mediaProblem(code);
}

/** What an entry says beyond its sentence, by kind; kinds without a row say nothing more. */
const DETAILS: Partial<Record<EntryCard["kind"], (facts: Facts) => readonly string[]>> = {
  raised: (facts) => [sourceWord(text(facts, "source"))],
  detailed: (facts) => [text(facts, "alert_type") && alertType(text(facts, "alert_type")), text(facts, "text")],
  repeated: (facts) => [text(facts, "text")],
  fix_added: (facts) => [place(facts)],
  chat_sent: (facts) => [text(facts, "text")],
  cancelled: (facts) => [text(facts, "reason")],
  rated: (facts) => ["★".repeat(figure(facts, "stars") ?? 0), text(facts, "text")],
  upload_started: (facts) => [text(facts, "name"), size(facts)],
  media_added: (facts) => [text(facts, "media_type"), size(facts)],
  media_rejected: (facts) => [mediaProblem(text(facts, "problem"))],
  made_service: (facts) => [level(facts)],
  made_alert: (facts) => [level(facts)],
  place_asked: (facts) => [text(facts, "to")],
  sms_failed: (facts) => [text(facts, "to")],
  acknowledged: (facts) => [waited(facts)],
  escalated: (facts) => [waited(facts)],
  transferred_out: (facts) => [text(facts, "to")],
  offered: (facts) => [text(facts, "name") || text(facts, "responder_name")],
  expired: (facts) => [text(facts, "name") || text(facts, "responder_name")],
  withdrawn: (facts) => [text(facts, "name") || text(facts, "responder_name")],
  declined: (facts) => [declineReason(text(facts, "reason"))],
  cleared: (facts) => [text(facts, "report")],
  closed: (facts) => [dispositionWord(text(facts, "disposition")), text(facts, "note")],
  reopened: (facts) => [text(facts, "note")],
  linked: (facts) => [text(facts, "number")],
};

export interface EntryWords {
  readonly sentence: string;
  readonly detail: string;
}

export function entryWords(entry: EntryCard): EntryWords {
  const who = entry.by.name || roleWord(entry.by.role);
  const details = DETAILS[entry.kind]?.(entry.facts) ?? [];
  return { sentence: entrySentence(entry.kind, who), detail: details.filter(Boolean).join(" · ") };
}
