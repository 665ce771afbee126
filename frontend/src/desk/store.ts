/** What the desk knows: pure functions from one state and one message to the next. No DOM, no clock, no network.
 *  Law (store.test.ts): a snapshot, plus any messages, drops and reconnects, ends equal to a fresh snapshot. */

import type {
  ChatCard, DeskAlert, DeskChanges, DispatchCard, EntryCard, Fix, MediaCard,
  PlaceCard, ResponderCard, Snapshot, Timeline, TypeCard, UserCard, ZoneCard,
} from "../contracts";
import { emptyPositions, putPosition, type Positions } from "./positions";

type Change = DeskChanges["messages"][number];

/** All that is known of the one alert whose panel is open. Grows by changes; `loaded` once the server's answer is in. */
export interface CaseFile {
  readonly alert: string;
  readonly loaded: boolean;
  readonly entries: ReadonlyMap<string, EntryCard>;
  readonly chats: ReadonlyMap<string, ChatCard>;
  readonly media: ReadonlyMap<string, MediaCard>;
  readonly fixes: ReadonlyMap<string, Fix>;
}

export interface Fixed {
  readonly zones: readonly ZoneCard[];
  readonly types: readonly TypeCard[];
  readonly places: readonly PlaceCard[];
  readonly timers: Readonly<Record<string, number>>;
}

export interface DeskState {
  /** Epoch milliseconds of the server at the newest snapshot; null before the first. */
  readonly at: number | null;
  readonly seq: Readonly<Record<string, number>>;
  readonly me: UserCard | null;
  readonly alerts: ReadonlyMap<string, DeskAlert>;
  readonly dispatches: ReadonlyMap<string, DispatchCard>;
  readonly responders: ReadonlyMap<number, ResponderCard>;
  readonly positions: Positions;
  readonly fixed: Fixed;
  readonly file: CaseFile | null;
  /** Chat lines of callers and responders that arrived while their alert was not open, by alert. */
  readonly unread: ReadonlyMap<string, number>;
  /** True from a noticed gap until the next snapshot. */
  readonly stale: boolean;
}

export const EMPTY: DeskState = {
  at: null,
  seq: {},
  me: null,
  alerts: new Map(),
  dispatches: new Map(),
  responders: new Map(),
  positions: emptyPositions(),
  fixed: { zones: [], types: [], places: [], timers: {} },
  file: null,
  unread: new Map(),
  stale: false,
};

const byId = <K, T extends { id: K }>(cards: readonly T[]): Map<K, T> =>
  new Map(cards.map((card) => [card.id, card]));

/** Everything is replaced; an open case file stays, but asks to be loaded again. */
export function applySnapshot(state: DeskState, snapshot: Snapshot): DeskState {
  const responders = byId<number, ResponderCard>(snapshot.responders);
  const positions = emptyPositions();
  for (const card of responders.values()) placeOf(positions, card);
  return {
    at: Date.parse(snapshot.at),
    seq: { ...snapshot.seq },
    me: snapshot.me,
    alerts: byId<string, DeskAlert>(snapshot.alerts),
    dispatches: byId<string, DispatchCard>(snapshot.dispatches),
    responders,
    positions,
    fixed: { zones: snapshot.zones, types: snapshot.types, places: snapshot.places, timers: snapshot.timers },
    file: state.file && { ...state.file, loaded: false },
    unread: state.unread,
    stale: false,
  };
}

/** Wholly old frames are ignored; a frame that does not follow on makes the state stale (ask for the snapshot). */
export function applyChanges(state: DeskState, frame: DeskChanges): DeskState {
  const own = state.seq[frame.zone] ?? 0;
  if (state.at === null || frame.to <= own) return state;
  if (frame.from !== own + 1) return { ...state, stale: true };
  const draft: Draft = {
    alerts: new Map(state.alerts),
    dispatches: new Map(state.dispatches),
    file: state.file,
    unread: state.unread,
  };
  for (const change of frame.messages) applyChange(draft, change, frame.zone);
  return { ...state, ...draft, seq: { ...state.seq, [frame.zone]: frame.to } };
}

interface Draft {
  alerts: Map<string, DeskAlert>;
  dispatches: Map<string, DispatchCard>;
  file: CaseFile | null;
  unread: ReadonlyMap<string, number>;
}

function applyChange(draft: Draft, change: Change, zone: string): void {
  switch (change.type) {
    case "desk.alert":
      newer(draft.alerts, change.alert);
      return;
    case "desk.alert_gone":
      return gone(draft, change.alert, zone);
    case "desk.dispatch":
      newer(draft.dispatches, change.dispatch);
      return;
    case "desk.entry":
      draft.file = intoFile(draft.file, change.alert, { entries: [change.entry] });
      return;
    case "desk.chat":
      draft.unread = countUnread(draft, change.chat);
      draft.file = intoFile(draft.file, change.alert, { chats: [change.chat] });
      return;
    case "desk.media":
      draft.file = intoFile(draft.file, change.alert, { media: [change.media] });
      return;
    case "desk.fix":
      draft.file = intoFile(draft.file, change.alert, { fixes: [change.fix] });
      return;
    default:
      return unhandled(change);
  }
}

