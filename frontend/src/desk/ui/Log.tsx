import { t } from "../../shared/i18n";
import { clockTime } from "../../shared/time";
import type { EntryCard } from "../../contracts";
import { file } from "../live";
import { entryWords } from "../words";

/** Newest first: what has just happened is what is asked for. */
export function Log() {
  const entries = [...(file.value?.entries.values() ?? [])].sort((a, b) => b.at.localeCompare(a.at) || b.seq - a.seq);
  return (
    <section class="part" aria-label={t("Log")}>
      <h3>{t("Log")}</h3>
      {!file.value?.loaded && <p class="soft">{t("Loading …")}</p>}
      <ol class="log">{entries.map((entry) => <Entry key={`${entry.zone}:${entry.seq}`} entry={entry} />)}</ol>
    </section>
  );
}

function Entry({ entry }: { entry: EntryCard }) {
  const { sentence, detail } = entryWords(entry);
  return (
    <li data-testid="timeline-entry" data-kind={entry.kind}>
      <time dateTime={entry.at}>{clockTime(entry.at, true)}</time>
      <span>{sentence}{detail && <span class="soft"> · {detail}</span>}</span>
    </li>
  );
}
