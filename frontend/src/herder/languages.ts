/** Another language without leaving the page: the words of both parts, and those that came with the shell. */

import { LANGUAGES, rememberLanguage, setWords, t, type Language } from "../shared/i18n";
import { readWords, readWordsOf } from "./catalogue";
import { byId } from "./dom";
import type { Kit } from "./main";

export interface Languages {
  /** Reads the words of the second part in the page's language, or of the reader's choice when the shell was kept in another. */
  begin(shown: Language): Promise<void>;
}

export function makeLanguages(kit: Kit, onWords: () => void): Languages {
  const links = document.querySelectorAll<HTMLAnchorElement>("#languages a");

  async function begin(shown: Language): Promise<void> {
    setWords(shown, await readWords(`${kit.boot.static}i18n/more.${shown}.json`));
    onWords();
    links.forEach((link) => {
      link.onclick = (event) => {
        event.preventDefault();
        void speak(link.lang as Language);
      };
    });
    const cookie = /(?:^|; )language=([\w-]+)/.exec(document.cookie);
    if (cookie && cookie[1] !== shown && LANGUAGES.some(([code]) => code === cookie[1])) await speak(cookie[1] as Language);
  }

  async function speak(chosen: Language): Promise<void> {
    rememberLanguage(chosen);
    try {
      const [first, second] = await Promise.all([readWordsOf(kit.stamp, `${kit.boot.static}i18n/herder.${chosen}.json`), readWords(`${kit.boot.static}i18n/more.${chosen}.json`)]);
      setWords(chosen, second);
      drawShell(chosen);
      onWords();
      kit.setLanguage(chosen, first);
    } catch {
      // no signal and never read before: the next visit with a signal is in that language
    }
  }

  function drawShell(chosen: Language): void {
    document.documentElement.lang = chosen;
    const texts: Record<string, string> = {
      name: t("Grassland 110"),
      help: t("Help"),
      sentence: t("One tap calls for help and sends your place."),
      sms: t("Send an SMS"),
      call: t("Call {number}", { number: kit.boot.phone }),
      service: t("No emergency? Ask for a service"),
    };
    for (const id in texts) byId(id).textContent = texts[id];
    byId("languages").setAttribute("aria-label", t("Language"));
    document.title = t("Grassland 110");
    document.querySelector<HTMLInputElement>("[name=language]")!.value = chosen;
    links.forEach((link) => link.setAttribute("aria-current", String(link.lang === chosen)));
  }

  return { begin };
}
