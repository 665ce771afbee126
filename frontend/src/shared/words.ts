/** The wire's words as people read them. Each table is whole: a new word on the wire fails `tsc` here first. */

import type { AlertStatusWord, DispositionWord, DispatchStatusWord, EntryKindWord, KindWord, MediaStatusWord, ModeWord, PlaceSourceWord, ResponderStatusWord, SourceWord, SpeakerWord } from "./wire_words";
import { msg, t } from "./i18n";
import { distance, duration } from "./time";

type Table<Word extends string> = Readonly<Record<Word, string>>;

/** The text for a wire word; a word this page is too old to know is shown as it is. */
function word(table: Readonly<Record<string, string>>, code: string | null | undefined): string {
  return code ? t(table[code] || code) : "";
}

const ALERT_STATUSES: Table<AlertStatusWord> = {
  received: msg("New"),
  acknowledged: msg("In hand"),
  dispatched: msg("Help is coming"),
  on_scene: msg("Help is there"),
  closed: msg("Closed"),
};
export const alertStatus = (code: string): string => word(ALERT_STATUSES, code);

const DISPOSITIONS: Table<DispositionWord> = {
  resolved: msg("Resolved"),
  false_alarm: msg("False alarm"),
  cancelled: msg("Cancelled by the caller"),
  duplicate: msg("Duplicate"),
  unreachable: msg("Caller unreachable"),
  referred: msg("Referred elsewhere"),
};
export const dispositionWord = (code: string | null): string => word(DISPOSITIONS, code);

const DISPATCH_STATUSES: Table<DispatchStatusWord> = {
  offered: msg("Asked"),
  accepted: msg("Accepted"),
  en_route: msg("On the way"),
  on_scene: msg("On scene"),
  cleared: msg("Finished"),
  declined: msg("Declined"),
  expired: msg("No answer"),
  withdrawn: msg("Withdrawn"),
};
export const dispatchStatus = (code: string): string => word(DISPATCH_STATUSES, code);

const KINDS: Table<KindWord> = {
  party: msg("Party"),
  government: msg("Government"),
  military: msg("Military"),
  police: msg("Police"),
  civilian: msg("Civilian"),
};
export const kindWord = (code: string): string => word(KINDS, code);

const RESPONDER_STATUSES: Table<ResponderStatusWord> = {
  off_duty: msg("Off duty"),
  available: msg("Available"),
  engaged: msg("Engaged"),
  out_of_contact: msg("Out of contact"),
};
export const responderStatus = (code: string): string => word(RESPONDER_STATUSES, code);

const MODES: Table<ModeWord> = {
  car: msg("Car"),
  motorbike: msg("Motorbike"),
  horse: msg("Horse"),
  foot: msg("On foot"),
  plough: msg("Snow plough"),
  helicopter: msg("Helicopter"),
};
export const modeWord = (code: string): string => word(MODES, code);

const SOURCES: Table<SourceWord> = {
  web: msg("The button"),
  sms: msg("SMS"),
  phone: msg("Phone"),
  satellite: msg("Satellite"),
  radio: msg("Radio"),
  walk_in: msg("In person"),
};
export const sourceWord = (code: string): string => word(SOURCES, code);

const PLACE_SOURCES: Table<PlaceSourceWord> = {
  device: msg("from the phone"),
  dispatcher: msg("set by hand"),
  gazetteer: msg("named place"),
  sms: msg("from an SMS"),
};
export const placeSource = (code: string): string => word(PLACE_SOURCES, code);

const SPEAKERS: Table<SpeakerWord> = {
  herder: msg("Caller"),
  dispatcher: msg("Command centre"),
  responder: msg("Responder"),
  system: msg("System"),
};
export const speakerWord = (code: string): string => word(SPEAKERS, code);

const MEDIA_STATUSES: Table<MediaStatusWord> = {
  uploading: msg("Arriving"),
  rendering: msg("Being prepared"),
  ready: msg("Arrived"),
  rejected: msg("Not accepted"),
};
export const mediaStatus = (code: string): string => word(MEDIA_STATUSES, code);

