/**
 * Words in the reader's language. The msgid is the English text; the catalogue (msgid → text) arrives with the page.
 * The build finds every `t("…")` and `msg("…")` with a literal in double quotes: never build a msgid from parts.
 */

export type Language = "zh-Hans" | "mn-Mong" | "mn-Cyrl" | "en";
export type Catalogue = Record<string, string>;

/** Each language by its own name, in its own script. */
export const LANGUAGES: readonly (readonly [Language, string])[] = [
  ["zh-Hans", "中文"],
  ["mn-Mong", "ᠮᠣᠩᠭᠣᠯ"],
  ["mn-Cyrl", "Монгол"],
  ["en", "English"],
];

let words: Catalogue = {};
let current: Language = "zh-Hans";

export function setWords(language: Language, catalogue: Catalogue): void {
  current = language;
  words = catalogue;
}

export function language(): Language {
  return current;
}

/** The text of `msgid`, with `{name}` filled from `values`; an unknown msgid is its own English text. */
export function t(msgid: string, values?: Record<string, string | number>): string {
  const text = words[msgid] || msgid;
  return values ? text.replace(/\{(\w+)\}/g, (hole, name: string) => (name in values ? String(values[name]) : hole)) : text;
}

/** Marks a msgid in a table that is read later through `t(table[code])`. */
/* @__NO_SIDE_EFFECTS__ */
export function msg(msgid: string): string {
  return msgid;
}

/** Kept a year, so that the next visit is answered in this language. */
export function rememberLanguage(chosen: Language): void {
  document.cookie = `language=${chosen};path=/;max-age=31536000;samesite=lax`;
}
