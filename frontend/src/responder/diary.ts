/** The ended tasks, on the phone's own shelf for a day. */

import type { ResponderDispatch } from "../contracts";
import { isStale, past, withPast, type Past } from "./history";
import { isLive } from "./deck";
import type { Shelf } from "./shelf";

export class Diary {
  private entries: readonly Past[] = [];

  constructor(
    private readonly shelf: Shelf<Past>,
    private readonly changed: (entries: readonly Past[]) => void,
  ) {}

  /** `now` in epoch milliseconds. */
  async open(now: number): Promise<void> {
    for (const entry of await this.shelf.all()) {
      if (isStale(entry, now)) void this.shelf.drop(entry.id);
      else this.entries = withPast(this.entries, entry);
    }
    this.changed(this.entries);
  }

  keep(dispatches: readonly ResponderDispatch[], now: number): void {
    const ended = dispatches.filter((dispatch) => !isLive(dispatch.status));
    if (!ended.length) return;
    for (const dispatch of ended) {
      this.entries = withPast(this.entries, past(dispatch, now));
      const kept = this.entries.find((entry) => entry.id === dispatch.id);
      if (kept) void this.shelf.put(kept.id, kept);
    }
    this.changed(this.entries);
  }
}
