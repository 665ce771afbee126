/** The outbox at work: written down, then sent, and dropped only after the answer. Everything it touches is passed in. */

import type { FromPhone, HerderAlert } from "../contracts";
import { added, addressOf, bared, bodyOf, due, forgotten, frameOf, isAnswered, isForLater, type Errand, type Item } from "./lanes";
import type { Shelf } from "./shelf";

export interface OutboxWiring {
  shelf: Shelf;
  now(): number;
  chance(): number;
  alertOf(press: string): string | undefined;
  send(frame: FromPhone): boolean;
  isOpen(): boolean;
  /** Takes in what is answered; throws something with a `code` when refused. */
  post(address: string, body: object): Promise<void>;
  onChange(): void;
  /** Something is on the disk that must go out: the service worker may help when this page is gone. */
  onSaved(): void;
  /** Value of `Authorization`. */
  by: string;
  onRefused(item: Item, code: string): void;
}

/** Written to disk or not, nothing waits longer than this before it is sent. */
const DISK_MAY_TAKE = 400;

export interface Outbox {
  put(item: Pick<Item, "key" | "kind" | "press" | "body" | "blob">): Promise<void>;
  /** Takes in what an earlier life of this page left behind. */
  adopt(): Promise<void>;
  flush(again?: boolean): void;
  /** `key`: the press this answers, when the centre joined it to an earlier call with another key. */
  heard(card: HerderAlert, key?: string): void;
  refused(key: string | null | undefined, code: string): void;
  drop(key: string): void;
  waiting(): readonly Item[];
  /** Is it on the disk, so that closing the page does no harm? */
  isSaved(key: string): boolean;
}

export function makeOutbox(wiring: OutboxWiring): Outbox {
  let items: Item[] = [];
  const saved = new Set<string>();
  const onTheWay = new Set<string>();

  const replace = (next: Item): void => {
    items = items.map((item) => (item.key === next.key ? next : item));
  };

  async function put(wish: Pick<Item, "key" | "kind" | "press" | "body" | "blob">): Promise<void> {
    const item: Item = { ...wish, by: wiring.by, alert: wiring.alertOf(wish.press), at: wiring.now(), sentAt: 0, tries: 0 };
    const before = items;
    items = added(items, item);
    before.filter((old) => items.indexOf(old) < 0).forEach((old) => wiring.shelf.drop(old.key));
    const written = wiring.shelf.put(item).then(
      () => {
        saved.add(item.key);
        wiring.onSaved();
      },
      () => undefined,
    );
    wiring.onChange();
    await Promise.race([written, new Promise((go) => setTimeout(go, DISK_MAY_TAKE))]);
    flush();
    await written;
    wiring.onChange();
  }

  async function adopt(): Promise<void> {
    const kept = await wiring.shelf.all().catch(() => []);
    for (const item of forgotten(kept)) {
      saved.add(item.key);
      if (!items.some((known) => known.key === item.key)) items = added(items, item);
    }
    wiring.onChange();
    flush();
  }

  function flush(again = false): void {
    if (again) items = forgotten(items);
    for (const errand of due(items, wiring.alertOf, wiring.now(), wiring.isOpen(), wiring.chance())) run(errand);
  }

  function run({ item, way }: Errand): void {
    const alert = wiring.alertOf(item.press);
    if (way === "socket") {
      if (!wiring.send(frameOf(item, alert))) return;
      if (item.kind === "fix") drop(item.key);
      else replace({ ...item, sentAt: wiring.now(), tries: item.tries + 1 });
      return;
    }
    if (onTheWay.has(item.key)) return;
    replace({ ...item, sentAt: wiring.now(), tries: item.tries + 1 });
    onTheWay.add(item.key);
    wiring
      .post(addressOf(item, alert || ""), bodyOf(item))
      .then(
        () => drop(item.key),
        (error: { code?: string }) => refused(item.key, error.code || "no_answer"),
      )
      .then(() => void onTheWay.delete(item.key));
  }

  function heard(card: HerderAlert, key = card.key): void {
    items.filter((item) => item.key === key || isAnswered(item, card)).forEach((item) => drop(item.key));
    for (const item of items.filter((one) => one.press === key && one.alert !== card.id)) {
      const known = { ...item, press: card.key, alert: card.id };
      replace(known);
      wiring.shelf.put(known).catch(() => undefined);
    }
    flush();
  }

  function refused(reply: string | null | undefined, code: string): void {
    const item = items.find((one) => one.key === reply) || items.find((one) => one.kind === reply);
    if (!item || isForLater(code)) return;
    if (item.kind === "press") return replace(bared(item));
    drop(item.key);
    wiring.onRefused(item, code);
  }

  function drop(key: string): void {
    items = items.filter((item) => item.key !== key);
    wiring.shelf.drop(key);
    wiring.onChange();
  }

  return { put, adopt, flush, heard, refused, drop, waiting: () => items, isSaved: (key) => saved.has(key) };
}
