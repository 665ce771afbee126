import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import * as icons from "../../shared/icons";
import { language, t } from "../../shared/i18n";
import { Sign } from "../../shared/marks";
import { placeKind, sourceWord } from "../../shared/words";
import type { PlaceCard, ReportBody } from "../../contracts";
import { newKey, report } from "../acts";
import { coordinates, findPlaces, nameOf, readCoordinates } from "../geography";
import { fixed, link, typeName } from "../live";
import { dialog, pin } from "../view";

type ReportSource = ReportBody["source"];
const SOURCES: readonly ReportSource[] = ["phone", "sms", "satellite", "radio", "walk_in"];

/** A report that came by phone, SMS or radio: the place by words, coordinates or a click on the map. */
export function ReportForm() {
  const form = useRef<HTMLFormElement>(null);
  const key = useRef(newKey());
  const source = useSignal<ReportSource>("phone");
  const named = useSignal(false);
  const busy = useSignal(false);
  useEffect(() => {
    pin.value = null;
    form.current?.querySelector<HTMLTextAreaElement>("textarea")?.focus();
    return () => void (pin.value = null);
  }, []);
  const submit = async (event: Event) => {
    event.preventDefault();
    const fields = new FormData(form.current!);
    const word = (name: string) => String(fields.get(name) ?? "").trim();
    const place = pin.value && { lat: pin.value.lat, lon: pin.value.lon, place_source: named.value ? ("gazetteer" as const) : ("dispatcher" as const) };
    busy.value = true;
    const done = await report({
      source: source.value, key: key.current, alert_type: word("type") || null, text: word("text"), caller_name: word("name"), caller_phone: word("phone"), ...place,
    });
    busy.value = false;
    if (done) dialog.value = null;
  };
  return (
    <form ref={form} class="report" aria-label={t("New report")} data-testid="report-form" onSubmit={(event) => void submit(event)}>
      <div class="sheet-head"><h2>{t("New report")}</h2><button type="button" class="icon quiet" aria-label={t("Shut")} onClick={() => (dialog.value = null)}><Sign sign={icons.cross} size={16} /></button></div>
      <fieldset class="chips">
        <legend class="unseen">{t("Came by")}</legend>
        {SOURCES.map((each) => <label key={each}><input type="radio" name="source" value={each} checked={source.value === each} onChange={() => (source.value = each)} /> {sourceWord(each)}</label>)}
      </fieldset>
      <label class="stacked">{t("What happened")}<textarea name="text" rows={3} maxLength={2000} data-testid="report-text" /></label>
      <label class="stacked">{t("Kind of help")}
        <select name="type" data-testid="report-type">
          <option value="">{t("Not known yet")}</option>
          {fixed.value.types.map((type) => <option key={type.code} value={type.code}>{type.level} · {typeName(type.code)}</option>)}
        </select>
      </label>
      <PlaceField onNamed={(value) => (named.value = value)} />
      <div class="two">
        <label class="stacked">{t("Caller")}<input name="name" maxLength={200} autocomplete="off" /></label>
        <label class="stacked">{t("Phone number")}<input name="phone" type="tel" maxLength={200} autocomplete="off" data-testid="report-phone" /></label>
      </div>
      <div class="form-foot">
        <button type="button" onClick={() => (dialog.value = null)}>{t("Not now")} <kbd>Esc</kbd></button>
        <button type="submit" class="next" data-testid="report-submit" disabled={busy.value || link.value.state === "lost"}>{t("Raise the alert")}</button>
      </div>
    </form>
  );
}

/** One box for coordinates and for names; a click on the map fills it too. */
function PlaceField({ onNamed }: { onNamed(named: boolean): void }) {
  const words = useSignal("");
  const found = readCoordinates(words.value) ? [] : findPlaces(words.value, fixed.value.places);
  const write = (text: string) => {
    words.value = text;
    const spot = readCoordinates(text);
    if (spot) pin.value = spot;
    onNamed(false);
  };
  const choose = (place: PlaceCard) => {
    pin.value = { lat: place.lat, lon: place.lon };
    words.value = "";
    onNamed(true);
  };
  return (
    <div class="place-field">
      <label class="stacked">{t("Place: name, coordinates, or a click on the map")}
        <input value={words.value} autocomplete="off" data-testid="report-place" onInput={(event) => write(event.currentTarget.value)} onKeyDown={(event) => {
          if (event.key !== "Enter" || !found[0]) return;
          event.preventDefault();
          choose(found[0]);
        }} />
      </label>
      {found.length > 0 && (
        <ul class="found">
          {found.map((place) => <li key={`${place.name}${place.lat}${place.lon}`}><button type="button" onClick={() => choose(place)}>{nameOf(place, language())} <span class="soft">{placeKind(place.kind)}</span></button></li>)}
        </ul>
      )}
      <p class={pin.value ? "good" : "soft"} role="status">{pin.value ? `✓ ${coordinates(pin.value)}` : t("No place yet: the alert can go without one.")}</p>
    </div>
  );
}
