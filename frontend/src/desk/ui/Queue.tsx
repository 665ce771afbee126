import { useEffect } from "preact/hooks";
import { clsx } from "../clsx";
import * as icons from "../../shared/icons";
import { msg, t } from "../../shared/i18n";
import { LevelMark, Sign } from "../../shared/marks";
import { clockTime } from "../../shared/time";
import { dispositionWord, levelWord } from "../../shared/words";
import type { DeskAlert } from "../../contracts";
import { alertTone, clockFace, isComing, secondsSince, soonest } from "../clocks";
import { alerts, dispatchesOf, filter, fixed, link, now, queue, selected, typeName, unread } from "../live";
import { open } from "../link";
import { isUrgent, isUnacknowledged, type Show } from "../queue";
import { EMPTY } from "../store";
import { closedShown, dialog } from "../view";
import { callerName, placeWords } from "../words";

const SHOWS: readonly (readonly [Show, string])[] = [
  ["all", msg("All")], ["new", msg("New")], ["in_hand", msg("In hand")], ["coming", msg("Coming")],
];

export function Queue() {
  const { open: rows, closed } = queue.value;
  useEffect(() => {
    document.getElementById(`row-${selected.value}`)?.scrollIntoView({ block: "nearest" });
  }, [selected.value]);
  return (
    <section class="queue" aria-label={t("Alerts")}>
      <div class="queue-head">
        <div class="chips" role="group" aria-label={t("Show")}>
          {SHOWS.map(([show, name]) => (
            <button key={show} type="button" aria-pressed={filter.value.show === show} onClick={() => (filter.value = { ...filter.value, show })}>{t(name)}</button>
          ))}
          <ServicesChip />
        </div>
        <button type="button" class="icon" aria-label={t("New report (N)")} title={t("New report (N)")} data-testid="new-report" onClick={() => (dialog.value = "report")}><Sign sign={icons.plus} size={18} /></button>
      </div>
      <div class="queue-rows">
        {rows.length ? <Rows rows={rows} name={t("Open alerts")} /> : <Nothing />}
        {(closed.length > 0 || filter.value.show === "all") && (
          <button type="button" class="fold" aria-expanded={closedShown.value} onClick={() => (closedShown.value = !closedShown.value)}>
            <Sign sign={closedShown.value ? icons.chevronDown : icons.chevronRight} size={14} /> {t("Closed today ({n})", { n: closed.length })}
          </button>
        )}
        {closedShown.value && closed.length > 0 && <Rows rows={closed} name={t("Closed today")} />}
      </div>
      <Foot />
    </section>
  );
}

/** Says how many wait in a list that is not looked at, and when one of them has written. */
function ServicesChip() {
  const lines = [...unread.value].reduce((sum, [id, n]) => (alerts.value.get(id)?.service ? sum + n : sum), 0);
  return (
    <button type="button" data-testid="services" aria-pressed={filter.value.show === "services"} onClick={() => (filter.value = { ...filter.value, show: "services" })}>
      {t("Services ({n})", { n: queue.value.services })}
      {lines > 0 && <Sign sign={icons.message} size={13} title={t("{n} unread lines", { n: lines })} />}
    </button>
  );
}

/** The age of the list itself. */
function Foot() {
  const lost = link.value.state === "lost" ? link.value.since : null;
  const words = alerts.value === EMPTY.alerts ? t("Waiting for the first list")
    : lost === null ? t("As of {time}", { time: clockTime(now.value, true) }) : t("As of {time}: not live", { time: clockTime(lost, true) });
  return <p class="queue-foot">{words}</p>;
}

/** An empty list must not be able to look like calm when it is only filtered, or not there yet. */
function Nothing() {
  const { show, words, zone } = filter.value;
  if (alerts.value === EMPTY.alerts) return <p class="empty">{t("Loading the list …")}</p>;
  if (show === "services" && !words && !zone) return <p class="empty">{t("No service requests.")}</p>;
  if (show === "all" && !words && !zone) return <p class="empty">{t("No open alerts.")}</p>;
  return (
    <div class="empty">
      <p>{t("Nothing matches. There may be alerts that are not shown.")}</p>
      <button type="button" onClick={() => (filter.value = { show: "all", words: "", zone: null })}>{t("Show all")}</button>
    </div>
  );
}

