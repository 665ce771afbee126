import { useEffect, useRef } from "preact/hooks";
import * as icons from "../../shared/icons";
import { t } from "../../shared/i18n";
import { LevelMark, Sign } from "../../shared/marks";
import { clockTime, distance, duration } from "../../shared/time";
import { alertStatus, dispositionWord, languageWord, levelWord, placeSource, sourceWord } from "../../shared/words";
import type { Caller, DeskAlert, EntryCard, Place } from "../../contracts";
import { unlinkDuplicate } from "../acts";
import { alertTone, clockFace, secondsSince } from "../clocks";
import { clsx } from "../clsx";
import { coordinates } from "../geography";
import { alerts, dispatchesOf, file, fixed, now, selectedAlert, typeName, zoneName } from "../live";
import { open } from "../link";
import { askingPlace } from "../operations";
import { dialog, goTo, tell } from "../view";
import { callerName, entryWords, placeWords, skewSeconds } from "../words";
import { Act, Acts } from "./Acts";
import { Chat } from "./Chat";
import { Log } from "./Log";
import { Media } from "./Media";
import { PlanList } from "./PlanList";
import { Quiet } from "./Quiet";
import { WhoComes } from "./WhoComes";

export function Panel() {
  const alert = selectedAlert.value;
  const body = useRef<HTMLDivElement>(null);
  useEffect(() => body.current?.scrollTo(0, 0), [alert?.id]);
  if (!alert) return <aside class="panel" aria-label={t("Alert")}><Quiet /></aside>;
  return (
    <aside class="panel" aria-label={t("Alert {number}", { number: alert.number })} data-testid="panel" data-id={alert.id}>
      <Head alert={alert} />
      <div class="panel-body" ref={body} tabIndex={-1}>
        <Where alert={alert} />
        <Who alert={alert} />
        <WhoComes alert={alert} />
        {alert.status !== "closed" && <PlanList alert={alert} />}
        <Media />
        <Chat key={alert.id} alert={alert} />
        <Log />
      </div>
      <Acts alert={alert} />
    </aside>
  );
}

function Head({ alert }: { alert: DeskAlert }) {
  const fresh = alert.status === "received";
  const coming = alert.status === "dispatched" || alert.status === "on_scene";
  const tone = alertTone(alert, dispatchesOf(alert), fixed.value.timers, now.value);
  return (
    <div class="panel-head">
      <LevelMark level={alert.level} filled={fresh} coming={coming} size={30} title={levelWord(alert.level)} />
      <h2>
        <span class="head-type">{typeName(alert.alert_type)}</span>
        <span class="head-state">
          <span class="head-number">{alert.number}</span> · {levelWord(alert.level)} · {alert.status === "closed" ? dispositionWord(alert.disposition) : alertStatus(alert.status)}
          {alert.drill && <b class="drill">{t("DRILL")}</b>}
          {alert.silent && <b class="warn">{t("silent")}</b>}
          {alert.repeats > 0 && <b class="warn">{t("called {n}×", { n: alert.repeats + 1 })}</b>}
          {alert.escalations > 0 && <b class="bad">{t("passed upwards {n}×", { n: alert.escalations })}</b>}
        </span>
      </h2>
      <span class={clsx("age", !alert.service && "big", tone)}>{alert.status === "closed" ? clockTime(alert.closed_at ?? alert.received_at) : clockFace(secondsSince(alert.received_at, now.value))}</span>
      <button type="button" class="icon quiet" aria-label={t("Shut the panel (Esc)")} onClick={() => open(null)}><Sign sign={icons.cross} size={16} /></button>
    </div>
  );
}

async function copy(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    tell(t("Copied: {text}", { text }), "good");
  } catch {
    tell(t("The browser does not let this page copy. Coordinates: {text}", { text }));
  }
}

function Where({ alert }: { alert: DeskAlert }) {
  const place = alert.place;
  const coords = place && coordinates(place);
  return (
    <section class="facts" aria-label={t("Place")}>
      {place ? <button type="button" class="icon quiet" aria-label={t("Show on the map (G)")} title={t("Show on the map (G)")} onClick={() => (goTo.value = { ...place })}><Sign sign={icons.pin} size={18} /></button> : <Sign sign={icons.pin} size={18} />}
      <div>
        <p class="fact-main">{placeWords(alert, fixed.value.places)}</p>
        {!place && <p class="warn">{t("No position came with this alert. Ask the caller and set one.")}</p>}
        {place && coords && (
          <p class="fact-second">
            <button type="button" class="copy" title={t("Copy")} data-testid="coordinates" onClick={() => void copy(coords)}>{coords}</button>
            {" "}{place.accuracy === null ? "" : `±${distance(place.accuracy)}`} · {placeSource(place.source)}
            {place.at && ` · ${t("{age} ago", { age: duration(secondsSince(place.at, now.value)) })}`} · {zoneName(alert.zone)}
          </p>
        )}
        {alert.status !== "closed" && <AskPlace alert={alert} />}
      </div>
    </section>
  );
}

