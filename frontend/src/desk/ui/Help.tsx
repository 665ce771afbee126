import { useEffect, useRef } from "preact/hooks";
import * as icons from "../../shared/icons";
import { msg, t } from "../../shared/i18n";
import { Sign } from "../../shared/marks";
import { dialog, letters } from "../view";

const KEYS: readonly (readonly [string, string])[] = [
  ["j  k", msg("Next and previous alert")], ["A", msg("Take in hand")], ["1 … 9", msg("Tick a candidate of the plan")], ["D", msg("Send the ticked, or the first of the plan")],
  ["Enter", msg("Send the ticked")], ["C", msg("Close the alert")], ["R", msg("Open a closed alert again")], ["M", msg("Write to the caller")],
  ["S", msg("Make it a service request, or an emergency again")],
  ["G", msg("Show the alert on the map")], ["N", msg("Enter a new report")], ["/", msg("Search")], ["?", msg("This sheet")], ["Esc", msg("Leave what is open")],
];

/** Single letters can be switched off, for those who dictate or whose keyboard repeats. */
export function Help() {
  const box = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (box.current && !box.current.open) box.current.showModal();
  }, []);
  const shut = () => (dialog.value = null);
  return (
    <dialog ref={box} class="sheet" aria-label={t("All keys")} onClose={shut}>
      <div class="sheet-head"><h2>{t("All keys")}</h2><button type="button" class="icon quiet" aria-label={t("Shut")} onClick={shut}><Sign sign={icons.cross} size={16} /></button></div>
      <dl class="keys">{KEYS.map(([key, meaning]) => <div key={key}><dt><kbd>{key}</kbd></dt><dd>{t(meaning)}</dd></div>)}</dl>
      <label class="check"><input type="checkbox" checked={letters.value} onChange={(event) => (letters.value = event.currentTarget.checked)} /> {t("Single letters work as keys")}</label>
    </dialog>
  );
}
