/** What the server wrote into the page: `<script type="application/json" id="boot">`. */

import { setWords, type Catalogue, type Language } from "./i18n";

export interface Boot {
  language: Language;
  catalogue: Catalogue;
  /** Where static files are, ending in a slash. */
  static: string;
}

/** Reads it and sets the page's words. `T` adds what one page's shell gives beyond {@link Boot}. */
export function readBoot<T extends object = object>(): Boot & T {
  const boot = JSON.parse((document.getElementById("boot") as HTMLElement).textContent || "{}") as Boot & T;
  setWords(boot.language, boot.catalogue);
  return boot;
}