/** Wider than this the place does not lead anybody to a camp in snow. Metres. */
const COARSE = 500;
const isCoarse = (place: Place | null): boolean => place === null || (place.accuracy ?? 0) > COARSE;
const ASKING: readonly EntryCard["kind"][] = ["place_asked", "place_given", "sms_failed"];

/** A button where the place is what is missing, a small link where it is good enough; below it, how the asking went. */
function AskPlace({ alert }: { alert: DeskAlert }) {
  const told = [...(file.value?.entries.values() ?? [])].filter((entry) => ASKING.includes(entry.kind)).sort((a, b) => b.at.localeCompare(a.at) || b.seq - a.seq);
  const asked = told.some((entry) => entry.kind === "place_asked");
  return (
    <div class={clsx("ask-place", !isCoarse(alert.place) && "small")}>
      <Act operation={askingPlace(alert)} next={null} />
      {asked && <p class={told[0]!.kind === "sms_failed" ? "warn" : "fact-second"}>{clockTime(told[0]!.at)} {entryWords(told[0]!).sentence}</p>}
    </div>
  );
}

function Who({ alert }: { alert: DeskAlert }) {
  const skew = skewSeconds(alert);
  const { caller } = alert;
  return (
    <section class="facts" aria-label={t("Caller")}>
      <Sign sign={icons.person} size={18} />
      <div>
        <p class="fact-main">
          {callerName(alert)} {alert.verified ? <b class="good">✓ {caller.verified_by ? t("verified by {who}", { who: caller.verified_by }) : t("verified")}</b> : <b class="warn">? {t("not verified")}</b>}
          {caller.phone && <a href={`tel:${caller.phone.replace(/\s/g, "")}`}>{caller.phone}</a>}
        </p>
        <Home caller={caller} />
        <p class="fact-second">
          {[sourceWord(alert.source), languageWord(alert.language),
            caller.earlier_alerts ? t("{n} earlier alerts", { n: caller.earlier_alerts }) : ""].filter(Boolean).join(" · ")}
          {alert.battery !== null && <span class={alert.battery <= 15 ? "bad" : ""}> · {t("battery {n} %", { n: alert.battery })}</span>}
          {skew !== null && <span class="warn"> · {skew < 0 ? t("phone says it was pressed {time} before it arrived", { time: duration(-skew) }) : t("phone clock is {time} fast", { time: duration(skew) })}</span>}
        </p>
        {alert.text && <blockquote lang={alert.language}>{alert.text}</blockquote>}
        {caller.health_note && (
          <div class="own-words" data-testid="health-note">
            <p class="soft">{t("Health, in the caller's own words")}</p>
            <p lang={alert.language}>{caller.health_note}</p>
          </div>
        )}
        {alert.cancelled_at && <p class="warn">{t("The caller took the call back at {time}. Make sure all is well before closing.", { time: clockTime(alert.cancelled_at) })}</p>}
        {alert.note && <p class="fact-second">{t("Note: {note}", { note: alert.note })}</p>}
        <Duplicate alert={alert} />
      </div>
    </section>
  );
}

function Home({ caller }: { caller: Caller }) {
  const known = [caller.household && t("Household: {name}", { name: caller.household }), caller.camp && t("Camp: {name}", { name: caller.camp })].filter(Boolean);
  return known.length ? <p class="fact-second">{known.join(" · ")}</p> : null;
}

function Duplicate({ alert }: { alert: DeskAlert }) {
  if (alert.duplicate_of === null) {
    return alert.status === "closed" ? null : <button type="button" class="link" onClick={() => (dialog.value = "duplicate")}>{t("Same as another alert …")}</button>;
  }
  const other = alerts.value.get(alert.duplicate_of);
  return (
    <p class="fact-second">
      {other ? <button type="button" class="link" onClick={() => open(other.id)}>{t("Duplicate of {number}", { number: other.number })}</button> : t("Duplicate of another alert")}
      {" "}<button type="button" class="link" onClick={() => void unlinkDuplicate(alert.id)}>{t("Undo")}</button>
    </p>
  );
}
