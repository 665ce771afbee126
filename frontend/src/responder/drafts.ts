/** Words being written, kept over page death until they are sent. */

export function draft(name: string): string {
  try {
    return localStorage.getItem(`draft.${name}`) ?? "";
  } catch {
    return "";
  }
}

export function keepDraft(name: string, text: string): void {
  try {
    if (text) localStorage.setItem(`draft.${name}`, text);
    else localStorage.removeItem(`draft.${name}`);
  } catch {
    // Storage forbidden: the words live as long as the page.
  }
}
