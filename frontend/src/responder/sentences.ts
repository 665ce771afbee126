/** What the page says in whole sentences. */

import { msg, t } from "../shared/i18n";
import { distance } from "../shared/time";
import { alertType, problemWord } from "../shared/words";
import type { ResponderAlert } from "../contracts";
import type { Act } from "./acts";
import type { Deck, Ending } from "./deck";
import type { Trouble } from "./tracker";
import { bearing, distance as metres, wind, type Point } from "./way";

const WINDS: readonly string[] = [
  msg("north"), msg("north-east"), msg("east"), msg("south-east"), msg("south"), msg("south-west"), msg("west"), msg("north-west"),
];

/** "12 km to the north-east of you". */
export function whereFrom(own: Point, there: Point): string {
  return t("{distance} to the {wind} of you", { distance: distance(metres(own, there)), wind: windWord(bearing(own, there)) });
}

export function windWord(degrees: number): string {
  return t(WINDS[wind(degrees)]);
}

/** "0412 Whiteout, lost way". */
export function title(alert: Pick<ResponderAlert, "number" | "alert_type">): string {
  return `${alert.number} ${alertType(alert.alert_type)}`;
}

interface Advice {
  what: string;
  todo: string;
}

const TROUBLES: Readonly<Record<Trouble, Advice>> = {
  denied: {
    what: msg("This page may not see your position"),
    todo: msg("Open the browser's settings for this page, allow “Location”, then press “Try again”. Until then the desk cannot see where you are."),
  },
  unavailable: {
    what: msg("Your phone cannot find its position"),
    todo: msg("Switch location on in the phone's settings and go where you can see the sky. The page keeps trying."),
  },
  searching: { what: msg("Looking for your position"), todo: msg("This can take a minute under a roof or in a cold car.") },
  unsupported: { what: msg("This browser cannot tell a position"), todo: msg("Open this page in another browser. Until then tell the desk by phone where you are.") },
  insecure: { what: msg("This address is not secure"), todo: msg("The browser tells a position only to an address that begins with https. Ask the desk for the right address.") },
};

export function troubleText(trouble: Trouble): Advice {
  return { what: t(TROUBLES[trouble].what), todo: t(TROUBLES[trouble].todo) };
}

const ENDINGS: Readonly<Record<Ending["by"], Advice>> = {
  withdrawn: { what: msg("Withdrawn"), todo: msg("The desk has taken this task back. You need not go on.") },
  expired: { what: msg("Time is over"), todo: msg("Nobody answered here in time, so others were asked. You need not go.") },
  gone: { what: msg("No longer yours"), todo: msg("While there was no connection this task was ended or given to others. Ask the desk if you are already near.") },
};

export function endingText(by: Ending["by"]): Advice {
  return { what: t(ENDINGS[by].what), todo: t(ENDINGS[by].todo) };
}

/** Why an act was not taken, naming the task it belonged to. */
export function refusalText(act: Act, problem: { code: string; detail: string }, deck: Deck): string {
  const { frame } = act;
  if (frame.type === "chat") return t("Your words were not sent: “{text}”. {why}", { text: frame.text, why: problemWord(problem.code, problem.detail) });
  if (!("dispatch" in frame)) return t("Your duty was not changed. {why}", { why: problemWord(problem.code, problem.detail) });
  const number = deck.dispatches.find((dispatch) => dispatch.id === frame.dispatch)?.alert.number ?? "";
  if (problem.code === "illegal_move" && frame.type === "advance") return t("{number}: this step was not taken. The desk has changed the task meanwhile.", { number });
  if (problem.code === "illegal_move") return t("{number}: your answer came too late. The task was withdrawn or given to others.", { number });
  return `${number}: ${problemWord(problem.code, problem.detail)}`;
}
