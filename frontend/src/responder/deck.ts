/** The dispatches this screen holds, as one value: old deck + message = new deck. Whole cards come in, never deltas. */

import type { ChatCard, MediaCard, ResponderDispatch } from "../contracts";
import type { DispatchStatusWord } from "../shared/wire_words";
import { foreseen, type Act } from "./acts";

export type EndedBy = "withdrawn" | "expired" | "gone";

/** A dispatch that ended without the responder: told on the screen until it was read. */
export interface Ending {
  dispatch: ResponderDispatch;
  by: EndedBy;
}

export interface Deck {
  dispatches: readonly ResponderDispatch[];
  endings: readonly Ending[];
}

export const EMPTY: Deck = { dispatches: [], endings: [] };

const LIVE: readonly DispatchStatusWord[] = ["offered", "accepted", "en_route", "on_scene"];

export function isLive(status: DispatchStatusWord): boolean {
  return LIVE.includes(status);
}

/** A card that is older than the one held is late mail. */
export function merge(deck: Deck, card: ResponderDispatch): Deck {
  const held = deck.dispatches.find((dispatch) => dispatch.id === card.id);
  if (held && held.version > card.version) return deck;
  const whole = held ? { ...card, chats: joinChats(held.chats, card.chats) } : card;
  return {
    dispatches: [...deck.dispatches.filter((dispatch) => dispatch.id !== card.id), whole],
    endings: endingsAfter(deck, whole, held),
  };
}

function endingsAfter(deck: Deck, card: ResponderDispatch, held: ResponderDispatch | undefined): readonly Ending[] {
  const others = deck.endings.filter((ending) => ending.dispatch.id !== card.id);
  // Offered again after it ended: the news is the offer, not the end.
  if (isLive(card.status)) return others;
  const isNews = held !== undefined && isLive(held.status);
  if (!isNews) return deck.endings;
  if (card.status !== "withdrawn" && card.status !== "expired") return others;
  return [...others, { dispatch: card, by: card.status }];
}

/**
 * After a silence: what was live here and is not in the snapshot has ended. It is news, unless an act that still waits
 * for its answer has ended it: then only the answer was lost.
 */
export function fromSnapshot(deck: Deck, cards: readonly ResponderDispatch[], acts: readonly Act[]): Deck {
  const named = new Set(cards.map((card) => card.id));
  const merged = cards.reduce(merge, deck);
  const gone = merged.dispatches.filter((dispatch) => !named.has(dispatch.id));
  return {
    dispatches: merged.dispatches.filter((dispatch) => named.has(dispatch.id)),
    endings: [...merged.endings, ...gone.filter((dispatch) => isLive(foreseen(dispatch, acts))).map(asGone)],
  };
}

function asGone(dispatch: ResponderDispatch): Ending {
  return { dispatch, by: "gone" };
}

export function withChat(deck: Deck, chat: ChatCard): Deck {
  return onAlert(deck, chat.alert, (dispatch) => ({ ...dispatch, chats: joinChats(dispatch.chats, [chat]) }));
}

export function withMedia(deck: Deck, media: MediaCard): Deck {
  return onAlert(deck, media.alert, (dispatch) => ({
    ...dispatch,
    media: [...dispatch.media.filter((other) => other.id !== media.id), media],
  }));
}

export function withoutEnding(deck: Deck, id: string): Deck {
  return { ...deck, endings: deck.endings.filter((ending) => ending.dispatch.id !== id) };
}

function onAlert(deck: Deck, alert: string, change: (dispatch: ResponderDispatch) => ResponderDispatch): Deck {
  return {
    ...deck,
    dispatches: deck.dispatches.map((dispatch) => (dispatch.alert.id === alert ? change(dispatch) : dispatch)),
  };
}

function joinChats(one: readonly ChatCard[], other: readonly ChatCard[]): ChatCard[] {
  const byId = new Map([...one, ...other].map((chat) => [chat.id, chat]));
  return [...byId.values()].sort((first, second) => (first.at + first.id < second.at + second.id ? -1 : 1));
}
