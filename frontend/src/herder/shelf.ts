/** What waits, on the phone's disk. A phone that forbids the disk (private window) rejects, and the outbox lives in memory. */

import type { Item } from "./lanes";

export interface Shelf {
  /** Resolves when it is on the disk. */
  put(item: Item): Promise<unknown>;
  drop(key: string): void;
  all(): Promise<Item[]>;
}

export function openShelf(): Shelf {
  const base = new Promise<IDBDatabase>((use, fail) => {
    const asking = indexedDB.open("grassland", 1);
    asking.onupgradeneeded = () => asking.result.createObjectStore("outbox", { keyPath: "key" });
    asking.onsuccess = () => use(asking.result);
    asking.onerror = asking.onblocked = () => fail(asking.error);
  });
  base.catch(() => undefined); // every use hears of it; this is for the time before the first

  function act<T>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
    return base.then(
      (open) =>
        new Promise<T>((use, fail) => {
          // strict: the default may answer before the bytes are safe from an empty battery
          const change = open.transaction("outbox", mode, { durability: "strict" });
          const request = work(change.objectStore("outbox"));
          change.oncomplete = () => use(request.result);
          change.onabort = change.onerror = () => fail(change.error);
        }),
    );
  }

  return {
    put: (item) => act("readwrite", (store) => store.put(item)),
    drop: (key) => void act("readwrite", (store) => store.delete(key)).catch(() => undefined),
    all: () => act<Item[]>("readonly", (store) => store.getAll()),
  };
}
