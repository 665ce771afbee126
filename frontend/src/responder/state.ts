/** Everything the page shows, as signals. Only `session.ts` writes here; the views read. */

import { computed, signal } from "@preact/signals";
import type { ResponderCard, ShiftCard } from "../contracts";
import { language } from "../shared/i18n";
import { foreseenDuty, type Act } from "./acts";
import { EMPTY, type Deck } from "./deck";
import type { Past } from "./history";
import { openOffers, screenFor } from "./screen";
import type { Located, Trouble } from "./tracker";
import type { Parcel } from "./upload";

/** Words the page must say until they were read; one per `id`. */
export interface Notice {
  id: string;
  text: string;
}

export interface Underway {
  parcel: Parcel;
  /** Bytes the centre holds. */
  durable: number;
}

export const responder = signal<ResponderCard | null>(null);
export const shift = signal<ShiftCard | null>(null);
export const deck = signal<Deck>(EMPTY);
export const acts = signal<readonly Act[]>([]);
export const notices = signal<readonly Notice[]>([]);
export const history = signal<readonly Past[]>([]);
export const parcels = signal<readonly Underway[]>([]);

export const place = signal<Located | null>(null);
export const trail = signal<readonly Located[]>([]);
export const trouble = signal<Trouble | null>(null);
/** Degrees from north, by the compass; null on phones without one. */
export const heading = signal<number | null>(null);

/** Wall-clock milliseconds since which there is no link; null while there is one. */
export const lostAt = signal<number | null>(Date.now());
/** A snapshot has been seen: before it, nothing may be called empty. */
export const isKnown = signal(false);
export const isTurnedAway = signal(false);
/** The server's time in epoch milliseconds, moved on every second. */
export const now = signal(Date.now());
export const soundReady = signal(false);
export const silenced = signal<ReadonlySet<string>>(new Set());
export const chosen = signal<string | null>(null);
/** Read by the root view, so that a change of language draws everything anew. */
export const spokenLanguage = signal(language());

export const onDuty = computed(() => foreseenDuty(shift.value !== null, acts.value));
export const offers = computed(() => openOffers(deck.value, acts.value));
export const screen = computed(() => screenFor(deck.value, acts.value, chosen.value));
