import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { t } from "../../shared/i18n";
import { clockTime } from "../../shared/time";
import { dispositionWord } from "../../shared/words";
import type { ClosureBody, DeskAlert } from "../../contracts";
import { close, linkDuplicate, reopen } from "../acts";
import { clsx } from "../clsx";
import { alerts, dispatchesOf, typeName } from "../live";
import { isOpenDispatch } from "../clocks";
import { operations, turning, type Operation } from "../operations";
import { dialog } from "../view";

/** The acts stand at the foot whatever is scrolled above; a form takes their place while it is being filled. */
export function Acts({ alert }: { alert: DeskAlert }) {
  return (
    <footer class="acts">
      {dialog.value === "close" ? <CloseForm alert={alert} />
        : dialog.value === "reopen" ? <ReopenForm alert={alert} />
        : dialog.value === "duplicate" ? <DuplicateForm alert={alert} />
        : <>
          <div class="act-row">{operations().map((operation) => <Act key={operation.name} operation={operation} next={nextAct(alert)} />)}</div>
          {alert.status !== "closed" && <div class="act-turn"><Act operation={turning(alert)} next={null} /></div>}
        </>}
    </footer>
  );
}

/** The one act that is needed next is the one in full colour. */
const nextAct = (alert: DeskAlert): Operation["name"] | null =>
  alert.status === "received" ? "acknowledge" : alert.status === "acknowledged" ? "send" : null;

const TEST_IDS: Readonly<Record<Operation["name"], string>> = { acknowledge: "ack", send: "send", close: "close", reopen: "reopen", service: "service", ask_place: "ask-place" };

/** A disabled act stays reachable by keyboard and says why, so it is `aria-disabled` rather than `disabled`. */
export function Act({ operation, next }: { operation: Operation; next: Operation["name"] | null }) {
  const why = operation.why;
  return (
    <div class="act">
      <button
        type="button" data-testid={TEST_IDS[operation.name]} class={clsx(operation.name === next && !why && "next")} aria-disabled={why !== null} title={why ?? undefined}
        aria-describedby={why ? `why-${operation.name}` : undefined} aria-keyshortcuts={operation.key || undefined} onClick={() => why === null && operation.run()}
      >
        {operation.key && <kbd>{operation.key}</kbd>} {operation.label}
      </button>
      {why && <span id={`why-${operation.name}`} class="why">{why}</span>}
    </div>
  );
}

type Ending = ClosureBody["disposition"];
const ENDINGS: readonly Ending[] = ["resolved", "false_alarm", "cancelled", "duplicate", "unreachable", "referred"];

function firstChoice(alert: DeskAlert): Ending {
  if (alert.duplicate_of) return "duplicate";
  return alert.cancelled_at ? "cancelled" : "resolved";
}

function CloseForm({ alert }: { alert: DeskAlert }) {
  const ending = useSignal<Ending>(firstChoice(alert));
  const note = useSignal("");
  const group = useRef<HTMLFieldSetElement>(null);
  useEffect(() => group.current?.querySelector<HTMLInputElement>("input:checked")?.focus(), []);
  const busy = dispatchesOf(alert).filter(isOpenDispatch).length;
  const submit = async (event: Event) => {
    event.preventDefault();
    if (await close(alert.id, { disposition: ending.value, note: note.value.trim() })) dialog.value = null;
  };
  return (
    <form class="act-form" aria-label={t("Close the alert")} onSubmit={(event) => void submit(event)}>
      <fieldset ref={group}>
        <legend>{t("How did it end?")}</legend>
        {ENDINGS.map((each) => (
          <label key={each}><input type="radio" name="disposition" value={each} checked={ending.value === each} onChange={() => (ending.value = each)} /> {dispositionWord(each)}</label>
        ))}
      </fieldset>
      {busy > 0 && <p class="warn">{t("{n} still asked or on the way: closing frees them.", { n: busy })}</p>}
      <label class="stacked">{t("Note")}<input data-testid="note" maxLength={2000} value={note.value} onInput={(event) => (note.value = event.currentTarget.value)} /></label>
      <FormFoot label={t("Close the alert")} testId="confirm-close" />
    </form>
  );
}

function ReopenForm({ alert }: { alert: DeskAlert }) {
  const note = useSignal("");
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => box.current?.focus(), []);
  const submit = async (event: Event) => {
    event.preventDefault();
    if (await reopen(alert.id, note.value.trim())) dialog.value = null;
  };
  return (
    <form class="act-form" aria-label={t("Open again")} onSubmit={(event) => void submit(event)}>
      <label class="stacked">{t("Why is it opened again?")}<input ref={box} maxLength={2000} value={note.value} onInput={(event) => (note.value = event.currentTarget.value)} /></label>
      <FormFoot label={t("Open again")} testId="confirm-reopen" />
    </form>
  );
}

function DuplicateForm({ alert }: { alert: DeskAlert }) {
  const others = [...alerts.value.values()].filter((other) => other.id !== alert.id && other.status !== "closed" && other.duplicate_of !== alert.id)
    .sort((a, b) => b.received_at.localeCompare(a.received_at));
  const of = useSignal(others[0]?.id ?? "");
  const box = useRef<HTMLSelectElement>(null);
  useEffect(() => box.current?.focus(), []);
  const submit = async (event: Event) => {
    event.preventDefault();
    if (of.value && (await linkDuplicate(alert.id, of.value))) dialog.value = null;
  };
  return (
    <form class="act-form" aria-label={t("Same as another alert")} onSubmit={(event) => void submit(event)}>
      <label class="stacked">{t("Tells of the same happening as")}
        <select ref={box} value={of.value} onChange={(event) => (of.value = event.currentTarget.value)}>
          {!others.length && <option value="">{t("No other open alert")}</option>}
          {others.map((other) => <option key={other.id} value={other.id}>{[other.number, typeName(other.alert_type), clockTime(other.received_at), other.caller.name].filter(Boolean).join(" · ")}</option>)}
        </select>
      </label>
      <FormFoot label={t("Link")} testId="confirm-duplicate" />
    </form>
  );
}

function FormFoot({ label, testId }: { label: string; testId: string }) {
  return (
    <div class="form-foot">
      <button type="button" onClick={() => (dialog.value = null)}>{t("Not now")} <kbd>Esc</kbd></button>
      <button type="submit" class="next" data-testid={testId}>{label}</button>
    </div>
  );
}
