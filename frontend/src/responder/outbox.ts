/** The queue that carries acts over silence: written down first, sent one after another, dropped only when answered. */

import { heads, inOrder, isFinal, isRepeated, type Act, type Frame } from "./acts";
import type { Shelf } from "./shelf";

/** An unanswered act is sent again on the same socket after this long; the key makes that harmless. */
export const ANSWER_WITHIN = 10_000;
const NOT_NOW_FIRST = 2_000;
const NOT_NOW_MOST = 15_000;

export interface Wiring {
  shelf: Shelf<Act>;
  /** Hands a frame to the socket; false when there is none. */
  send(frame: Frame): boolean;
  /** Monotonic milliseconds. */
  ticks(): number;
  /** Wall clock, RFC 3339. */
  time(): string;
  /** Something was added or answered. */
  changed(acts: readonly Act[]): void;
  /** An act was refused for good. */
  refused(act: Act, problem: { code: string; detail: string }): void;
}

export class Outbox {
  private acts: Act[] = [];
  private readonly resendAt = new Map<string, number>();
  private readonly refusals = new Map<string, number>();
  private linked = false;

  constructor(private readonly wiring: Wiring) {}

  /** Acts of an earlier life of this page come first; what was tapped while they loaded keeps its place behind them. */
  async open(): Promise<void> {
    const kept = await this.wiring.shelf.all();
    const known = new Set(this.acts.map((act) => act.frame.key));
    const older = inOrder(kept.filter((act) => !known.has(act.frame.key)));
    const last = older.length ? older[older.length - 1].order : 0;
    this.acts = [...older, ...this.acts.map((act, index) => ({ ...act, order: Math.max(act.order, last + 1 + index) }))];
    this.tell();
    this.pump();
  }

  /** Resolves when the act is written down; it is shown at once and sent right after. */
  async add(frame: Frame): Promise<void> {
    if (isRepeated(this.acts, frame)) return;
    const act = { order: this.nextOrder(), at: this.wiring.time(), frame };
    this.acts = [...this.acts, act];
    this.tell();
    await this.wiring.shelf.put(frame.key, act);
    this.pump();
  }

  linkUp(): void {
    this.linked = true;
    this.resendAt.clear();
    this.pump();
  }

  linkDown(): void {
    this.linked = false;
  }

  /** Called about once a second. */
  tick(): void {
    this.pump();
  }

  answered(key: string): void {
    this.remove(key);
  }

  /** True when the problem belonged to an act of this outbox. */
  problem(key: string, problem: { code: string; detail: string }): boolean {
    const act = this.acts.find((candidate) => candidate.frame.key === key);
    if (!act) return false;
    if (isFinal(problem.code)) {
      this.remove(key);
      this.wiring.refused(act, problem);
    } else this.backOff(key);
    return true;
  }

  private backOff(key: string): void {
    const times = this.refusals.get(key) ?? 0;
    this.refusals.set(key, times + 1);
    this.resendAt.set(key, this.wiring.ticks() + Math.min(NOT_NOW_MOST, NOT_NOW_FIRST * 2 ** times));
  }

  private remove(key: string): void {
    if (!this.acts.some((act) => act.frame.key === key)) return;
    this.acts = this.acts.filter((act) => act.frame.key !== key);
    this.resendAt.delete(key);
    this.refusals.delete(key);
    void this.wiring.shelf.drop(key);
    this.tell();
    this.pump();
  }

  private pump(): void {
    if (!this.linked) return;
    const now = this.wiring.ticks();
    for (const act of heads(this.acts)) {
      if (now < (this.resendAt.get(act.frame.key) ?? 0)) continue;
      if (this.wiring.send(act.frame)) this.resendAt.set(act.frame.key, now + ANSWER_WITHIN);
    }
  }

  private nextOrder(): number {
    return this.acts.reduce((most, act) => Math.max(most, act.order), 0) + 1;
  }

  private tell(): void {
    this.wiring.changed(this.acts);
  }
}
