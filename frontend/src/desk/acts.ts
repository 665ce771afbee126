/** The dispatcher's acts as calls to the server. Each says in words when it was refused, and gives true when it was done. */

import { Refusal, call } from "../shared/api";
import { t } from "../shared/i18n";
import { makeKey } from "../shared/keys";
import { clockTime } from "../shared/time";
import { alertStatus, problemWord } from "../shared/words";
import type { ClosureBody, DeskAlert, LocationLinkCard, ReportBody, ServiceBody } from "../contracts";
import { alerts } from "./live";
import { open, poll, toLogin } from "./link";
import { tell } from "./view";

const at = (alert: string, rest: string): string => `/api/alerts/${alert}/${rest}`;

async function attempt(doing: Promise<unknown>, about: string | null): Promise<boolean> {
  try {
    await doing;
    void poll();
    return true;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    if (error.status === 401) toLogin();
    else tell(await refusalWords(error, about));
    return false;
  }
}

/** Who was faster is told by the alert's own card, which is on its way: half a second is enough for it to arrive. */
async function refusalWords(refusal: Refusal, about: string | null): Promise<string> {
  const words = problemWord(refusal.code, refusal.message);
  if (refusal.code !== "illegal_move" || !about) return words;
  await new Promise((resolve) => setTimeout(resolve, 500));
  const alert = alerts.value.get(about);
  if (!alert) return words;
  const who = alert.status === "closed" ? alert.closed_by : alert.acknowledged_by;
  const state = alertStatus(alert.status);
  return who
    ? t("{words}. Alert {number} is now: {state}, {who}.", { words, number: alert.number, state, who })
    : t("{words}. Alert {number} is now: {state}.", { words, number: alert.number, state });
}

export const acknowledge = (alert: string): Promise<boolean> => attempt(call("POST", at(alert, "acknowledgement"), {}), alert);

/** Sending takes an alert in hand first, so that nobody is sent to what nobody answers for. */
export async function send(alert: DeskAlert, responders: readonly number[]): Promise<boolean> {
  if (alert.status === "received" && !(await acknowledge(alert.id))) return false;
  return attempt(call("POST", at(alert.id, "dispatches"), { responders }), alert.id);
}

export const withdraw = (dispatch: string, alert: string): Promise<boolean> =>
  attempt(call("POST", `/api/dispatches/${dispatch}/withdrawal`, {}), alert);

export const close = (alert: string, body: ClosureBody): Promise<boolean> => attempt(call("POST", at(alert, "closure"), body), alert);

export const reopen = (alert: string, note: string): Promise<boolean> => attempt(call("POST", at(alert, "reopening"), { note }), alert);

export const linkDuplicate = (alert: string, of: string): Promise<boolean> =>
  attempt(call("POST", at(alert, "duplicate_of"), { alert: of }), alert);

export const unlinkDuplicate = (alert: string): Promise<boolean> => attempt(call("DELETE", at(alert, "duplicate_of")), alert);

/** The row moves to another list, so it is said where it went and how it comes back. */
export async function makeService(alert: DeskAlert, service: boolean): Promise<void> {
  const body: ServiceBody = { service };
  if (!(await attempt(call("POST", at(alert.id, "service"), body), alert.id))) return;
  const { number } = alert;
  if (service) tell(t("{number} is a service request now: it stands under Services. S undoes it.", { number }), "good");
  else tell(t("{number} is an emergency now. S undoes it.", { number }), "good");
}

/** Asked for twice within half a minute it is one SMS; the server sees to that. */
export const askPlace = (alert: string): Promise<boolean> =>
  attempt(call<LocationLinkCard>("POST", at(alert, "location_link"), {}).then(tellAsked), alert);

function tellAsked({ sent_to: phone, expires_at: until }: LocationLinkCard): void {
  tell(t("An SMS goes to {phone} with a link that asks for the place. It works until {time}.", { phone, time: clockTime(until) }), "good");
}

/** The key is the line's own, made when it was written: a second try after no answer says nothing twice. */
export const say = (alert: string, key: string, text: string): Promise<boolean> =>
  attempt(call("POST", at(alert, "chat"), { key, text }), alert);

export const newKey = (): string => makeKey();

export type Report = Partial<ReportBody> & Pick<ReportBody, "source" | "key">;

/** The new alert is opened once it is known; its own card comes by the socket like everybody else's. */
export async function report(body: Report): Promise<boolean> {
  let id = "";
  const done = await attempt(call<DeskAlert>("POST", "/api/alerts", body).then((card) => (id = card.id)), null);
  if (done && id) open(id);
  return done;
}
