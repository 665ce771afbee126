/** Photos waiting to be sent, one after the other, over page death and silence. */

import { makeKey } from "../shared/keys";
import { t } from "../shared/i18n";
import { isFinal } from "./acts";
import { prepare } from "./photo";
import type { Shelf } from "./shelf";
import { Transfer, type Line, type Parcel } from "./upload";

export interface Frame {
  shelf: Shelf<Parcel>;
  line: Line;
  changed(underway: { parcel: Parcel; durable: number }[]): void;
  /** A photo was given up; `text` says why. */
  refused(text: string): void;
}

/** After "not now", and after a refused piece, the server is asked where to go on. */
const ASK_AGAIN_AFTER = 3_000;

export class Gallery {
  private transfers: Transfer[] = [];
  private linked = false;
  private waitUntil = 0;

  constructor(private readonly frame: Frame) {}

  async open(): Promise<void> {
    const kept = await this.frame.shelf.all();
    const known = new Set(this.transfers.map((transfer) => transfer.parcel.key));
    const older = kept.filter((parcel) => !known.has(parcel.key)).sort((one, other) => (one.at < other.at ? -1 : 1));
    this.transfers = [...older.map((parcel) => this.transfer(parcel)), ...this.transfers];
    this.tell();
    this.begin();
  }

  async add(alert: string, file: File, at: string): Promise<void> {
    const picture = await prepare(file);
    if (!picture) return this.frame.refused(t("This photo cannot be sent. Please take another one."));
    const parcel = { ...picture, key: makeKey(), alert, at };
    this.transfers = [...this.transfers, this.transfer(parcel)];
    this.tell();
    await this.frame.shelf.put(parcel.key, parcel);
    if (this.transfers[0].parcel.key === parcel.key) this.begin();
  }

  linkUp(): void {
    this.linked = true;
    this.begin();
  }

  linkDown(): void {
    this.linked = false;
  }

  tick(): void {
    if (!this.linked || this.frame.line.ticks() < this.waitUntil) return;
    if (this.waitUntil) this.begin();
    else this.transfers[0]?.tick();
  }

  offset(key: string, offset: number): void {
    const transfer = this.transfers[0];
    if (transfer?.parcel.key !== key) return;
    transfer.offset(offset);
    this.tell();
  }

  done(key: string): void {
    void this.frame.shelf.drop(key);
    const wasFirst = this.transfers[0]?.parcel.key === key;
    this.transfers = this.transfers.filter((transfer) => transfer.parcel.key !== key);
    this.tell();
    if (wasFirst) this.begin();
  }

  /** True when the problem belonged to a photo; a refused piece is named `binary` by the server. */
  problem(about: string, code: string): boolean {
    const isPiece = about === "binary";
    const isMine = this.transfers.some((transfer) => transfer.parcel.key === about);
    if (!isPiece && !isMine) return false;
    if (isPiece || !isFinal(code) || code === "offset_mismatch") this.waitUntil = this.frame.line.ticks() + ASK_AGAIN_AFTER;
    else {
      this.done(about);
      this.frame.refused(t("The centre did not take the photo. Please take another one."));
    }
    return true;
  }

  private begin(): void {
    this.waitUntil = 0;
    if (this.linked) this.transfers[0]?.begin();
  }

  private transfer(parcel: Parcel): Transfer {
    return new Transfer(parcel, this.frame.line);
  }

  private tell(): void {
    this.frame.changed(this.transfers.map(({ parcel, durable }) => ({ parcel, durable })));
  }
}