/** `{who}` is the author as the page names them. */
const ENTRIES: Table<EntryKindWord> = {
  raised: msg("{who} called for help"),
  amended: msg("{who} sent the call again with other words"),
  repeated: msg("{who} pressed again"),
  fix_added: msg("{who} sent a new place"),
  detailed: msg("{who} said what it is about"),
  chat_sent: msg("{who} wrote"),
  cancelled: msg("{who} took the call back"),
  rated: msg("{who} rated the help"),
  upload_started: msg("{who} began to send a recording"),
  media_added: msg("A recording from {who} arrived"),
  media_ready: msg("A recording can be shown"),
  media_rejected: msg("A recording from {who} could not be used"),
  acknowledged: msg("{who} has it in hand"),
  escalated: msg("Nobody acted in time: passed upwards"),
  transferred_out: msg("Handed to another zone by {who}"),
  transferred_in: msg("Taken over from another zone by {who}"),
  offered: msg("{who} asked a responder to go"),
  accepted: msg("{who} accepted"),
  declined: msg("{who} declined"),
  expired: msg("A responder did not answer in time"),
  withdrawn: msg("{who} withdrew the order"),
  departed: msg("{who} set out"),
  arrived: msg("{who} arrived"),
  cleared: msg("{who} finished"),
  closed: msg("{who} closed the alert"),
  reopened: msg("{who} opened the alert again"),
  linked: msg("{who} linked it as a duplicate"),
  unlinked: msg("{who} undid the duplicate link"),
  shift_started: msg("{who} went on duty"),
  shift_ended: msg("{who} went off duty"),
  code_issued: msg("{who} gave a code for a phone"),
  device_verified: msg("The phone of {who} was verified"),
  device_changed: msg("{who} changed their details"),
  device_revoked: msg("{who} shut out a phone"),
  made_service: msg("{who} made it a service request"),
  made_alert: msg("{who} made it an alert"),
  place_asked: msg("{who} asked the caller for their place"),
  place_given: msg("The caller opened the link and sent their place"),
  sms_failed: msg("An SMS to the caller could not be sent: telephone them"),
};
/** A timeline entry as a sentence. */
export function entrySentence(kind: string, who: string): string {
  const table: Readonly<Record<string, string>> = ENTRIES;
  return t(table[kind] || "{who}: {kind}", { who, kind });
}

const LEVELS: Readonly<Record<number, string>> = {
  1: msg("Danger to life"),
  2: msg("Urgent"),
  3: msg("Help"),
  4: msg("Service"),
};
export const levelWord = (level: number): string => t(LEVELS[level] || String(level));

/** For pages without the server's `TypeCard`s; the desk prefers `names` of its own snapshot. */
const TYPES: Readonly<Record<string, string>> = {
  whiteout: msg("Whiteout, lost way"),
  medical: msg("Medical"),
  lost_person: msg("Person missing"),
  grass_fire: msg("Grass fire"),
  vehicle_stuck: msg("Vehicle stuck"),
  strangers: msg("Strangers or border crossing"),
  theft: msg("Theft"),
  lost_livestock: msg("Livestock lost"),
  blizzard_fodder: msg("Blizzard, fodder"),
  dispute: msg("Pasture dispute"),
  goods: msg("Goods or medicine"),
  papers: msg("Papers"),
  other: msg("Other"),
};
/** No type yet reads "Help". */
export const alertType = (code: string | null): string => (code ? word(TYPES, code) : t("Help"));

const SKILLS: Readonly<Record<string, string>> = {
  medical: msg("medical"),
  fire: msg("fire"),
  snow: msg("snow rescue"),
  towing: msg("towing"),
  search: msg("search"),
  herding: msg("herding"),
  border: msg("border"),
  interpreter: msg("interpreter"),
};
export const skillWord = (code: string): string => word(SKILLS, code);

const LANGUAGE_NAMES: Readonly<Record<string, string>> = {
  "zh-Hans": msg("Chinese"),
  "mn-Mong": msg("Mongolian (script)"),
  "mn-Cyrl": msg("Mongolian (Cyrillic)"),
  en: msg("English"),
  mn: msg("Mongolian"),
  zh: msg("Chinese"),
};
export const languageWord = (code: string): string => word(LANGUAGE_NAMES, code);

