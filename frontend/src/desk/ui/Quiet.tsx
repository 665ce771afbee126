import { t } from "../../shared/i18n";
import { KindMark } from "../../shared/marks";
import { kindWord } from "../../shared/words";
import { counts } from "../live";
import { staffing } from "../staffing";
import { dialog } from "../view";

/** With no alert open: who could be sent, and how to go on. */
export function Quiet() {
  return (
    <div class="quiet-panel">
      <h2>{t("On duty")}</h2>
      <table>
        <thead>
          <tr><td /><th scope="col">{t("Available")}</th><th scope="col">{t("Engaged")}</th><th scope="col">{t("Out of contact")}</th></tr>
        </thead>
        <tbody>
          {staffing.value.map((row) => (
            <tr key={row.kind}>
              <th scope="row"><KindMark kind={row.kind} size={18} /> {kindWord(row.kind)}</th>
              <td>{row.available}</td><td>{row.engaged}</td><td class={row.outOfContact ? "warn" : ""}>{row.outOfContact}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p class="soft">{counts.value.open ? t("Choose an alert from the list: j and k go down and up.") : t("No alert is open. New ones sound until somebody takes them in hand.")}</p>
      <div class="quiet-acts">
        <button type="button" onClick={() => (dialog.value = "report")}><kbd>N</kbd> {t("New report")}</button>
        <button type="button" onClick={() => (dialog.value = "help")}><kbd>?</kbd> {t("All keys")}</button>
      </div>
    </div>
  );
}
