/** What a key means at the desk. Pure: takes what an event says about itself. */

export type Command =
  | "next" | "previous" | "acknowledge" | "send" | "send_chosen" | "close" | "reopen" | "new_report" | "chat"
  | "search" | "help" | "escape" | "go_to" | "candidate" | "service";

export interface Stroke {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
  /** The focus is where letters are written. */
  readonly typing: boolean;
  /** The focus is on something Enter and Space already work. */
  readonly pressable: boolean;
}

const LETTERS: Readonly<Record<string, Command>> = {
  j: "next", k: "previous", a: "acknowledge", d: "send", c: "close", r: "reopen", n: "new_report", m: "chat", g: "go_to", s: "service", "/": "search", "?": "help",
};

/** Letters mean nothing while somebody writes; Esc always leads out; a held Ctrl, Alt or Meta belongs to the browser. */
export function commandOf(stroke: Stroke): Command | null {
  if (stroke.key === "Escape") return "escape";
  if (stroke.ctrlKey || stroke.altKey || stroke.metaKey || stroke.typing) return null;
  if (stroke.key === "Enter") return stroke.pressable ? null : "send_chosen";
  if (/^[1-9]$/.test(stroke.key)) return "candidate";
  return LETTERS[stroke.key.length === 1 ? stroke.key.toLowerCase() : ""] ?? null;
}