const REASONS: Readonly<Record<string, string>> = {
  nearest: msg("nearest"),
  fastest: msg("there first"),
  has_skill: msg("skilled: {value}"),
  right_kind: msg("right for this: {value}"),
  fresh_position: msg("position {value} old"),
  stale_position: msg("position already {value} old"),
  way: msg("goes by: {value}"),
  off_road: msg("off the road"),
  night: msg("slower at night"),
  snow: msg("slower in snow"),
  own_zone: msg("own zone"),
  lent_zone: msg("lent from another zone"),
  speaks: msg("speaks {value}"),
};

function reasonValue(code: string, value: unknown): string {
  if (value === null || value === undefined) return "";
  if (code === "has_skill") return skillWord(String(value));
  if (code === "right_kind") return kindWord(String(value));
  if (code === "way") return modeWord(String(value));
  if (code === "speaks") return languageWord(String(value));
  if (code === "fresh_position" || code === "stale_position") return duration(Number(value));
  return String(value);
}

/** Why the engine put a responder where it is in the plan. */
export function reasonWord(code: string, value?: unknown): string {
  return t(REASONS[code] || code, { value: reasonValue(code, value) });
}

const EXCLUSIONS: Readonly<Record<string, string>> = {
  off_duty: msg("off duty"),
  engaged: msg("engaged"),
  out_of_contact: msg("out of contact"),
  no_position: msg("position unknown"),
  wrong_kind: msg("not for this kind of alert"),
  lacks_skill: msg("lacks a needed skill"),
  other_zone: msg("another zone"),
  already_offered: msg("already asked"),
  declined: msg("has declined"),
  too_far: msg("too far"),
  alert_without_place: msg("the alert has no place yet"),
};
/** Why somebody is not in the plan. */
export const exclusionWord = (code: string): string => word(EXCLUSIONS, code);

const DECLINES: Readonly<Record<string, string>> = {
  busy: msg("Busy with something else"),
  no_vehicle: msg("No vehicle"),
  way_blocked: msg("The way is blocked"),
  too_far: msg("Too far"),
  unwell: msg("Not well"),
  other: msg("Another reason"),
};
export const DECLINE_REASONS: readonly string[] = ["busy", "no_vehicle", "way_blocked", "too_far", "unwell", "other"];
/** Other words are shown as the responder gave them. */
export const declineReason = (code: string): string => word(DECLINES, code);

const PLACES: Readonly<Record<string, string>> = {
  camp: msg("Camp"),
  well: msg("Well"),
  marker: msg("Border marker"),
  station: msg("Station"),
  gacha: msg("Gacha"),
  town: msg("Town"),
};
export const placeKind = (code: string): string => word(PLACES, code);

const ROLES: Readonly<Record<string, string>> = {
  caller: msg("Caller"),
  device: msg("Caller"),
  civilian: msg("Civilian responder"),
  officer: msg("Officer"),
  dispatcher: msg("Dispatcher"),
  supervisor: msg("Supervisor"),
  auditor: msg("Auditor"),
  system_admin: msg("Administrator"),
  system: msg("System"),
};
export const roleWord = (code: string): string => word(ROLES, code);

/** The refusals a reader can do something about; the others keep the server's own words. */
const PROBLEMS: Readonly<Record<string, string>> = {
  no_answer: msg("No answer from the command centre"),
  wrong_field: msg("Something in it is not right"),
  too_large: msg("Too large"),
  not_logged_in: msg("Please log in again"),
  no_right: msg("You do not have the right to do this"),
  not_found: msg("Not found"),
  illegal_move: msg("That is no longer possible: things have moved on"),
  no_shift: msg("Please go on duty first"),
  media_type: msg("This kind of file cannot be taken"),
  too_often: msg("Too many at once, please wait"),
  unavailable: msg("The command centre cannot take this now, please try again"),
  internal: msg("The command centre cannot take this now, please try again"),
};
/** A refusal in the reader's language; one without words of ours keeps the server's. */
export const problemWord = (code: string, detail: string): string => (PROBLEMS[code] ? t(PROBLEMS[code]) : detail || code);

/** "31 minutes", "22 km" joined for a row; parts that are not known are left out. */
export function howFar(seconds: number | null | undefined, metres: number | null | undefined): string {
  const parts: string[] = [];
  if (seconds !== null && seconds !== undefined) parts.push(duration(Math.max(60, seconds)));
  if (metres !== null && metres !== undefined) parts.push(distance(metres));
  return parts.join(" · ");
}
