/** The second part of the page, read when the button already works: kind of help, recordings, words, taking back, thanks. */

import type { FromPhone, ToPhone } from "../contracts";
import { setWords, type Language } from "../shared/i18n";
import { makeKey } from "../shared/keys";
import { addedPart, type Acts } from "./added_part";
import type { Part } from "./card_view";
import { readWords } from "./catalogue";
import { makeCourier } from "./courier";
import type { Kind } from "./lanes";
import type { Outbox } from "./outbox";
import { prepare } from "./recording";

import "./more.css";

export interface Kit {
  static: string;
  outbox: Outbox;
  alertOf(press: string): string | undefined;
  send(frame: FromPhone): boolean;
  sendBytes(bytes: Uint8Array<ArrayBuffer>): boolean;
  held(): number;
  onChange(): void;
}

export interface More {
  part(press: string): Part;
  hear(frame: ToPhone): void;
  /** The connection is new. */
  restart(): void;
  look(): void;
  /** Reads its words in this language. */
  speak(language: Language): Promise<void>;
}

export function begin(kit: Kit): More {
  const { outbox } = kit;
  const courier = makeCourier({ ...kit, now: Date.now, items: outbox.waiting });
  const put = (press: string, kind: Kind, body: Record<string, unknown>, blob?: Blob): Promise<void> => outbox.put({ key: makeKey(), kind, press, body, blob });
  const acts: Acts = {
    type: (press, code) => void put(press, "detail", { alert_type: code }),
    words: (press, text) => void put(press, "chat", { text }),
    cancel: (press, reason) => void put(press, "cancel", { reason }),
    rate: (press, stars) => void put(press, "rate", { stars }),
    file: (press, file, kind) => void prepare(file, kind).then(({ blob, body }) => put(press, "media", { ...body }, blob).then(courier.look)),
  };

  function hear(frame: ToPhone): void {
    if (frame.type === "upload.offset") courier.offset(frame.key, frame.offset);
    // "these bytes do not continue where the upload stands": the next look asks where it does
    else if (frame.type === "problem") courier.restart();
    else if (frame.type === "upload.done") {
      outbox.drop(frame.key);
      courier.restart();
    }
    courier.look();
  }

  async function speak(language: Language): Promise<void> {
    setWords(language, await readWords(`${kit.static}i18n/more.${language}.json`));
  }

  const style = document.createElement("link");
  style.rel = "stylesheet";
  style.href = `${kit.static}more.css`;
  document.head.appendChild(style);

  return { part: (press) => addedPart(press, acts, courier.percentOf), hear, restart: courier.restart, look: courier.look, speak };
}
