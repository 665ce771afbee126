import { useSignal } from "@preact/signals";
import { t } from "../../shared/i18n";
import { clockTime } from "../../shared/time";
import { speakerWord } from "../../shared/words";
import type { ChatCard, DeskAlert } from "../../contracts";
import { newKey, say } from "../acts";
import { clsx } from "../clsx";
import { file, link } from "../live";

export function Chat({ alert }: { alert: DeskAlert }) {
  const lines = [...(file.value?.chats.values() ?? [])].sort((a, b) => a.at.localeCompare(b.at) || (a.id < b.id ? -1 : 1));
  return (
    <section class="part" aria-label={t("Chat")}>
      <h3>{t("Chat")}</h3>
      {lines.length > 0 && <ul class="chat" aria-live="polite">{lines.map((line) => <Line key={line.id} line={line} />)}</ul>}
      <Write alert={alert} />
    </section>
  );
}

function Line({ line }: { line: ChatCard }) {
  return (
    <li class={clsx("line", line.sender === "dispatcher" && "ours")} data-testid="chat-line">
      <span class="soft">{line.name || speakerWord(line.sender)}{line.name && line.sender !== "dispatcher" ? ` (${speakerWord(line.sender)})` : ""} · {clockTime(line.at)}</span>
      <span>{line.text}</span>
    </li>
  );
}

/** Words stay in the box until the server has them; the key is made once per line, so sending again says nothing twice. */
function Write({ alert }: { alert: DeskAlert }) {
  const text = useSignal("");
  const key = useSignal(newKey());
  const busy = useSignal(false);
  const send = async (event: Event) => {
    event.preventDefault();
    if (!text.value.trim() || busy.value) return;
    busy.value = true;
    const done = await say(alert.id, key.value, text.value.trim());
    busy.value = false;
    if (done) [text.value, key.value] = ["", newKey()];
  };
  return (
    <form class="write" onSubmit={(event) => void send(event)}>
      <label class="unseen" for="chat">{t("Words to the caller and those who come")}</label>
      <input id="chat" data-testid="chat-input" autocomplete="off" maxLength={2000} placeholder={t("Write to the caller  (M)")} value={text.value} onInput={(event) => { text.value = event.currentTarget.value; key.value = newKey(); }} />
      <button type="submit" disabled={link.value.state === "lost" || busy.value}>{t("Say")}</button>
    </form>
  );
}
