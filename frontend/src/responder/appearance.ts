/** Language and day or night: changed in place, because a page that is reloaded without signal is lost. */

import { rememberLanguage, setWords, type Catalogue, type Language } from "../shared/i18n";
import { spokenLanguage } from "./state";

const THEME = "theme";
export type Theme = "day" | "night";

/** False when the words could not be fetched; the page then stays as it was. */
export async function speak(language: Language, base: string): Promise<boolean> {
  const words = await fetchWords(`${base}i18n/responder.${language}.json`);
  if (!words) return false;
  setWords(language, words);
  rememberLanguage(language);
  document.documentElement.lang = language;
  spokenLanguage.value = language;
  return true;
}

async function fetchWords(address: string): Promise<Catalogue | null> {
  try {
    const answer = await fetch(address);
    return answer.ok ? ((await answer.json()) as Catalogue) : null;
  } catch {
    return null;
  }
}

export function theme(): Theme {
  const chosen = document.documentElement.dataset.theme;
  if (chosen === "day" || chosen === "night") return chosen;
  return matchMedia("(prefers-color-scheme: dark)").matches ? "night" : "day";
}

export function setTheme(chosen: Theme): void {
  document.documentElement.dataset.theme = chosen;
  try {
    localStorage.setItem(THEME, chosen);
  } catch {
    // Storage forbidden: the choice lasts as long as the page.
  }
}

export function recallTheme(): void {
  try {
    const kept = localStorage.getItem(THEME);
    if (kept === "day" || kept === "night") document.documentElement.dataset.theme = kept;
  } catch {
    // Storage forbidden: the system's choice holds.
  }
}
