/** Keys → what they do, on the one document. */

import { selected, selectedAlert, queue } from "./live";
import { open } from "./link";
import { commandOf, type Command } from "./keys";
import { acknowledgement, closing, reopening, sending, turning, type Operation } from "./operations";
import { planned } from "./plan";
import { step } from "./queue";
import { chosen, dialog, goTo, letters, looked, tell, toggleChosen } from "./view";

/** A key that can do nothing now says why, like a disabled button. */
function perform(operation: Operation): void {
  if (operation.why) tell(operation.why);
  else operation.run();
}

function escape(): void {
  const focused = document.activeElement as HTMLElement | null;
  if (dialog.value) dialog.value = null;
  else if (focused?.matches("input, textarea, select")) focused.blur();
  else if (looked.value !== null) looked.value = null;
  else open(null);
}

function tick(rank: number): void {
  const candidate = planned.value?.plan?.candidates[rank - 1];
  if (candidate) toggleChosen(candidate.responder);
}

const move = (by: 1 | -1) => open(step(queue.value.open, selected.value, by) ?? selected.value);
const focus = (id: string) => document.getElementById(id)?.focus();

const DOES: Readonly<Record<Exclude<Command, "candidate">, () => unknown>> = {
  next: () => move(1),
  previous: () => move(-1),
  acknowledge: () => perform(acknowledgement(selectedAlert.value)),
  send: () => perform(sending(selectedAlert.value)),
  // Enter is pressed by habit: it sends only what was ticked on purpose
  send_chosen: () => selectedAlert.value && chosen.value.size > 0 && perform(sending(selectedAlert.value)),
  close: () => perform(closing(selectedAlert.value)),
  reopen: () => perform(reopening(selectedAlert.value)),
  service: () => perform(turning(selectedAlert.value)),
  new_report: () => (dialog.value = "report"),
  chat: () => focus("chat"),
  go_to: () => selectedAlert.value?.place && (goTo.value = { ...selectedAlert.value.place }),
  search: () => focus("search"),
  help: () => (dialog.value = "help"),
  escape,
};

const WRITING = "input:not([type=checkbox]):not([type=radio]), textarea, select";
const PRESSABLE = "button, a, summary, input, [role=option]";

function pressed(event: KeyboardEvent): void {
  const focused = event.target as HTMLElement;
  const listed = focused.closest?.("[role=listbox]");
  if (listed && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
    event.preventDefault();
    return move(event.key === "ArrowDown" ? 1 : -1);
  }
  const command = commandOf({
    key: event.key, ctrlKey: event.ctrlKey, altKey: event.altKey, metaKey: event.metaKey,
    typing: focused.matches?.(WRITING) ?? false, pressable: focused.matches?.(PRESSABLE) ?? false,
  });
  if (!command || event.repeat && command !== "next" && command !== "previous") return;
  if (!letters.value && event.key.length === 1) return;
  // in a form the letters belong to the form, and only Esc leads out
  if (dialog.value && command !== "escape") return;
  if (document.querySelector("dialog[open]") && command === "escape") return;
  event.preventDefault();
  if (command === "candidate") tick(Number(event.key));
  else DOES[command]();
}

export function watchKeys(): void {
  document.addEventListener("keydown", pressed);
}
