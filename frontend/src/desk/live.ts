/** The desk's signals: the one state, slices of it that change seldom, and the clock everything ticks by. */

import { computed, signal } from "@preact/signals";
import { readBoot } from "../shared/boot";
import { language } from "../shared/i18n";
import { ServerClock } from "../shared/time";
import { alertType } from "../shared/words";
import type { DeskAlert, UserCard } from "../contracts";
import { nameOf } from "./geography";
import type { Link } from "./pulse";
import { countsOf, dispatchesByAlert, EVERYTHING, queueOf, type Filter } from "./queue";
import { EMPTY, type DeskState } from "./store";

export interface DeskBoot {
  user: UserCard;
  /** Lines, polygons and points of our own backdrop (GeoJSON); absent without one. */
  basemap?: string;
  debug?: boolean;
}

export const boot = readBoot<DeskBoot>();

export const clock = new ServerClock();
export const state = signal<DeskState>(EMPTY);
/** Server time, epoch milliseconds, once a second. */
export const now = signal(clock.now());
export const link = signal<Link>({ state: "starting" });
export const polling = signal(false);
/** Why there will be no link at all: the right is missing. */
export const barred = signal(false);

export const alerts = computed(() => state.value.alerts);
export const dispatches = computed(() => dispatchesByAlert(state.value.dispatches.values()));
export const responders = computed(() => state.value.responders);
export const positions = computed(() => state.value.positions);
export const fixed = computed(() => state.value.fixed);
export const file = computed(() => state.value.file);
export const unread = computed(() => state.value.unread);
export const selected = computed(() => file.value?.alert ?? null);
export const selectedAlert = computed(() => (selected.value ? alerts.value.get(selected.value) ?? null : null));

export const filter = signal<Filter>(EVERYTHING);
/** The queue is ordered by what changes, not by the second; only midnight moves it (closed today). */
const day = computed(() => new Date(now.value).setHours(0, 0, 0, 0));
export const queue = computed(() => queueOf(filter.value, { alerts: alerts.value.values(), typeName, now: day.value }));
export const counts = computed(() => countsOf(alerts.value.values(), dispatches.value, fixed.value.timers, now.value));

/** The type's name in the reader's language, from the snapshot; without a type it is "Help". */
export function typeName(code: string | null): string {
  const card = code === null ? undefined : fixed.value.types.find((type) => type.code === code);
  return card ? card.names[language()] || alertType(code) : alertType(code);
}

export function zoneName(code: string): string {
  const card = fixed.value.zones.find((zone) => zone.code === code);
  return card ? nameOf(card, language()) : code;
}

export const responderName = (id: number): string => responders.value.get(id)?.name ?? `#${id}`;

export const dispatchesOf = (alert: DeskAlert) => dispatches.value.get(alert.id) ?? [];