/** An alert left this zone. A desk that sees both zones may have heard from the new one first: then it stays. */
function gone(draft: Draft, alert: string, zone: string): void {
  if (draft.alerts.get(alert)?.zone !== zone) return;
  draft.alerts.delete(alert);
  draft.dispatches.forEach((card, id) => {
    if (card.alert === alert) draft.dispatches.delete(id);
  });
}

/** tsc refuses this call when a message of the wire has no case; a newer server's message is passed over. */
function unhandled(_change: never): void {}

/** A snapshot may be younger than its `seq`, so a card that comes after it may be the older one. */
function newer<T extends { id: string; version: number }>(cards: Map<string, T>, card: T): void {
  const known = cards.get(card.id);
  if (!known || known.version <= card.version) cards.set(card.id, card);
}

function countUnread(draft: Draft, chat: ChatCard): ReadonlyMap<string, number> {
  const fromOutside = chat.sender === "herder" || chat.sender === "responder";
  if (!fromOutside || draft.file?.alert === chat.alert) return draft.unread;
  return new Map(draft.unread).set(chat.alert, (draft.unread.get(chat.alert) ?? 0) + 1);
}

/** Several at once, in the order they came: a thousand that fall silent together must not copy the map a thousand times. */
export function applyResponders(state: DeskState, cards: readonly ResponderCard[]): DeskState {
  const responders = new Map(state.responders);
  for (const card of cards) {
    responders.set(card.id, card);
    placeOf(state.positions, card);
  }
  return { ...state, responders, positions: { ...state.positions } };
}

function placeOf(positions: Positions, card: ResponderCard): void {
  if (card.lat === null || card.lon === null) return;
  putPosition(positions, { id: card.id, lat: card.lat, lon: card.lon, at: Date.parse(card.position_at ?? "") || 0 });
}

export interface Heard {
  readonly at: number;
  readonly ids: ArrayLike<number>;
  readonly lats: ArrayLike<number>;
  readonly lons: ArrayLike<number>;
}

/** One position frame, `at` in epoch milliseconds. The arrays inside are shared on purpose: copying 5,000 places
 *  each second is what the frame was made to avoid. The new wrapper tells readers that something moved. */
export function applyPositions(state: DeskState, heard: Heard): DeskState {
  for (let i = 0; i < heard.ids.length; i++) {
    putPosition(state.positions, { id: heard.ids[i]!, lat: heard.lats[i]!, lon: heard.lons[i]!, at: heard.at });
  }
  return { ...state, positions: { ...state.positions } };
}

export function openFile(state: DeskState, alert: string | null): DeskState {
  if (alert === (state.file?.alert ?? null)) return state;
  if (alert === null) return { ...state, file: null };
  const unread = new Map(state.unread);
  unread.delete(alert);
  return { ...state, unread, file: emptyFile(alert) };
}

const emptyFile = (alert: string): CaseFile => ({
  alert, loaded: false, entries: new Map(), chats: new Map(), media: new Map(), fixes: new Map(),
});

/** The server's answer joins what changes brought while it was on its way; nothing is lost in either order. */
export function applyTimeline(state: DeskState, timeline: Timeline): DeskState {
  if (state.file?.alert !== timeline.alert.id) return state;
  const file = intoFile(state.file, timeline.alert.id, timeline);
  return { ...state, file: file && { ...file, loaded: true } };
}

/** The answer to a line said over the socket; the same line comes again with the changes and is kept once. */
export function applyChat(state: DeskState, chat: ChatCard): DeskState {
  return { ...state, file: intoFile(state.file, chat.alert, { chats: [chat] }) };
}

interface Papers {
  readonly entries?: readonly EntryCard[];
  readonly chats?: readonly ChatCard[];
  readonly media?: readonly MediaCard[];
  readonly fixes?: readonly Fix[];
}

function intoFile(file: CaseFile | null, alert: string | null, papers: Papers): CaseFile | null {
  if (!file || file.alert !== alert) return file;
  return {
    ...file,
    entries: joined(file.entries, papers.entries, (entry) => `${entry.zone}:${entry.seq}`),
    chats: joined(file.chats, papers.chats, (chat) => chat.id),
    media: joined(file.media, papers.media, (media) => media.id, furtherMedia),
    fixes: joined(file.fixes, papers.fixes, (fix) => `${fix.at}:${fix.lat}:${fix.lon}`),
  };
}

function joined<T>(
  known: ReadonlyMap<string, T>, more: readonly T[] | undefined,
  key: (card: T) => string, choose: (known: T, other: T) => T = (_, other) => other,
): ReadonlyMap<string, T> {
  if (!more?.length) return known;
  const all = new Map(known);
  for (const card of more) {
    const before = all.get(key(card));
    all.set(key(card), before ? choose(before, card) : card);
  }
  return all;
}

/** Media cards carry no version: of two, the one that is further on its way, or has more bytes, is the later. */
function furtherMedia(known: MediaCard, other: MediaCard): MediaCard {
  const rank = (card: MediaCard) => (card.status === "uploading" ? card.offset : card.status === "rendering" ? Number.MAX_VALUE : Infinity);
  return rank(other) >= rank(known) ? other : known;
}
