/** Words with the desk and the caller; lines that wait are shown in their place. */

import { useState } from "preact/hooks";
import type { ChatCard, ResponderDispatch } from "../contracts";
import * as icons from "../shared/icons";
import { t } from "../shared/i18n";
import { Sign } from "../shared/marks";
import { clockTime } from "../shared/time";
import { speakerWord } from "../shared/words";
import type { Act } from "./acts";
import { draft, keepDraft } from "./drafts";
import type { Session } from "./session";
import { acts, responder } from "./state";

const LONGEST = 2000;

export function Chat({ task, session }: { task: ResponderDispatch; session: Session }) {
  const said = new Set(task.chats.map((chat) => chat.key));
  const waiting = acts.value.filter(({ frame }) => frame.type === "chat" && frame.alert === task.alert.id && !said.has(frame.key));
  return (
    <section class="card" id="chat">
      <h2>{t("Words with the desk and the caller")}</h2>
      {task.chats.length + waiting.length === 0 && <p class="second">{t("Nothing said yet.")}</p>}
      <ol class="chats" aria-live="polite">
        {task.chats.map((chat) => <Line key={chat.id} chat={chat} />)}
        {waiting.map((act) => <WaitingLine key={act.frame.key} act={act} />)}
      </ol>
      <Write task={task} session={session} />
    </section>
  );
}

function Line({ chat }: { chat: ChatCard }) {
  const isOwn = chat.sender === "responder" && chat.name === responder.value?.name;
  return <li class={isOwn ? "own" : ""}><span class="second">{isOwn ? t("You") : `${speakerWord(chat.sender)} ${chat.name}`} · {clockTime(chat.at)}</span><br />{chat.text}</li>;
}

function WaitingLine({ act }: { act: Act }) {
  if (act.frame.type !== "chat") return null;
  return <li class="own waiting"><span class="second"><Sign sign={icons.clock} size={18} /> {t("waits to be sent")} · {clockTime(act.at)}</span><br />{act.frame.text}</li>;
}

function Write({ task, session }: { task: ResponderDispatch; session: Session }) {
  const name = `chat.${task.id}`;
  const [text, write] = useState(draft(name));
  const change = (next: string): void => {
    write(next);
    keepDraft(name, next);
  };
  const send = (event: Event): void => {
    event.preventDefault();
    if (!text.trim()) return;
    session.say(task.alert.id, text.trim());
    change("");
  };
  return (
    <form class="write" onSubmit={send}>
      <input type="text" data-testid="chat-input" maxLength={LONGEST} aria-label={t("Your words")} placeholder={t("Your words")} autocomplete="off" value={text} onInput={(event) => change(event.currentTarget.value)} />
      <button type="submit" data-testid="chat-send" aria-label={t("Send")}><Sign sign={icons.send} size={28} /></button>
    </form>
  );
}
