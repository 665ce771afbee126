/** The second part of the page, read when the button already works: all that can be added to a call, and what is asked for seldom. */

import type { FromPhone, HerderAlert, ToPhone } from "../contracts";
import type { Language } from "../shared/i18n";
import { makeKey } from "../shared/keys";
import { ask } from "./ask";
import { addedPart, type Acts } from "./added_part";
import type { Part } from "./card_view";
import { unheard } from "./cards";
import { makeCourier } from "./courier";
import type { Kind } from "./lanes";
import { makeLanguages } from "./languages";
import type { Kit } from "./main";
import { prepare } from "./recording";
import { makeTools } from "./tools";

import "./more.css";

const POLL_EVERY = 20_000;

export interface More {
  part(press: string): Part;
  hear(frame: ToPhone): void;
  /** The connection is new. */
  restart(): void;
  look(): void;
  draw(): void;
  /** Reads its words in this language. */
  speak(language: Language): Promise<void>;
}

export function begin(kit: Kit): More {
  const { outbox, socket } = kit;
  const courier = makeCourier({
    now: Date.now,
    alertOf: kit.alertOf,
    items: outbox.waiting,
    send: (frame: FromPhone) => socket.send(frame),
    sendBytes: (bytes) => socket.sendBytes(bytes),
    held: socket.waiting,
    isOpen: socket.isOpen,
    fetch: (address, wishes) => fetch(address, wishes),
    onChange: kit.draw,
    onDone: outbox.drop,
  });
  let polledAt = 0;
  let tools: ReturnType<typeof makeTools> | undefined;
  const put = (press: string, kind: Kind, body: Record<string, unknown>, blob?: Blob): Promise<void> => outbox.put({ key: makeKey(), kind, press, body, blob });
  const acts: Acts = {
    type: (press, code) => void put(press, "detail", { alert_type: code }),
    words: (press, text) => void put(press, "chat", { text }),
    cancel: (press, reason) => void put(press, "cancel", { reason }),
    rate: (press, stars) => void put(press, "rate", { stars }),
    file: (press, file, kind) => void prepare(file, kind).then(({ blob, body }) => put(press, "media", { ...body }, blob).then(courier.look)),
  };
  const languages = makeLanguages(kit, () => {
    const wasOpen = !!tools && tools.remove();
    tools = makeTools(kit, wasOpen);
  });

  function hear(frame: ToPhone): void {
    if (frame.type === "upload.offset") courier.offset(frame.key, frame.offset);
    // "these bytes do not continue where the upload stands": the next look asks where it does
    else if (frame.type === "problem" && frame.code === "offset_mismatch") courier.restart();
    else if (frame.type === "upload.done") {
      outbox.drop(frame.key);
      courier.restart();
    }
    // a greeting tells of open calls only: what is not in it may have ended while this phone was away
    else if (frame.type === "welcome") askAgain(unheard(kit.alerts(), frame.alerts));
    if (tools) tools.hear(frame);
    courier.look();
  }

  /** Where sockets are blocked the cards are asked for. */
  function poll(): void {
    if (socket.isOpen() || Date.now() - polledAt < POLL_EVERY) return;
    polledAt = Date.now();
    askAgain(unheard(kit.alerts(), []));
  }

  function askAgain(ids: readonly string[]): void {
    for (const id of ids) ask<HerderAlert>("GET", `/api/alerts/${id}`, kit.by).then((card) => kit.take(card), () => undefined);
  }

  const style = document.createElement("link");
  style.rel = "stylesheet";
  style.href = `${kit.boot.static}more.css`;
  document.head.appendChild(style);

  return {
    part: (press) => addedPart(press, acts, courier.percentOf),
    hear,
    restart: courier.restart,
    look: () => {
      courier.look();
      poll();
    },
    draw: () => tools && tools.draw(),
    speak: languages.begin,
  };
}
