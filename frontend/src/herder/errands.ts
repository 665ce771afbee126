/** What the service worker does when no page is left: the outbox goes out over HTTP, under the keys the page gave. */

import type { HerderAlert } from "../contracts";
import { ask, type Refusal } from "./ask";
import { addressOf, bared, bodyOf, isForLater, type Item } from "./lanes";
import type { Shelf } from "./shelf";
import { carry, Refused, type Fetch } from "./tus";

export interface Means {
  shelf: Shelf;
  fetch: Fetch;
  /** No page is there to send the rest. */
  isAlone: boolean;
}

const ORDER = ["press", "cancel", "fix", "detail", "chat", "rate", "media"];

/**
 * Presses always go, whoever else may be sending them: a repeated key costs some bytes. The rest only when no page looks after it.
 * What was sent stays on the disk, marked, until a page has asked again under the same key and heard the answer. Rejects while anything must still go.
 */
export async function sendAll({ shelf, fetch, isAlone }: Means): Promise<void> {
  const items = (await shelf.all()).sort((one, two) => ORDER.indexOf(one.kind) - ORDER.indexOf(two.kind));
  const alerts: Record<string, string> = {};
  let left = 0;
  for (const item of items) {
    const alert = item.alert || alerts[item.press];
    try {
      if (item.kind === "press") alerts[item.key] = alert || (await sendPress(item, shelf));
      else if (isAlone && alert && !item.sent) await sendRest(item, alert, shelf, fetch);
    } catch {
      left++;
    }
  }
  if (left) throw new Error(`${left} left`);
}

async function sendPress(item: Item, shelf: Shelf): Promise<string> {
  const send = (one: Item): Promise<HerderAlert> => ask("POST", addressOf(one, ""), one.by || "", bodyOf(one));
  const card = await send(item).catch((error: Refusal) => {
    if (isForLater(error.code)) throw error;
    return send(bared({ ...item, tries: 2 }));
  });
  await mark({ ...item, alert: card.id, sent: true }, shelf);
  return card.id;
}

/** A page may have heard the answer meanwhile, and then there is nothing to mark. */
async function mark(item: Item, shelf: Shelf): Promise<void> {
  if ((await shelf.all()).some((one) => one.key === item.key)) await shelf.put(item);
}

async function sendRest(item: Item, alert: string, shelf: Shelf, fetch: Fetch): Promise<void> {
  try {
    if (item.kind === "media") await carry(item, alert, fetch);
    else await ask("POST", addressOf(item, alert), item.by || "", bodyOf(item));
  } catch (error) {
    const { code } = error as Partial<Refusal>;
    if (!(error instanceof Refused) && (!code || isForLater(code))) throw error;
  }
  await mark({ ...item, sent: true }, shelf);
}
