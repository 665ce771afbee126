import { render } from "preact";
import { t } from "../../shared/i18n";
import { clockTime } from "../../shared/time";
import { alerts } from "../live";
import { keptPaper, paper, PAPER_HEADS, type Paper } from "../paper";
import { EMPTY } from "../store";

/** The sheet is made when the printer asks for it and not kept up to date for nothing. */
export function watchPrinter(box: HTMLElement): void {
  addEventListener("beforeprint", () => render(<Sheet sheet={paper()} title={t("Open alerts")} />, box));
  addEventListener("afterprint", () => render(null, box));
}

/** Before any live list has come: the last one this browser kept, marked as old. */
export function KeptList() {
  const kept = alerts.value === EMPTY.alerts ? keptPaper() : null;
  if (!kept?.rows.length) return null;
  return <div class="kept"><Sheet sheet={kept} title={t("Kept list, not live")} /></div>;
}

function Sheet({ sheet, title }: { sheet: Paper; title: string }) {
  return (
    <table class="paper">
      <caption>{title} · {new Date(sheet.at).toLocaleDateString()} {clockTime(sheet.at, true)}</caption>
      <thead><tr>{PAPER_HEADS().map((head) => <th key={head} scope="col">{head}</th>)}</tr></thead>
      <tbody>{sheet.rows.map((row) => <tr key={row.number}><th scope="row">{row.number}</th>{row.cells.map((cell, index) => <td key={index}>{cell}</td>)}</tr>)}</tbody>
    </table>
  );
}