function Rows({ rows, name }: { rows: readonly DeskAlert[]; name: string }) {
  const active = rows.some((alert) => alert.id === selected.value) ? `row-${selected.value}` : undefined;
  return (
    <div class="rows" role="listbox" tabIndex={0} aria-label={name} aria-activedescendant={active}>
      {rows.map((alert) => <Row key={alert.id} alert={alert} />)}
    </div>
  );
}

function Row({ alert }: { alert: DeskAlert }) {
  const [fresh, urgent] = [isUnacknowledged(alert), isUrgent(alert)];
  const closed = alert.status === "closed";
  const coming = alert.status === "dispatched" || alert.status === "on_scene";
  const lines = unread.value.get(alert.id) ?? 0;
  return (
    <div
      id={`row-${alert.id}`} role="option" aria-selected={selected.value === alert.id} data-testid="alert-row" data-id={alert.id} data-status={alert.status} data-service={alert.service}
      class={clsx("row", urgent && "fresh", closed && "done", selected.value === alert.id && "open")} onClick={() => open(alert.id)}
    >
      <span class={clsx("row-mark", urgent && "pulsing")}><LevelMark level={alert.level} filled={fresh} coming={coming} size={26} title={levelWord(alert.level)} /></span>
      <div class="row-body">
        <div class="row-top">
          <Age alert={alert} />
          <span class="row-type">{typeName(alert.alert_type)}</span>
          {lines > 0 && <span class="badge" title={t("{n} unread lines", { n: lines })}><Sign sign={icons.message} size={13} /> {lines}</span>}
          <span class="row-number">{alert.number}</span>
        </div>
        <div class="row-below">
          {alert.drill && <b class="drill">{t("DRILL")}</b>}
          {alert.cancelled_at && !closed && <b class="warn">{t("taken back")}</b>}
          {alert.repeats > 0 && <b class="warn">{t("called {n}×", { n: alert.repeats + 1 })}</b>}
          {alert.duplicate_of && <span>{t("duplicate")}</span>}
          <span>{callerName(alert)} {alert.verified ? <b class="good" title={t("Verified")}>✓</b> : <b class="warn" title={t("Not verified")}>?</b>}</span>
          <span class="row-place">{placeWords(alert, fixed.value.places)}</span>
          {closed ? <span>{dispositionWord(alert.disposition)}</span> : <Coming alert={alert} />}
        </div>
      </div>
    </div>
  );
}

/** Alone reads the second, so that a tick redraws the clocks and not the list. */
function Age({ alert }: { alert: DeskAlert }) {
  if (alert.status === "closed") return <span class="age">{clockTime(alert.closed_at ?? alert.received_at)}</span>;
  const tone = alertTone(alert, dispatchesOf(alert), fixed.value.timers, now.value);
  return <span class={clsx("age", tone, isUrgent(alert) && "big")}>{clockFace(secondsSince(alert.received_at, now.value))}</span>;
}

function Coming({ alert }: { alert: DeskAlert }) {
  const dispatches = dispatchesOf(alert);
  const coming = dispatches.filter(isComing).length;
  const asked = dispatches.filter((dispatch) => dispatch.status === "offered").length;
  const minutes = soonest(dispatches, now.value);
  if (alert.status === "on_scene") return <b class="good">{t("help is there")}</b>;
  if (coming) return <b class="good">{minutes ? t("{n} coming, {minutes} min", { n: coming, minutes }) : t("{n} coming", { n: coming })}</b>;
  if (asked) return <span class="asked">{t("{n} asked", { n: asked })}</span>;
  return alert.acknowledged_by ? <span>{t("with {who}", { who: alert.acknowledged_by })}</span> : null;
}
