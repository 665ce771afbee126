/** HTTP with this phone's credential: no session, no cookie, and small enough for the first answer. */

export interface Refusal {
  /** The catalogue's code; `no_answer` when nothing came back, `refused` from a proxy that speaks no JSON. */
  code: string;
}

const WITHIN = 20_000;

/** Rejects with a {@link Refusal}. */
export async function ask<T>(method: string, path: string, by: string, body?: unknown): Promise<T> {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), WITHIN);
  let code = "no_answer";
  try {
    const answer = await fetch(path, { method, credentials: "omit", headers: { Authorization: by, "Content-Type": "application/json" }, body: body && JSON.stringify(body), signal: stop.signal } as RequestInit);
    code = "refused";
    const told = await answer.json();
    if (answer.ok) return told as T;
    code = told.code || code;
  } catch {
    // told below
  } finally {
    clearTimeout(timer);
  }
  throw { code } as Refusal;
}
