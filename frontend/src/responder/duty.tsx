/** Nothing in hand: on or off duty, what that means, and what was done lately. */

import { useState } from "preact/hooks";
import * as icons from "../shared/icons";
import { t } from "../shared/i18n";
import { KindMark, LevelMark, Sign } from "../shared/marks";
import { clockTime, distance, duration } from "../shared/time";
import { alertType, dispatchStatus, kindWord } from "../shared/words";
import type { Wishes } from "./app";
import { foreseen } from "./acts";
import { past, withPast, type Past } from "./history";
import { troubleText } from "./sentences";
import type { Session } from "./session";
import { acts, deck, history, isKnown, lostAt, now, onDuty, place, responder, shift, soundReady, trouble } from "./state";

/** Seconds from which a place is called old. */
const OLD = 90;

export function Duty({ session, boot }: Wishes) {
  return (
    <>
      <main class="main">
        {!isKnown.value ? <Waiting /> : onDuty.value ? <OnDuty session={session} /> : <OffDuty />}
        {isKnown.value && <History />}
        {isKnown.value && !onDuty.value && <Leave boot={boot} />}
      </main>
      {isKnown.value && <Toggle session={session} />}
    </>
  );
}

function Waiting() {
  return <section class="card"><h1>{t("Connecting…")}</h1><p>{t("Your duty and your tasks are shown as soon as the centre answers.")}</p></section>;
}

function OffDuty() {
  return (
    <section class="card">
      <Who />
      <h1>{t("You are off duty")}</h1>
      <p>{t("Nobody sees your position, and no task is offered to you.")}</p>
    </section>
  );
}

function OnDuty({ session }: { session: Session }) {
  return (
    <>
      <section class="card">
        <Who />
        <h1>{t("Waiting for a task")}</h1>
        {shift.value && <p>{t("On duty since {time}.", { time: clockTime(shift.value.started_at) })}</p>}
        <p>{t("Keep this page open and the sound on. A task fills the screen and rings.")}</p>
        {!soundReady.value && <button type="button" class="wide" onClick={() => session.unlock()}><Sign sign={icons.mute} size={28} />{t("Sound is off. Press to switch it on.")}</button>}
      </section>
      <OwnPlace session={session} />
    </>
  );
}

function Who() {
  const self = responder.value;
  if (!self) return null;
  return <p class="who"><KindMark kind={self.kind} size={24} /><span>{self.name} · {kindWord(self.kind)}</span></p>;
}

/** The own place as the desk sees it, or what to do so that it can. */
export function OwnPlace({ session }: { session: Session }) {
  const found = place.value;
  if (trouble.value) {
    const { what, todo } = troubleText(trouble.value);
    return (
      <section class="card warn" data-testid="trouble">
        <h2><Sign sign={icons.warning} size={28} />{what}</h2>
        <p>{todo}</p>
        {trouble.value !== "searching" && <button type="button" class="wide" onClick={() => session.locateAgain()}>{t("Try again")}</button>}
      </section>
    );
  }
  if (!found || lostAt.value !== null) return null;
  const age = Math.max(0, (Date.now() - Date.parse(found.at)) / 1000);
  void now.value;
  return (
    <section class="card good">
      <h2><Sign sign={icons.pin} size={28} />{t("Your position is shared")}</h2>
      <p>{age < OLD ? t("Exact to {distance}.", { distance: distance(found.accuracy) }) : t("Exact to {distance}, but {age} old.", { distance: distance(found.accuracy), age: duration(age) })} {t("Only while you are on duty.")}</p>
    </section>
  );
}

function History() {
  const ended = deck.value.dispatches
    .map((dispatch) => ({ ...dispatch, status: foreseen(dispatch, acts.value) }))
    .filter((dispatch) => dispatch.status === "cleared" || dispatch.status === "declined");
  const rows = ended.reduce((list, dispatch) => withPast(list, past(dispatch, now.peek())), history.value);
  return (
    <section class="card">
      <h2>{t("Your tasks of the last day")}</h2>
      {rows.length ? <ul class="rows">{rows.map((entry) => <Row key={entry.id} entry={entry} />)}</ul> : <p class="second">{t("No tasks yet. Finished tasks are listed here.")}</p>}
    </section>
  );
}

function Row({ entry }: { entry: Past }) {
  const isWaiting = acts.value.some(({ frame }) => "dispatch" in frame && frame.dispatch === entry.id);
  return (
    <li>
      <LevelMark level={entry.level} filled={false} size={26} />
      <span>{entry.number} {alertType(entry.alertType)}<br /><span class="second">{dispatchStatus(entry.status)} · {clockTime(entry.at)}{isWaiting ? ` · ${t("waits to be sent")}` : ""}</span></span>
    </li>
  );
}

/** Ending a shift asks once more: a glove must not take somebody off the map. */
function Toggle({ session }: { session: Session }) {
  const [isAsking, ask] = useState(false);
  if (!onDuty.value) return <footer class="foot"><button type="button" class="act start" data-testid="shift-toggle" onClick={() => session.startShift()}>{t("Go on duty")}</button></footer>;
  if (!isAsking) return <footer class="foot"><button type="button" class="act quiet" data-testid="shift-toggle" onClick={() => ask(true)}>{t("Go off duty")}</button></footer>;
  const end = (): void => {
    ask(false);
    session.endShift();
  };
  return (
    <footer class="foot two">
      <button type="button" class="act quiet" onClick={() => ask(false)}>{t("Stay")}</button>
      <button type="button" class="act" data-testid="shift-end" onClick={end}>{t("End my duty")}</button>
    </footer>
  );
}

function Leave({ boot }: Pick<Wishes, "boot">) {
  return (
    <form method="post" action="/logout/">
      <input type="hidden" name="csrfmiddlewaretoken" value={boot.csrf} />
      <button type="submit" class="wide"><Sign sign={icons.leave} size={28} />{t("Log out")}</button>
    </form>
  );
}
