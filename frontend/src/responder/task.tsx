/** One task in hand: the way there, who called, words and pictures, and one next act at the foot. */

import { useState } from "preact/hooks";
import type { Advance, ResponderDispatch } from "../contracts";
import * as icons from "../shared/icons";
import { msg, t } from "../shared/i18n";
import { LevelMark, Sign } from "../shared/marks";
import type { DispatchStatusWord } from "../shared/wire_words";
import { dispatchStatus, languageWord, levelWord } from "../shared/words";
import { foreseen } from "./acts";
import { Chat } from "./chat";
import { OwnPlace } from "./duty";
import { Pictures } from "./pictures";
import { Report } from "./report";
import { title } from "./sentences";
import type { Session } from "./session";
import { acts, chosen, trouble } from "./state";
import { geoLink } from "./way";
import { PlaceThere, WayThere } from "./way_there";

interface Wishes {
  task: ResponderDispatch;
  session: Session;
}

export function Task({ task, tasks, session }: Wishes & { tasks: readonly ResponderDispatch[] }) {
  const [isReporting, report] = useState(false);
  if (isReporting) return <Report task={task} session={session} back={() => report(false)} />;
  return (
    <>
      <main class="main">
        {tasks.length > 1 && <Pick task={task} tasks={tasks} />}
        <What task={task} />
        {trouble.value && <OwnPlace session={session} />}
        <WayThere alert={task.alert} />
        <Reach task={task} />
        <PlaceThere alert={task.alert} />
        <Caller task={task} />
        <Chat task={task} session={session} />
        <Pictures task={task} session={session} />
      </main>
      <Next task={task} session={session} report={() => report(true)} />
    </>
  );
}

function Pick({ task, tasks }: { task: ResponderDispatch; tasks: readonly ResponderDispatch[] }) {
  return (
    <nav class="pick" aria-label={t("Your tasks")}>
      {tasks.map((other) => (
        <button type="button" key={other.id} aria-pressed={other.id === task.id} onClick={() => (chosen.value = other.id)}>
          <LevelMark level={other.alert.level} filled={other.id === task.id} size={26} />{other.alert.number}
        </button>
      ))}
    </nav>
  );
}

function What({ task }: Pick<Wishes, "task">) {
  const { alert } = task;
  return (
    <div class="what">
      <LevelMark level={alert.level} filled={false} coming size={48} title={levelWord(alert.level)} />
      <div>
        <h1>{title(alert)}{alert.drill && <strong class="drill">{t("Drill")}</strong>}</h1>
        <p class="second" data-testid="status">{dispatchStatus(foreseen(task, acts.value))}</p>
      </div>
    </div>
  );
}

/** The ways out of this page: the voice, the phone's own map. */
function Reach({ task: { alert } }: Pick<Wishes, "task">) {
  return (
    <div class="tiles">
      {alert.caller_phone && <a href={`tel:${alert.caller_phone.replace(/[^+\d]/g, "")}`} data-testid="call"><Sign sign={icons.phone} size={28} />{t("Call")}</a>}
      {alert.place && <a href={geoLink(alert.place, alert.number)} data-testid="geo"><Sign sign={icons.pin} size={28} />{t("Map app")}</a>}
      <a href="#chat"><Sign sign={icons.message} size={28} />{t("Words")}</a>
      <a href="#pictures"><Sign sign={icons.camera} size={28} />{t("Photo")}</a>
    </div>
  );
}

function Caller({ task: { alert } }: Pick<Wishes, "task">) {
  return (
    <section class="card">
      <h2>{alert.caller_name || t("Caller without a name")}</h2>
      {alert.caller_phone && <p>{alert.caller_phone}</p>}
      <p class="second">{t("Speaks {language}.", { language: languageWord(alert.language) })}</p>
      {alert.text && <blockquote>{alert.text}</blockquote>}
    </section>
  );
}

interface Step {
  to: Advance["to"];
  words: string;
}

const STEPS: Readonly<Partial<Record<DispatchStatusWord, Step>>> = {
  accepted: { to: "en_route", words: msg("I am on my way") },
  en_route: { to: "on_scene", words: msg("I am there") },
  on_scene: { to: "cleared", words: msg("Finished") },
};

function Next({ task, session, report }: Wishes & { report: () => void }) {
  const step = STEPS[foreseen(task, acts.value)];
  if (!step) return null;
  const go = (): void => (step.to === "cleared" ? report() : session.advance(task, step.to));
  const waits = acts.value.some(({ frame }) => "dispatch" in frame && frame.dispatch === task.id);
  return (
    <footer class="foot">
      {waits && <p class="second"><Sign sign={icons.clock} size={20} /> {t("Your last step waits to be sent.")}</p>}
      <button type="button" class="act" data-testid="advance" data-to={step.to} key={step.to} onClick={go}>{t(step.words)}</button>
    </footer>
  );
}
