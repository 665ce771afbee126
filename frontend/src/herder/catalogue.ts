/** Words fetched later than the script that numbers them. */

import type { Catalogue } from "../shared/i18n";

/** Set by the build: which list of msgids this script's numbers belong to. */
declare const STAMP: string;

export const stamp = (): string => STAMP;

/** Refuses words of another build, whose numbers would put one meaning on another's button. */
export async function readWordsOf(stamp: string, address: string): Promise<Catalogue> {
  const answer = await fetch(address);
  const words = (await answer.json()) as Catalogue;
  if (words[0] !== stamp) throw new Error("words of another build");
  return words;
}

export const readWords = (address: string): Promise<Catalogue> => readWordsOf(STAMP, address);
