/** An offer fills the screen: what, where, how long, how far, and two answers. */

import { useState } from "preact/hooks";
import type { ResponderDispatch } from "../contracts";
import * as icons from "../shared/icons";
import { t } from "../shared/i18n";
import { LevelMark, Sign } from "../shared/marks";
import { typeSign } from "../shared/signs";
import { distance, ticking } from "../shared/time";
import { alertType, declineReason, languageWord, levelWord } from "../shared/words";
import { countdown } from "./offer";
import { whereFrom } from "./sentences";
import type { Session } from "./session";
import { now, offers, place, silenced } from "./state";
import { degrees } from "./way";

interface Wishes {
  offer: ResponderDispatch;
  others: number;
  session: Session;
}

const REASONS: readonly string[] = ["too_far", "busy", "way_blocked"];

export function Offer({ offer, others, session }: Wishes) {
  const [isRefusing, refuse] = useState(false);
  return (
    <>
      <main class="main offer" data-testid="offer" aria-label={t("A new task")}>
        <Clock offer={offer} session={session} />
        <What offer={offer} />
        <Figures offer={offer} />
        <Where offer={offer} />
        {offer.alert.text && <blockquote>{offer.alert.text}</blockquote>}
        <p class="second">{t("The caller speaks {language}.", { language: languageWord(offer.alert.language) })}</p>
        {others > 0 && <p class="second">{t("{n} more offers wait behind this one.", { n: others })}</p>}
        {offer.obliged && <p><strong>{t("This is an order of the desk. If you cannot go, say why.")}</strong></p>}
      </main>
      {isRefusing ? <Reasons offer={offer} session={session} back={() => refuse(false)} /> : <Answers offer={offer} session={session} refuse={() => refuse(true)} />}
    </>
  );
}

function What({ offer: { alert } }: Pick<Wishes, "offer">) {
  return (
    <div class="what" role="alert">
      <LevelMark level={alert.level} filled size={56} />
      <div>
        <p class="second">{alert.number} · {levelWord(alert.level)}{alert.drill && <strong class="drill">{t("Drill")}</strong>}</p>
        <h1>{alertType(alert.alert_type)}</h1>
      </div>
      <Sign sign={typeSign(alert.alert_type)} size={40} />
    </div>
  );
}

function Figures({ offer }: Pick<Wishes, "offer">) {
  const minutes = offer.eta_seconds === null ? "–" : String(Math.max(1, Math.round(offer.eta_seconds / 60)));
  return (
    <dl class="figures">
      <div><dd>{minutes}</dd><dt>{t("minutes, about")}</dt></div>
      <div><dd data-testid="distance">{offer.distance_m === null ? "–" : distance(offer.distance_m)}</dd><dt>{t("to go")}</dt></div>
    </dl>
  );
}

function Where({ offer: { alert } }: Pick<Wishes, "offer">) {
  if (!alert.place) return <p class="where"><Sign sign={icons.pin} size={28} />{t("The place is not known yet.")}</p>;
  return <p class="where"><Sign sign={icons.pin} size={28} />{place.value ? whereFrom(place.value, alert.place) : degrees(alert.place)}</p>;
}

function Clock({ offer, session }: Pick<Wishes, "offer" | "session">) {
  const { seconds, share, over } = countdown(offer, now.value);
  const isRinging = !over && offers.value.some((other) => !silenced.value.has(other.id));
  return (
    <div class={`clock ${share < 0.25 ? "late" : ""}`}>
      {over ? <p><strong>{t("The time to answer is over. You can still try.")}</strong></p> : seconds !== null && (
        <p><strong class="count" data-testid="countdown">{ticking(seconds)}</strong> {t("to answer")}<progress max={1} value={share} aria-hidden="true" /></p>
      )}
      {isRinging && <button type="button" aria-label={t("Silence")} data-testid="silence" onClick={() => session.silence()}><Sign sign={icons.mute} size={32} /></button>}
    </div>
  );
}

function Answers({ offer, session, refuse }: Pick<Wishes, "offer" | "session"> & { refuse: () => void }) {
  return (
    <footer class="foot answers">
      <button type="button" class="act quiet" data-testid="cannot" onClick={refuse}>{t("Cannot")}</button>
      <button type="button" class="act" data-testid="accept" onClick={() => session.accept(offer)}><Sign sign={icons.check} size={32} />{t("Accept")}</button>
    </footer>
  );
}

function Reasons({ offer, session, back }: Pick<Wishes, "offer" | "session"> & { back: () => void }) {
  return (
    <footer class="foot reasons">
      <h2>{t("Why can you not go?")}</h2>
      {REASONS.map((reason) => <button type="button" class="wide" key={reason} data-testid={`reason-${reason}`} onClick={() => session.decline(offer, reason)}>{declineReason(reason)}</button>)}
      <button type="button" class="wide back" onClick={back}><Sign sign={icons.undo} size={28} />{t("Back to the offer")}</button>
    </footer>
  );
}
