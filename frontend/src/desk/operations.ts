/** What can be done with the open alert: each act says whether it can be done now and, if not, why. */

import { t } from "../shared/i18n";
import type { DeskAlert } from "../contracts";
import * as acts from "./acts";
import { link, selectedAlert } from "./live";
import { planned } from "./plan";
import { chosen, dialog } from "./view";

export interface Operation {
  readonly name: "acknowledge" | "send" | "close" | "reopen" | "service" | "ask_place";
  /** Empty for an act without a key. */
  readonly key: string;
  readonly label: string;
  /** Null when it can be done; else the reason, in words. */
  readonly why: string | null;
  run(): void;
}

/** Said by every act when there is no alert or no line to the server. */
function common(alert: DeskAlert | null): string | null {
  if (!alert) return t("No alert is open.");
  return link.value.state === "lost" ? t("The link to the server is lost.") : null;
}

const whyClosed = (alert: DeskAlert | null): string | null => common(alert) ?? (alert!.status === "closed" ? t("The alert is closed.") : null);

export function acknowledgement(alert: DeskAlert | null): Operation {
  const taken = alert && alert.status !== "received";
  const by = alert?.acknowledged_by;
  const why = common(alert) ?? (taken ? (by ? t("{who} has it in hand.", { who: by }) : t("It is already in hand.")) : null);
  return { name: "acknowledge", key: "A", label: t("Take"), why, run: () => alert && void acts.acknowledge(alert.id) };
}

/** The ticked candidates; with none ticked, the first of the plan. */
export function sendees(): readonly number[] {
  if (chosen.value.size) return [...chosen.value];
  const first = planned.value?.plan?.candidates[0];
  return first ? [first.responder] : [];
}

export function sending(alert: DeskAlert | null): Operation {
  const who = sendees();
  const why = whyClosed(alert) ??
    (planned.value?.plan || planned.value?.failed ? null : t("The plan is being made.")) ??
    (who.length ? null : t("The plan has nobody to send."));
  const label = chosen.value.size > 1 ? t("Send {n}", { n: chosen.value.size }) : t("Send out");
  return { name: "send", key: "D", label, why, run: () => alert && void sendTo(alert, who) };
}

export async function sendTo(alert: DeskAlert, who: readonly number[]): Promise<void> {
  if (await acts.send(alert, who)) chosen.value = new Set();
}

export function closing(alert: DeskAlert | null): Operation {
  return { name: "close", key: "C", label: t("Close"), why: whyClosed(alert), run: () => (dialog.value = "close") };
}

export function reopening(alert: DeskAlert | null): Operation {
  const why = common(alert) ?? (alert!.status !== "closed" ? t("The alert is open.") : null);
  return { name: "reopen", key: "R", label: t("Open again"), why, run: () => (dialog.value = "reopen") };
}

/** One click both ways: what was turned by mistake is turned back the same way. */
export function turning(alert: DeskAlert | null): Operation {
  const service = !alert?.service;
  const label = service ? t("This is no emergency: make it a service") : t("This is an emergency");
  return { name: "service", key: "S", label, why: whyClosed(alert), run: () => alert && void acts.makeService(alert, service) };
}

export function askingPlace(alert: DeskAlert | null): Operation {
  const why = whyClosed(alert) ?? (alert!.caller.phone ? null : t("The caller's number is not known."));
  return { name: "ask_place", key: "", label: t("Ask for the place by SMS"), why, run: () => alert && void acts.askPlace(alert.id) };
}

export function operations(): readonly Operation[] {
  const alert = selectedAlert.value;
  if (alert?.status === "closed") return [reopening(alert)];
  return [acknowledgement(alert), sending(alert), closing(alert)];
}
