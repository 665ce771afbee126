import { signal } from "@preact/signals";
import { t } from "../../shared/i18n";
import { KindMark } from "../../shared/marks";
import { distance } from "../../shared/time";
import { exclusionWord, kindWord, modeWord, reasonWord } from "../../shared/words";
import type { Candidate, DeskAlert, Plan } from "../../contracts";
import { freshness } from "../clocks";
import { clsx } from "../clsx";
import { link } from "../live";
import { sendTo } from "../operations";
import { planned } from "../plan";
import { chosen, toggleChosen } from "../view";

const FIRST_SHOWN = 4;
const allShown = signal(false);

export function PlanList({ alert }: { alert: DeskAlert }) {
  const plan = planned.value?.alert === alert.id ? planned.value : null;
  return (
    <section class="part" aria-label={t("Plan")}>
      <h3>{t("Plan")} {plan?.failed && <span class="warn">{t("no answer; this is the last one")}</span>}</h3>
      {!plan?.plan && !plan?.failed && <p class="soft">{t("The plan is being made.")}</p>}
      {plan?.plan && <Candidates alert={alert} plan={plan.plan} />}
    </section>
  );
}

function Candidates({ alert, plan }: { alert: DeskAlert; plan: Plan }) {
  const shown = allShown.value ? plan.candidates : plan.candidates.slice(0, FIRST_SHOWN);
  const hidden = plan.candidates.length - FIRST_SHOWN;
  return (
    <>
      {!plan.candidates.length && <p class="warn">{t("Nobody can be sent now.")}</p>}
      <ol class="candidates">
        {shown.map((candidate, index) => <Row key={candidate.responder} alert={alert} candidate={candidate} rank={index + 1} />)}
      </ol>
      {hidden > 0 && <button type="button" class="link" aria-expanded={allShown.value} onClick={() => (allShown.value = !allShown.value)}>{allShown.value ? t("Fewer") : t("{n} more", { n: hidden })}</button>}
      <Excluded excluded={plan.excluded} />
    </>
  );
}

function Row({ alert, candidate, rank }: { alert: DeskAlert; candidate: Candidate; rank: number }) {
  const age = candidate.position_age_seconds;
  const ticked = chosen.value.has(candidate.responder);
  const id = `candidate-${candidate.responder}`;
  return (
    <li class={clsx("candidate", ticked && "ticked")} data-testid="candidate" data-id={candidate.responder}>
      <input id={id} type="checkbox" checked={ticked} onChange={() => toggleChosen(candidate.responder)} />
      <label for={id}>
        <span class="candidate-top">
          <span class="rank">{rank}</span>
          <KindMark kind={candidate.kind} size={17} title={kindWord(candidate.kind)} />
          <b class="candidate-name">{candidate.name}</b>
          <b>{t("{n} min", { n: Math.max(1, Math.round(candidate.eta_seconds / 60)) })}</b>
          <span>{distance(candidate.distance_m)}</span>
        </span>
        <span class="why"><Age seconds={age} /> · {whyWords(candidate)}</span>
      </label>
      <button type="button" class="send-one" data-testid="candidate-send" disabled={link.value.state === "lost"} aria-label={t("Send {name}", { name: candidate.name })} onClick={() => void sendTo(alert, [candidate.responder])}>{t("Send out")}</button>
    </li>
  );
}

/** How old the position is that the minutes rest on; beyond 15 min it is a question. */
function Age({ seconds }: { seconds: number | null }) {
  if (seconds === null) return <span class="fresh-sign old">? {t("position unknown")}</span>;
  const state = freshness(seconds * 1000);
  return <span class={clsx("fresh-sign", state)}>{state === "old" && "? "}{ageWords(seconds)}</span>;
}

/** Short, because it stands in every row. */
function ageWords(seconds: number): string {
  if (seconds < 90) return t("{n} s ago", { n: Math.round(seconds) });
  return seconds < 5400 ? t("{n} min ago", { n: Math.round(seconds / 60) }) : t("{n} h ago", { n: Math.round(seconds / 3600) });
}

/** The age stands before them; the way is only worth a word when it is not by car. */
function whyWords(candidate: Candidate): string {
  const told = candidate.reasons.filter((reason) => reason.code !== "fresh_position" && reason.code !== "stale_position" && reason.code !== "way");
  const words = told.map((reason) => reasonWord(reason.code, reason.value));
  return [...words, modeWord(candidate.mode)].join(" · ");
}

function Excluded({ excluded }: { excluded: Readonly<Record<string, number>> }) {
  const parts = Object.entries(excluded).filter(([, count]) => count > 0).map(([code, count]) => `${exclusionWord(code)} ${count}`);
  return parts.length ? <p class="soft">{t("Not in the plan: {list}", { list: parts.join(" · ") })}</p> : null;
}
