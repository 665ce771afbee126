/** HTTP with the session or the device's credential. A refusal is thrown as {@link Refusal}; no answer as one of status 0. */

export class Refusal extends Error {
  constructor(
    /** HTTP status; 0 when nothing answered. */
    readonly status: number,
    /** The catalogue's code, such as `illegal_move`. */
    readonly code: string,
    detail: string,
    readonly errors: Record<string, string[]> = {},
    /** Seconds, from `Retry-After`. */
    readonly retryAfter = 0,
    /** What happened meanwhile, such as who was faster. */
    readonly facts: Record<string, unknown> = {},
  ) {
    super(detail);
  }
}

export interface CallWishes {
  /** Value of the `Authorization` header; without it the session cookie counts. */
  authorization?: string;
  /** Milliseconds until it counts as no answer. */
  within?: number;
  /** Goes on after the page is closed; for small bodies only. */
  keepalive?: boolean;
}

export function csrfToken(): string {
  const found = /(?:^|; )csrftoken=([^;]+)/.exec(document.cookie);
  return found ? decodeURIComponent(found[1]) : "";
}

/** `call<Plan>("GET", "/api/alerts/…/plan")`; an empty answer gives null. */
export async function call<T>(method: string, path: string, body?: unknown, wishes: CallWishes = {}): Promise<T> {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), wishes.within || 15_000);
  let answer: Response;
  try {
    answer = await fetch(path, {
      method,
      credentials: "same-origin",
      headers: headersFor(method, body, wishes),
      body: body === undefined ? undefined : JSON.stringify(body),
      keepalive: wishes.keepalive,
      signal: stop.signal,
    });
    const text = await answer.text();
    if (answer.ok) return (text ? JSON.parse(text) : null) as T;
    throw refusalFrom(answer, text);
  } catch (error) {
    throw error instanceof Refusal ? error : new Refusal(0, "no_answer", String(error));
  } finally {
    clearTimeout(timer);
  }
}

function headersFor(method: string, body: unknown, wishes: CallWishes): Record<string, string> {
  const headers: Record<string, string> = { Accept: "application/json" };
  if (body !== undefined) headers["Content-Type"] = "application/json";
  if (wishes.authorization) headers.Authorization = wishes.authorization;
  else if (method !== "GET") headers["X-CSRFToken"] = csrfToken();
  return headers;
}

/** An answer that is no JSON (a proxy's page) is still a refusal with its status. */
function refusalFrom(answer: Response, text: string): Refusal {
  let problem: { code?: string; detail?: string; errors?: Record<string, string[]>; facts?: Record<string, unknown> };
  try {
    problem = JSON.parse(text);
  } catch {
    problem = { detail: answer.statusText };
  }
  const wait = Number(answer.headers.get("Retry-After")) || 0;
  return new Refusal(answer.status, problem.code || "refused", problem.detail || "", problem.errors, wait, problem.facts);
}
