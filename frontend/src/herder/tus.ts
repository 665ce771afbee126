/** A recording over plain HTTP, by tus 1.0: for the service worker, and where sockets are blocked. Used by page and worker alike. */

import { PIECE } from "./pieces";
import type { Item } from "./lanes";

const VERSION = { "Tus-Resumable": "1.0.0" };
const WITHIN = 60_000;

export type Fetch = (address: string, wishes: RequestInit) => Promise<Response>;

/** The centre will never take it. */
export class Refused extends Error {}

/** Base64 of UTF-8: a file may be named in any script. */
const coded = (text: string): string => btoa(unescape(encodeURIComponent(text)));

function metadata(item: Item): string {
  const { name, media_type: type, sha256 } = item.body as Record<string, string>;
  const pairs = Object.entries({ key: item.key, filename: name, filetype: type, sha256 });
  return pairs.filter(([, value]) => value).map(([word, value]) => `${word} ${coded(value)}`).join(",");
}

/** Sends what the centre does not have yet and resolves when all is there. Rejects with {@link Refused}, or with anything else when it is worth another try. */
export async function carry(item: Item, alert: string, fetch: Fetch, onOffset: (offset: number) => void = () => undefined): Promise<void> {
  const blob = item.blob as Blob;
  const ask = async (method: string, address: string, more: Record<string, string>, body?: BodyInit): Promise<Response> => {
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), WITHIN);
    try {
      const answer = await fetch(address, { method, body, signal: stop.signal, headers: { ...VERSION, Authorization: item.by || "", ...more } });
      if ([400, 401, 403, 404, 413, 415, 422].indexOf(answer.status) >= 0) throw new Refused(`${answer.status}`);
      return answer;
    } finally {
      clearTimeout(timer);
    }
  };
  const made = await ask("POST", `/api/alerts/${alert}/media`, { "Upload-Length": String(blob.size), "Upload-Metadata": metadata(item) });
  const there = made.headers.get("Location");
  if (made.status !== 201 || !there) throw new Error("not created");
  let offset = offsetOf(await ask("HEAD", there, {}));
  while (offset < blob.size) {
    onOffset(offset);
    const answer = await ask("PATCH", there, { "Content-Type": "application/offset+octet-stream", "Upload-Offset": String(offset) }, blob.slice(offset, offset + PIECE));
    // 409: the answer to an earlier piece was lost, or the socket brought it meanwhile
    if (answer.status !== 204 && answer.status !== 409) throw new Error(`${answer.status}`);
    offset = offsetOf(answer);
  }
  onOffset(offset);
}

function offsetOf(answer: Response): number {
  const offset = Number(answer.headers.get("Upload-Offset") || NaN);
  if (!(offset >= 0)) throw new Error("no offset");
  return offset;
}
