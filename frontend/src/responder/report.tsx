/** The end of a task: a report in two taps, or in words. */

import { useState } from "preact/hooks";
import type { ResponderDispatch } from "../contracts";
import * as icons from "../shared/icons";
import { msg, t } from "../shared/i18n";
import { Sign } from "../shared/marks";
import { draft, keepDraft } from "./drafts";
import { title } from "./sentences";
import type { Session } from "./session";

const LONGEST = 2000;
const USUAL: readonly string[] = [msg("Helped, all are well."), msg("Taken to hospital."), msg("Brought to a safe place."), msg("Handed over to others."), msg("Nobody was found."), msg("No help was needed.")];

export function Report({ task, session, back }: { task: ResponderDispatch; session: Session; back: () => void }) {
  const name = `report.${task.id}`;
  const [text, write] = useState(draft(name));
  const change = (next: string): void => {
    write(next.slice(0, LONGEST));
    keepDraft(name, next);
  };
  const finish = (): void => {
    session.advance(task, "cleared", text.trim());
    keepDraft(name, "");
  };
  return (
    <>
      <main class="main">
        <h1>{t("How did it end?")}</h1>
        <p class="second">{title(task.alert)}</p>
        <div class="usual">
          {USUAL.map((sentence) => <Usual key={sentence} words={t(sentence)} text={text} change={change} />)}
        </div>
        <label>{t("In your own words")}<textarea rows={3} data-testid="report" maxLength={LONGEST} value={text} onInput={(event) => change(event.currentTarget.value)} /></label>
      </main>
      <footer class="foot answers">
        <button type="button" class="act quiet" aria-label={t("Back")} onClick={back}><Sign sign={icons.undo} size={32} /></button>
        <button type="button" class="act" data-testid="advance" data-to="cleared" onClick={finish}>{t("Finished, send report")}</button>
      </footer>
    </>
  );
}

/** A sentence that is in the report is pressed; pressing it again takes it out. */
function Usual({ words, text, change }: { words: string; text: string; change: (text: string) => void }) {
  const isIn = text.includes(words);
  const flip = (): void => change(isIn ? text.replace(words, "").replace(/ {2,}/g, " ").trim() : `${text} ${words}`.trim());
  return <button type="button" aria-pressed={isIn} onClick={flip}>{isIn && <Sign sign={icons.check} size={24} />}{words}</button>;
}
