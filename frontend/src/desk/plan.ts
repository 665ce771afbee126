/** The plan of the open alert: asked for again when something it rests on has changed, never more than every 3 s. */

import { effect, signal } from "@preact/signals";
import { Refusal, call } from "../shared/api";
import type { Plan } from "../contracts";
import { dispatches, now, responders, selectedAlert } from "./live";

export interface Planned {
  readonly alert: string;
  readonly plan: Plan | null;
  /** No answer at the last try; the plan shown, if any, is the one before. */
  readonly failed: boolean;
}

export const planned = signal<Planned | null>(null);
const LEAST_BETWEEN = 3_000;
const RENEW_EVERY = 15_000;

let askedAt = 0;
let wanted = "";
let asking = false;

/** Closed alerts need no plan; anything else is planned for whatever its state, since one more may be needed. */
export function watchPlan(): void {
  effect(() => {
    const alert = selectedAlert.value;
    if (!alert || alert.status === "closed") {
      planned.value = null;
      wanted = "";
      return;
    }
    void responders.value;
    const basis = [alert.id, alert.version, ...(dispatches.value.get(alert.id) ?? []).map((each) => `${each.id}${each.version}`)].join();
    if (planned.peek()?.alert !== alert.id) planned.value = { alert: alert.id, plan: null, failed: false };
    const fresh = wanted === basis;
    wanted = basis;
    if (!fresh) askedAt = 0;
    void ask(alert.id);
  });
  effect(() => {
    if (planned.peek() && now.value - askedAt >= RENEW_EVERY) void ask(planned.peek()!.alert);
  });
}

async function ask(alert: string): Promise<void> {
  const at = Date.now();
  if (asking || at - askedAt < LEAST_BETWEEN) return;
  [asking, askedAt] = [true, at];
  try {
    const plan = await call<Plan>("GET", `/api/alerts/${alert}/plan?limit=10`);
    if (planned.value?.alert === alert) planned.value = { alert, plan, failed: false };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    if (planned.value?.alert === alert) planned.value = { ...planned.value, failed: true };
  } finally {
    asking = false;
    const open = planned.value;
    if (open && (open.alert !== alert || askedAt === 0)) void ask(open.alert);
  }
}
