/** What the dispatcher has set on this screen: choices that are nobody else's and never travel. */

import { computed, effect, signal } from "@preact/signals";
import { selected } from "./live";

export type Dialog = "close" | "report" | "help" | "duplicate" | "reopen" | null;
export const dialog = signal<Dialog>(null);

/** Candidates ticked in the plan of the open alert. */
export const chosen = signal<ReadonlySet<number>>(new Set());

export function toggleChosen(responder: number): void {
  const next = new Set(chosen.value);
  if (!next.delete(responder)) next.add(responder);
  chosen.value = next;
}

export interface Toast {
  readonly id: number;
  readonly text: string;
  readonly tone: "bad" | "good";
}
export const toasts = signal<readonly Toast[]>([]);
let toastCount = 0;

export function tell(text: string, tone: Toast["tone"] = "bad"): void {
  const toast = { id: ++toastCount, text, tone };
  toasts.value = [...toasts.value.slice(-2), toast];
  setTimeout(() => dismiss(toast.id), tone === "bad" ? 12_000 : 4_000);
}

export function dismiss(id: number): void {
  toasts.value = toasts.value.filter((toast) => toast.id !== id);
}

export const LAYERS = ["zones", "places", "responders", "routes", "grid", "backdrop"] as const;
export type LayerName = (typeof LAYERS)[number];

/** Private windows and locked-down police PCs may refuse storage; the screen then keeps its settings until it is closed. */
function stored<T>(name: string, fallback: T): T {
  try {
    return { value: fallback, ...JSON.parse(localStorage.getItem(`desk.${name}`) ?? "{}") }.value as T;
  } catch {
    return fallback;
  }
}

function kept<T>(name: string, fallback: T) {
  const setting = signal<T>(stored(name, fallback));
  effect(() => {
    try {
      localStorage.setItem(`desk.${name}`, JSON.stringify({ value: setting.value }));
    } catch {
      return;
    }
  });
  return setting;
}

export const hiddenLayers = kept<readonly LayerName[]>("hidden-layers", []);
export const letters = kept("letters", true);
export const theme = kept<"day" | "night" | null>("theme", null);

const dark = matchMedia("(prefers-color-scheme: dark)");
const darkNow = signal(dark.matches);
dark.addEventListener("change", () => (darkNow.value = dark.matches));
export const night = computed(() => (theme.value ? theme.value === "night" : darkNow.value));
effect(() => {
  document.documentElement.dataset.theme = night.value ? "night" : "day";
});

export interface Pin {
  readonly lat: number;
  readonly lon: number;
}
/** Where the report being written says it happened; the map shows it, and a click on the map sets it. */
export const pin = signal<Pin | null>(null);
/** A spot somebody asked to see; the map goes there once. */
export const goTo = signal<Pin | null>(null);
export const pinning = computed(() => dialog.value === "report");

export const closedShown = signal(false);
/** A responder whose card is open on the map. */
export const looked = signal<number | null>(null);

let before: string | null = null;
effect(() => {
  if (selected.value === before) return;
  before = selected.value;
  chosen.value = new Set();
  if (dialog.peek() === "close" || dialog.peek() === "duplicate" || dialog.peek() === "reopen") dialog.value = null;
});

