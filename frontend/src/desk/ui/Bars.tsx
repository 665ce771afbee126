import * as icons from "../../shared/icons";
import { t } from "../../shared/i18n";
import { Sign } from "../../shared/marks";
import { clockTime } from "../../shared/time";
import { alerts, barred, counts, link } from "../live";
import { isUrgent } from "../queue";
import { sounding, startShift } from "../sound";
import { dismiss, toasts } from "../view";

export function Bars() {
  return (
    <>
      {barred.value && <p class="bar" role="alert">{t("Your account has no right to use the desk. Ask your supervisor, or log in with another account.")} <a href="/login/?next=/desk/">{t("Log in")}</a></p>}
      {link.value.state === "lost" && !barred.value && <p class="bar" role="alert" data-testid="link-lost">{t("LINK LOST since {time}. Nothing on this screen is live. Phones and radio!", { time: clockTime(link.value.since, true) })}</p>}
      {!sounding.value && (
        <p class="bar sound-bar">
          <Sign sign={icons.mute} size={18} /> {t("The alarm cannot sound on this screen.")}
          <button type="button" data-testid="start-shift" onClick={startShift}>{t("Start shift")}</button>
        </p>
      )}
    </>
  );
}

/** Read aloud by screen readers: how many wait. Said once per change, not each second. */
export function Announcer() {
  const waiting = counts.value.fresh;
  const newest = [...alerts.value.values()].filter(isUrgent).sort((a, b) => b.received_at.localeCompare(a.received_at))[0];
  return <p class="unseen" role="status" aria-live="assertive">{waiting && newest ? t("{n} new alerts, the last is {number}", { n: waiting, number: newest.number }) : ""}</p>;
}

export function Toasts() {
  return (
    <div class="toasts" role="log" aria-live="polite" aria-label={t("Answers")}>
      {toasts.value.map((toast) => (
        <div key={toast.id} class={`toast ${toast.tone}`} data-testid="toast">
          <span>{toast.text}</span>
          <button type="button" class="icon quiet" aria-label={t("Shut")} onClick={() => dismiss(toast.id)}><Sign sign={icons.cross} size={14} /></button>
        </div>
      ))}
    </div>
  );
}
