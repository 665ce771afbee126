/** What is always seen: duty and shared position, the link and what waits, language, day or night. */

import { useState } from "preact/hooks";
import * as icons from "../shared/icons";
import { LANGUAGES, language, t, type Language } from "../shared/i18n";
import { Sign } from "../shared/marks";
import { clockTime } from "../shared/time";
import type { ShellBoot } from "./app";
import { setTheme, speak, theme } from "./appearance";
import { acts, isKnown, lostAt, now, onDuty, parcels, place, shift } from "./state";

/** The first seconds of a page are not yet a broken link. */
const CONNECTING = 8_000;

export function Header({ boot }: { boot: ShellBoot }) {
  const [isChoosing, choose] = useState(false);
  return (
    <header class="head">
      <DutySign />
      <LinkLine />
      <div class="tools">
        <button type="button" aria-expanded={isChoosing} aria-label={t("Language")} data-testid="language" onClick={() => choose(!isChoosing)}>{SHORT[language()]}</button>
        <ThemeButton />
      </div>
      {isChoosing && <Languages boot={boot} close={() => choose(false)} />}
    </header>
  );
}

const SHORT: Readonly<Record<Language, string>> = { "zh-Hans": "中", "mn-Mong": "ᠮᠣ", "mn-Cyrl": "Мо", en: "En" };

function Languages({ boot, close }: { boot: ShellBoot; close: () => void }) {
  const [isMissing, miss] = useState(false);
  const take = async (chosen: Language): Promise<void> => {
    if (await speak(chosen, boot.static)) close();
    else miss(true);
  };
  return (
    <div class="languages">
      {LANGUAGES.map(([code, name]) => (
        <button type="button" key={code} lang={code} aria-pressed={code === language()} onClick={() => void take(code)}>{name}</button>
      ))}
      {isMissing && <p role="alert">{t("These words could not be fetched. Try again when there is a connection.")}</p>}
    </div>
  );
}

function ThemeButton() {
  const [shown, show] = useState(theme());
  const flip = (): void => {
    const next = shown === "day" ? "night" : "day";
    setTheme(next);
    show(next);
  };
  return (
    <button type="button" aria-label={shown === "day" ? t("Night colours") : t("Day colours")} onClick={flip}>
      <Sign sign={shown === "day" ? icons.moon : icons.sun} size={28} />
    </button>
  );
}

/** "Shared" is said only while positions can really leave this phone. */
function DutySign() {
  if (!onDuty.value) return <p class="duty-sign"><Sign sign={icons.moon} size={24} /><strong>{isKnown.value ? t("Off duty") : t("Responder")}</strong></p>;
  const isShared = shift.value !== null && place.value !== null && lostAt.value === null;
  return (
    <p class="duty-sign on">
      <Sign sign={icons.pin} size={28} />
      <span><strong>{t("On duty")}</strong> <span data-testid="shared">{isShared ? t("Position shared") : t("Position not shared now")}</span></span>
    </p>
  );
}

function LinkLine() {
  const waiting = acts.value.length + parcels.value.length;
  if (lostAt.value === null) {
    return <p class="link" role="status" data-testid="link" data-state="up"><Sign sign={icons.check} size={20} />{waiting ? t("Connected, sending {n}", { n: waiting }) : t("Connected")}</p>;
  }
  // Wall clock on both sides: the server's clock is not known before the first link.
  const isYoung = !isKnown.value && Date.now() - lostAt.value < CONNECTING;
  void now.value;
  if (isYoung) return <p class="link young" role="status" data-testid="link" data-state="connecting"><Sign sign={icons.clock} size={20} />{t("Connecting…")}</p>;
  return (
    <p class="link down" role="alert" data-testid="link" data-state="down">
      <Sign sign={icons.warning} size={22} />
      <span>{t("No connection since {time}.", { time: clockTime(lostAt.value) })} {waiting ? t("Your acts wait: {n}. They are sent by themselves.", { n: waiting }) : t("You can go on; what you do is kept.")}</span>
    </p>
  );
}
