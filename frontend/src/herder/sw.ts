/** Keeps the herder's page on the phone, so that it opens without a signal, and sends what a page that is gone has left behind. */

import { sendAll } from "./errands";
import { openShelf } from "./shelf";

const STORE = "grassland-1";
const LANGUAGES = ["zh-Hans", "mn-Mong", "mn-Cyrl", "en"];
/** A page opened in need has the slow link to itself first. */
const RENEW_AFTER = 5_000;

interface Event {
  request: Request;
  tag: string;
  waitUntil(work: Promise<unknown>): void;
  respondWith(answer: Promise<Response>): void;
}
interface Scope {
  skipWaiting(): Promise<void>;
  clients: { claim(): Promise<void> };
  location: Location;
  addEventListener(type: string, act: (event: Event) => void): void;
}
const scope = self as unknown as Scope;
/** Static files lie where the page said when it registered this. */
const files = new URL(scope.location.href).searchParams.get("static") || "/static/";
const parts = ["more.js", "more.css", "mongolian.woff2"].concat(...LANGUAGES.map((language) => [`i18n/herder.${language}.json`, `i18n/more.${language}.json`])).map((name) => files + name);

scope.addEventListener("install", (event) => {
  void scope.skipWaiting();
  event.waitUntil(
    caches.open(STORE).then((store) => Promise.all(["/"].concat(parts).map((path) => store.add(path).catch(() => undefined)))),
  );
});

scope.addEventListener("activate", (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter((name) => name !== STORE).map((name) => caches.delete(name))))
      .then(() => scope.clients.claim()),
  );
});

scope.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  const isPage = url.pathname === "/" && !url.search;
  const isFile = parts.indexOf(url.pathname) >= 0;
  if (event.request.method === "GET" && url.origin === scope.location.origin && (isPage || isFile)) event.respondWith(fromStore(event, isPage));
});

/** Background Sync: the network is back. A rejection makes the browser call again, later and later. */
scope.addEventListener("sync", (event) => {
  if (event.tag === "outbox") event.waitUntil(sendWhatWaits());
});

async function sendWhatWaits(): Promise<void> {
  const means = { shelf: openShelf(), fetch: (address: string, wishes: RequestInit) => fetch(address, wishes) };
  if (!navigator.locks) return sendAll({ ...means, isAlone: true });
  // pages hold this lock as long as they live
  await navigator.locks.request("outbox", { ifAvailable: true }, (lock) => sendAll({ ...means, isAlone: !!lock }));
}

/** At once from the phone, and anew from the centre for the next time. */
async function fromStore(event: Event, isPage: boolean): Promise<Response> {
  const store = await caches.open(STORE);
  const kept = await store.match(event.request.url);
  const renew = async (): Promise<Response> => {
    const answer = await fetch(event.request);
    if (answer.ok) await store.put(event.request.url, answer.clone());
    return answer;
  };
  if (!kept) return renew();
  event.waitUntil(new Promise((go) => setTimeout(go, RENEW_AFTER)).then(renew).catch(() => undefined));
  return isPage ? withNewKey(kept) : kept;
}

/** A page shown twice must not post the same key twice: the second call would be taken for the first one repeated. */
async function withNewKey(page: Response): Promise<Response> {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const hex = Array.from(bytes, (byte) => (byte + 256).toString(16).slice(1)).join("");
  const key = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`;
  const html = (await page.text()).replace(/name="key" value="[^"]*"/, `name="key" value="${key}"`);
  return new Response(html, { headers: page.headers });
}
