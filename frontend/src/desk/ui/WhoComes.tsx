import { t } from "../../shared/i18n";
import { KindMark } from "../../shared/marks";
import { clockTime, distance } from "../../shared/time";
import { declineReason, dispatchStatus, kindWord } from "../../shared/words";
import type { DeskAlert, DispatchCard } from "../../contracts";
import { withdraw } from "../acts";
import { clockFace, isComing, isOpenDispatch, minutesLeft, offerLeft, secondsSince } from "../clocks";
import { clsx } from "../clsx";
import { dispatchesOf, link, now, responderName, responders } from "../live";

export function WhoComes({ alert }: { alert: DeskAlert }) {
  const dispatches = dispatchesOf(alert);
  if (!dispatches.length) return null;
  const [going, over] = [dispatches.filter(isOpenDispatch), dispatches.filter((each) => !isOpenDispatch(each))];
  return (
    <section class="part" aria-label={t("Who comes")}>
      <h3>{t("Who comes")}</h3>
      <ul class="dispatches">
        {[...going, ...over].map((dispatch) => <Row key={dispatch.id} dispatch={dispatch} />)}
      </ul>
    </section>
  );
}

function Row({ dispatch }: { dispatch: DispatchCard }) {
  const responder = responders.value.get(dispatch.responder);
  const open = isOpenDispatch(dispatch);
  return (
    <li class={clsx("dispatch", !open && "over")} data-testid="dispatch-row" data-id={dispatch.id} data-status={dispatch.status}>
      <KindMark kind={responder?.kind ?? ""} status={open ? "available" : "engaged"} size={17} title={kindWord(responder?.kind ?? "")} />
      <div>
        <p>
          <b>{responderName(dispatch.responder)}</b> <span class={clsx("state", isComing(dispatch) && "good", dispatch.status === "offered" && "asked")}>{dispatchStatus(dispatch.status)}</span> <Clock dispatch={dispatch} />
        </p>
        <p class="soft">{details(dispatch, responder?.phone ?? "").join(" · ")}</p>
      </div>
      {open && <button type="button" data-testid="withdraw" disabled={link.value.state === "lost"} onClick={() => void withdraw(dispatch.id, dispatch.alert)}>{t("Withdraw")}</button>}
    </li>
  );
}

function details(dispatch: DispatchCard, phone: string): string[] {
  const said = dispatch.status === "declined" ? declineReason(dispatch.decline_reason) : dispatch.report;
  const parts = [t("asked {time} by {who}", { time: clockTime(dispatch.offered_at), who: dispatch.offered_by }), dispatch.distance_m === null ? "" : distance(dispatch.distance_m), said, phone];
  return parts.filter(Boolean);
}

function Clock({ dispatch }: { dispatch: DispatchCard }) {
  if (dispatch.status === "offered") {
    const left = offerLeft(dispatch, now.value);
    if (left === Infinity) return <span class="tick">{clockFace(secondsSince(dispatch.offered_at, now.value))}</span>;
    return left > 0 ? <span class="tick">{t("{n} s left", { n: left })}</span> : <span class="tick bad">{t("time is up")}</span>;
  }
  if (dispatch.status === "on_scene") return <span class="tick">{t("for {time}", { time: clockFace(secondsSince(dispatch.on_scene_at, now.value)) })}</span>;
  const minutes = isComing(dispatch) ? minutesLeft(dispatch, now.value) : null;
  return minutes === null ? null : <span class="tick">{t("{n} min", { n: minutes })}</span>;
}
