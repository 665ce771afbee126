import { csrfToken } from "../../shared/api";
import * as icons from "../../shared/icons";
import { LANGUAGES, language, rememberLanguage, t, type Language } from "../../shared/i18n";
import { KindMark, Sign } from "../../shared/marks";
import { clockTime } from "../../shared/time";
import { kindWord } from "../../shared/words";
import { boot, counts, filter, fixed, link, now, polling, zoneName } from "../live";
import { sounding, startShift } from "../sound";
import { staffing } from "../staffing";
import { night, theme } from "../view";

export function TopBar() {
  return (
    <header class="top">
      <ZoneChoice />
      <Counts />
      <OnDuty />
      <Search />
      <time class="top-clock">{clockTime(now.value, true)}</time>
      <LinkSign />
      <SoundSign />
      <LanguageChoice />
      <button type="button" class="icon" aria-label={night.value ? t("Day colours") : t("Night colours")} title={night.value ? t("Day colours") : t("Night colours")} onClick={() => (theme.value = night.value ? "day" : "night")}>
        <Sign sign={night.value ? icons.sun : icons.moon} size={18} />
      </button>
      <UserMenu />
    </header>
  );
}

function ZoneChoice() {
  const zones = fixed.value.zones;
  if (zones.length < 2) return <strong class="top-zone">{zones[0] ? zoneName(zones[0].code) : t("Command desk")}</strong>;
  return (
    <select class="top-zone" aria-label={t("Zone")} value={filter.value.zone ?? ""} onChange={(event) => (filter.value = { ...filter.value, zone: event.currentTarget.value || null })}>
      <option value="">{t("All zones")}</option>
      {zones.map((zone) => <option key={zone.code} value={zone.code}>{zoneName(zone.code)}</option>)}
    </select>
  );
}

function Counts() {
  const { fresh, open, overdue } = counts.value;
  return (
    <p class="top-counts" role="status">
      <span class={fresh ? "bad" : ""}>{t("{n} new", { n: fresh })}</span>
      <span>{t("{n} open", { n: open })}</span>
      <span class={overdue ? "bad" : ""}>{t("{n} overdue", { n: overdue })}</span>
    </p>
  );
}

function OnDuty() {
  return (
    <ul class="top-duty" aria-label={t("On duty")}>
      {staffing.value.map(({ kind, onDuty }) => (
        <li key={kind} title={`${kindWord(kind)}: ${onDuty}`}>
          <KindMark kind={kind} size={15} />
          <span class="unseen">{kindWord(kind)} </span>
          {onDuty}
        </li>
      ))}
    </ul>
  );
}

function Search() {
  return (
    <label class="top-search">
      <Sign sign={icons.search} size={16} />
      <span class="unseen">{t("Search number, words, caller, phone, type")}</span>
      <input id="search" type="search" placeholder={t("Search  /")} value={filter.value.words} onInput={(event) => (filter.value = { ...filter.value, words: event.currentTarget.value })} />
    </label>
  );
}

function LinkSign() {
  const state = link.value.state;
  if (state === "lost") return <span class="sign bad">✕ {t("link lost")}</span>;
  if (state === "starting") return <span class="sign">○ {t("connecting")}</span>;
  return polling.value
    ? <span class="sign warn" title={t("The network blocks live links; the page asks every 3 seconds.")}>◐ {t("slow link")}</span>
    : <span class="sign good" data-testid="live">● {t("live")}</span>;
}

function SoundSign() {
  if (sounding.value) return <span class="sign good"><Sign sign={icons.sound} size={16} /> {t("sound on")}</span>;
  return (
    <button type="button" class="sign bad" data-testid="start-shift-top" onClick={startShift}>
      <Sign sign={icons.mute} size={16} /> {t("no sound")}
    </button>
  );
}

/** The desk speaks Chinese and English; the Mongolian catalogues are for callers and responders. */
function LanguageChoice() {
  const choose = (chosen: Language) => {
    rememberLanguage(chosen);
    location.reload();
  };
  const own = LANGUAGES.filter(([code]) => code === "zh-Hans" || code === "en" || code === language());
  return (
    <select class="top-language" aria-label={t("Language")} value={language()} onChange={(event) => choose(event.currentTarget.value as Language)}>
      {own.map(([code, name]) => <option key={code} value={code} lang={code}>{name}</option>)}
    </select>
  );
}

function UserMenu() {
  return (
    <details class="top-user">
      <summary>{boot.user?.name || boot.user?.username}</summary>
      <div>
        <button type="button" onClick={() => window.print()}><Sign sign={icons.printer} size={16} /> {t("Print the open list")}</button>
        <a href="/verify/" target="_blank" rel="noopener"><Sign sign={icons.phone} size={16} /> {t("Verify a phone (QR)")}</a>
        <form method="post" action="/logout/">
          <input type="hidden" name="csrfmiddlewaretoken" value={csrfToken()} />
          <button type="submit"><Sign sign={icons.leave} size={16} /> {t("Log out")}</button>
        </form>
      </div>
    </details>
  );
}
