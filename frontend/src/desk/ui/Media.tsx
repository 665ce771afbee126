import { t } from "../../shared/i18n";
import { clockTime } from "../../shared/time";
import { mediaStatus } from "../../shared/words";
import type { MediaCard } from "../../contracts";
import { file } from "../live";
import { rejectionWords } from "../words";

/** A look at a picture is recorded by the server, so it is fetched when the panel shows it and not before. */
export function Media() {
  const media = [...(file.value?.media.values() ?? [])].sort((a, b) => a.at.localeCompare(b.at));
  if (!media.length) return null;
  return (
    <section class="part" aria-label={t("Media")}>
      <h3>{t("Media")}</h3>
      <ul class="media">
        {media.map((card) => <li key={card.id} data-testid="media-item" data-status={card.status} class={card.kind}><Item card={card} /></li>)}
      </ul>
    </section>
  );
}

function Item({ card }: { card: MediaCard }) {
  const source = `/api/media/${card.id}`;
  const name = `${card.name || card.kind} · ${clockTime(card.at)}`;
  if (card.status === "rejected") return <p class="warn">{[mediaStatus(card.status), rejectionWords(card, file.value?.entries.values() ?? []), card.name].filter(Boolean).join(" · ")}</p>;
  if (card.status !== "ready") return <Waiting card={card} />;
  if (card.kind === "photo") return <a href={source} target="_blank" rel="noopener" title={name}><img src={`${source}?size=thumb`} alt={t("Photo of {time}", { time: clockTime(card.at) })} loading="lazy" /></a>;
  if (card.kind === "audio") return <audio src={source} controls preload="none" aria-label={t("Voice of {time}", { time: clockTime(card.at) })} />;
  return <video src={source} controls preload="none" aria-label={t("Video of {time}", { time: clockTime(card.at) })} />;
}

function Waiting({ card }: { card: MediaCard }) {
  const part = card.size ? Math.round((card.offset / card.size) * 100) : 0;
  return (
    <p class="soft">
      {mediaStatus(card.status)} {card.status === "uploading" && <>{part} % <progress max={100} value={part} aria-label={t("Arriving")} /></>} {card.name}
    </p>
  );
}
