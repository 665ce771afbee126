/** Who is on duty, by kind: what the top bar counts and the quiet panel lays out. */

import { computed } from "@preact/signals";
import type { ResponderCard } from "../contracts";
import { responders } from "./live";

export const KINDS: readonly ResponderCard["kind"][] = ["police", "party", "government", "military", "civilian"];

export interface Staff {
  readonly kind: ResponderCard["kind"];
  readonly onDuty: number;
  readonly available: number;
  readonly engaged: number;
  readonly outOfContact: number;
}

export function staffOf(cards: Iterable<ResponderCard>): readonly Staff[] {
  const all = [...cards];
  return KINDS.map((kind) => {
    const count = (status: ResponderCard["status"]) => all.filter((card) => card.kind === kind && card.status === status).length;
    const [available, engaged, outOfContact] = [count("available"), count("engaged"), count("out_of_contact")];
    return { kind, available, engaged, outOfContact, onDuty: available + engaged + outOfContact };
  });
}

export const staffing = computed(() => staffOf(responders.value.values()));
