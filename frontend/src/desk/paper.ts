/** Paper working: the open list is kept in this browser every 60 s and can be printed, so that a dead server leaves a list. */

import { t } from "../shared/i18n";
import { clockTime } from "../shared/time";
import { alertStatus, levelWord } from "../shared/words";
import type { DeskAlert } from "../contracts";
import { coordinates } from "./geography";
import { alerts, dispatchesOf, fixed, link, now, responderName, state, typeName } from "./live";
import { isOpenDispatch } from "./clocks";
import { beforeInQueue } from "./queue";
import { callerName, placeWords } from "./words";

const KEEP_EVERY = 60_000;
const NAME = "desk.paper";

export interface PaperRow {
  readonly number: string;
  readonly cells: readonly string[];
}

export interface Paper {
  readonly at: string;
  readonly rows: readonly PaperRow[];
}

export function paperRow(alert: DeskAlert): PaperRow {
  const sent = dispatchesOf(alert).filter(isOpenDispatch).map((dispatch) => responderName(dispatch.responder)).join(", ");
  return {
    number: alert.number,
    cells: [
      `${clockTime(alert.received_at)} · ${levelWord(alert.level)} · ${typeName(alert.alert_type)}`, alertStatus(alert.status), `${callerName(alert)} ${alert.caller.phone}`,
      [placeWords(alert, fixed.value.places), alert.place ? coordinates(alert.place) : ""].filter(Boolean).join(" · "), sent, alert.text,
    ],
  };
}

export const PAPER_HEADS = (): readonly string[] => [t("Number"), t("Received"), t("State"), t("Caller"), t("Place"), t("Who comes"), t("Words")];

/** All that is open, services last, whatever the screen is filtered to: paper cannot be searched. */
export function paper(): Paper {
  const open = [...alerts.value.values()].filter((alert) => alert.status !== "closed").sort(beforeInQueue);
  return { at: new Date(now.value).toISOString(), rows: open.map(paperRow) };
}

/** Nothing is kept over a good list while the link is lost or before the first one came. */
export function keepPaper(): void {
  setInterval(() => {
    if (state.value.at === null || link.value.state === "lost") return;
    try {
      localStorage.setItem(NAME, JSON.stringify(paper()));
    } catch {
      return;
    }
  }, KEEP_EVERY);
}

export function keptPaper(): Paper | null {
  try {
    return JSON.parse(localStorage.getItem(NAME) ?? "null") as Paper | null;
  } catch {
    return null;
  }
}
