/** A small keyed store that outlives the page: IndexedDB, or memory where the browser forbids it. */

export interface Shelf<T> {
  all(): Promise<T[]>;
  put(key: string, value: T): Promise<void>;
  drop(key: string): Promise<void>;
}

/** A blocked or broken IndexedDB may never answer; an act must not wait for it longer than this. */
const PATIENCE = 1_500;

export function memoryShelf<T>(): Shelf<T> {
  const kept = new Map<string, T>();
  return {
    all: async () => [...kept.values()],
    put: async (key, value) => void kept.set(key, value),
    drop: async (key) => void kept.delete(key),
  };
}

/** Opens the stores of one user: the next person on this phone must not send this one's acts. */
export async function openShelves<T extends string>(
  user: number,
  names: readonly T[],
): Promise<(<V>(name: T) => Shelf<V>) | null> {
  const database = await patient(openDatabase(`responder-${user}`, names), null);
  if (!database) return null;
  return <V>(name: T) => databaseShelf<V>(database, name);
}

function openDatabase(name: string, stores: readonly string[]): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () => stores.forEach((store) => request.result.createObjectStore(store));
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error("no database"));
    request.onblocked = () => reject(new Error("blocked"));
  });
}

function databaseShelf<V>(database: IDBDatabase, name: string): Shelf<V> {
  return {
    all: () => patient(read<V[]>(database, name, (store) => store.getAll() as IDBRequest<V[]>), []),
    put: (key, value) => patient(write(database, name, (store) => store.put(value, key)), undefined),
    drop: (key) => patient(write(database, name, (store) => store.delete(key)), undefined),
  };
}

function read<V>(database: IDBDatabase, name: string, ask: (store: IDBObjectStore) => IDBRequest<V>): Promise<V> {
  return new Promise((resolve, reject) => {
    const request = ask(database.transaction(name, "readonly").objectStore(name));
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error("unreadable"));
  });
}

function write(database: IDBDatabase, name: string, change: (store: IDBObjectStore) => unknown): Promise<void> {
  return new Promise((resolve, reject) => {
    // Strict: the act is on the disk before it is sent; a phone at -30 °C dies without notice.
    const transaction = database.transaction(name, "readwrite", { durability: "strict" });
    transaction.oncomplete = () => resolve();
    transaction.onerror = () => reject(transaction.error ?? new Error("not written"));
    transaction.onabort = () => reject(transaction.error ?? new Error("not written"));
    change(transaction.objectStore(name));
  });
}

async function patient<V>(work: Promise<V>, otherwise: V): Promise<V> {
  const late = new Promise<V>((resolve) => setTimeout(() => resolve(otherwise), PATIENCE));
  return Promise.race([work.catch(() => otherwise), late]);
}
