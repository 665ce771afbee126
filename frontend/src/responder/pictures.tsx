/** What the caller and the responders sent, and a photo of one's own. A file is fetched on a tap only: 2G, and every look is recorded. */

import { useState } from "preact/hooks";
import type { MediaCard, ResponderDispatch } from "../contracts";
import * as icons from "../shared/icons";
import { msg, t } from "../shared/i18n";
import { Sign } from "../shared/marks";
import { clockTime } from "../shared/time";
import { mediaStatus } from "../shared/words";
import type { Session } from "./session";
import { parcels, type Underway } from "./state";

export function Pictures({ task, session }: { task: ResponderDispatch; session: Session }) {
  const own = parcels.value.filter(({ parcel }) => parcel.alert === task.alert.id);
  // The centre's card of a photo that is still leaving this phone would show it twice; the two share only their size.
  const leaving = new Set(own.map(({ parcel }) => parcel.bytes.length));
  const arrived = task.media.filter((media) => media.status !== "uploading" || !leaving.has(media.size));
  return (
    <section class="card" id="pictures">
      <h2>{t("Photos and recordings")}</h2>
      {arrived.length + own.length === 0 && <p class="second">{t("None yet.")}</p>}
      {arrived.map((media) => <Medium key={media.id} media={media} />)}
      {own.map((underway) => <Sending key={underway.parcel.key} underway={underway} />)}
      <Take alert={task.alert.id} session={session} />
    </section>
  );
}

const KINDS: Readonly<Record<MediaCard["kind"], string>> = { photo: msg("Photo"), audio: msg("Voice"), video: msg("Video") };

function kilobytes(bytes: number): string {
  return t("{n} kB", { n: Math.max(1, Math.round(bytes / 1000)) });
}

function Medium({ media }: { media: MediaCard }) {
  const [isOpen, open] = useState(false);
  const label = `${t(KINDS[media.kind])} · ${clockTime(media.at)}`;
  if (media.status !== "ready") return <p class="second">{label} · {mediaStatus(media.status)} {media.status === "uploading" ? `${Math.floor((100 * media.offset) / media.size)} %` : ""}</p>;
  if (!isOpen) return <button type="button" class="wide" onClick={() => open(true)}><Sign sign={media.kind === "audio" ? icons.sound : icons.camera} size={28} />{t("Show: {what}", { what: label })} · {kilobytes(media.size)}</button>;
  const address = `/api/media/${media.id}`;
  if (media.kind === "photo") return <img class="medium" src={address} alt={label} />;
  if (media.kind === "audio") return <audio class="medium" src={address} controls />;
  return <video class="medium" src={address} controls playsInline />;
}

function Sending({ underway: { parcel, durable } }: { underway: Underway }) {
  return <p><Sign sign={icons.clock} size={20} /> {t("Your photo: {done} of {all} sent", { done: kilobytes(durable), all: kilobytes(parcel.bytes.length) })}<progress max={parcel.bytes.length} value={durable} /></p>;
}

function Take({ alert, session }: { alert: string; session: Session }) {
  const take = (input: HTMLInputElement): void => {
    for (const file of Array.from(input.files ?? [])) session.sendPhoto(alert, file);
    // The same file may be chosen again after a refusal.
    input.value = "";
  };
  return (
    <label class="wide file">
      <Sign sign={icons.camera} size={28} />{t("Take a photo")}
      <input class="unseen" type="file" accept="image/*" capture="environment" data-testid="photo" onChange={(event) => take(event.currentTarget)} />
    </label>
  );
}
