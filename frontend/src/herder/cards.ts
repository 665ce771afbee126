/** The page's alerts as data: what is known of each, which step it has reached, what may be done. No browser in here. */

import type { ChatCard, HerderAlert, HerderResponder } from "../contracts";

export interface Known {
  /** The key of the press. */
  press: string;
  /** Milliseconds since 1970 by this phone. */
  at: number;
  /** What was asked for with the press itself, and whether it was to be silent. */
  type?: string;
  silent?: boolean;
  card?: HerderAlert;
}

/** Needs that are no emergency; they never stand in the way of the button. */
const SERVICES = ["medicine", "goods", "papers", "vet", "fodder", "service_other"];

/** A second tap within this time is the same call for help. */
export const SAME_CALL = 60_000;
/** Old cards kept on the phone. */
const KEPT = 8;

export function withPress(all: readonly Known[], press: string, at: number, type?: string, silent?: boolean): Known[] {
  return all.some((known) => known.press === press) ? all.slice() : [{ press, at, type, silent }, ...all];
}

/** The newest version of a card stays; its chat lines are joined, since a line may overtake its card. */
export function withCard(all: readonly Known[], card: HerderAlert, now: number): Known[] {
  return withPress(all, card.key, Math.min(now, Date.parse(card.received_at))).map((known) => {
    const held = known.card;
    if (known.press !== card.key || (held && held.version > card.version)) return known;
    return { ...known, card: held ? { ...card, chats: joined(card.chats, held.chats) } : card };
  });
}

export function withChat(all: readonly Known[], chat: ChatCard): Known[] {
  return all.map((known) => (known.card && known.card.id === chat.alert ? { ...known, card: { ...known.card, chats: joined(known.card.chats, [chat]) } } : known));
}

function joined(first: readonly ChatCard[], more: readonly ChatCard[]): ChatCard[] {
  const fresh = more.filter((chat) => !first.some((known) => known.id === chat.id));
  return first.concat(fresh).sort((one, two) => (one.at < two.at ? -1 : 1));
}

/** Open until the desk closes it or the caller takes it back. */
export function isOpen(known: Known): boolean {
  return !known.card || (known.card.status !== "closed" && !known.card.cancelled_at);
}

export function isService({ card, type }: Known): boolean {
  return SERVICES.indexOf(String(card ? card.alert_type : type)) >= 0;
}

const isCall = (known: Known): boolean => isOpen(known) && !isService(known);

/** Has the button become a card? While a call is open the next tap must not start another one by accident. */
export function isCalling(all: readonly Known[]): boolean {
  return all.some(isCall);
}

/** May this key still be pressed with? One of a call that is over, or that is a minute old, has had its call. */
export function isFresh(all: readonly Known[], key: string, now: number): boolean {
  return all.every((known) => known.press !== key || (isOpen(known) && Math.abs(now - known.at) < SAME_CALL));
}

/** May another call be started beside the open ones? Only when the last press is surely not a trembling finger. */
export function mayCallAgain(all: readonly Known[], now: number): boolean {
  return isCalling(all) && all.every((known) => !isCall(known) || Math.abs(now - known.at) > SAME_CALL);
}

/** Steps reached: 0 nothing, 1 saved, 2 received, 3 seen, 4 somebody is coming, 5 there, 6 closed. */
export function step(known: Known, saved: boolean): number {
  const card = known.card;
  if (!card) return saved ? 1 : 0;
  return { received: card.acknowledged_at ? 3 : 2, acknowledged: 3, dispatched: 4, on_scene: 5, closed: 6 }[card.status];
}

/** Those who come or came, the nearest first; who was only asked is not promised. */
export function coming(card: HerderAlert): HerderResponder[] {
  const order = ["on_scene", "en_route", "accepted"];
  const rank = (responder: HerderResponder): number => order.indexOf(responder.status) * 1e6 + (responder.eta_seconds || 0);
  return card.responders.filter((one) => order.indexOf(one.status) >= 0).sort((one, two) => rank(one) - rank(two));
}

/** Ids of the calls held to be open that the centre did not speak of. */
export function unheard(all: readonly Known[], told: readonly HerderAlert[]): string[] {
  return all.filter((known) => isOpen(known) && known.card && !told.some((card) => card.key === known.press)).map((known) => (known.card as HerderAlert).id);
}

/** What is worth keeping over a restart: open ones all, of the others the newest. */
export function toKeep(all: readonly Known[]): Known[] {
  return all.filter((known, index) => isOpen(known) || index < KEPT);
}
