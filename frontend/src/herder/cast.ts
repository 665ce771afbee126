/** Ready-made things for the tests. */

import type { ChatCard, HerderAlert } from "../contracts";
import type { Item, Kind } from "./lanes";

export const PRESS = "11111111-1111-4111-8111-111111111111";
export const ALERT = "22222222-2222-4222-8222-222222222222";

export function item(kind: Kind, over: Partial<Item> = {}): Item {
  return { key: kind === "press" ? PRESS : `key-of-${kind}`, kind, press: PRESS, body: {}, at: 0, sentAt: 0, tries: 0, ...over };
}

export function card(over: Partial<HerderAlert> = {}): HerderAlert {
  const empty = { alert_type: null, text: "", place: null, acknowledged_at: null, closed_at: null, cancelled_at: null, disposition: null, stars: null, drill: false, responders: [], chats: [], media: [] };
  return { ...empty, id: ALERT, key: PRESS, number: "0412", status: "received", version: 1, received_at: "2026-01-05T06:00:00.000Z", ...over } as HerderAlert;
}

export function chat(id: string, over: Partial<ChatCard> = {}): ChatCard {
  return { id, alert: ALERT, key: id, sender: "dispatcher", name: "Saran", text: "We are coming", at: "2026-01-05T06:01:00.000Z", ...over };
}
