/** The page's one life: frames in, acts out, the phone's senses on and off. Views call the functions of {@link Session}. */

import { batch, effect } from "@preact/signals";
import type { Advance, FromResponder, ProblemMessage, ResponderDispatch, ShiftCard, ToResponder } from "../contracts";
import { t } from "../shared/i18n";
import { makeKey } from "../shared/keys";
import { openSocket, type Socket } from "../shared/socket";
import { ServerClock } from "../shared/time";
import type { Act, Frame } from "./acts";
import { fromSnapshot, merge, withChat, withMedia, withoutEnding } from "./deck";
import { Diary } from "./diary";
import { Gallery } from "./gallery";
import type { Past } from "./history";
import { mustRing } from "./offer";
import { Outbox } from "./outbox";
import { refusalText } from "./sentences";
import { Alarm, askForCompass, Awake, followCompass } from "./senses";
import { memoryShelf, openShelves, type Shelf } from "./shelf";
import * as state from "./state";
import { extend } from "./throttle";
import { Tracker, type Located } from "./tracker";
import type { Parcel, Start } from "./upload";

/** Phones hear a heartbeat every 15 s; two missed ones and a little are silence. */
const SILENT_AFTER = 40_000;
const NO_SESSION = 4401;
const NO_RIGHT = 4403;

type Out = FromResponder | Start;

export class Session {
  private readonly clock = new ServerClock();
  private readonly alarm = new Alarm((isReady) => (state.soundReady.value = isReady));
  private readonly awake = new Awake();
  private readonly diary: Diary;
  private readonly outbox: Outbox;
  private readonly gallery: Gallery;
  private readonly tracker: Tracker;
  private readonly socket: Socket<Out>;

  /** Opens the stores of this user first, so that no act is ever only in memory where a store exists. */
  static async begin(user: number): Promise<Session> {
    const open = await openShelves(user, ["acts", "parcels", "past"]);
    const session = new Session(open ?? (() => memoryShelf()));
    await Promise.all([session.outbox.open(), session.gallery.open(), session.diary.open(Date.now())]);
    return session;
  }

  private constructor(shelf: <V>(name: "acts" | "parcels" | "past") => Shelf<V>) {
    this.diary = new Diary(shelf<Past>("past"), (entries) => (state.history.value = entries));
    this.outbox = this.makeOutbox(shelf<Act>("acts"));
    this.gallery = this.makeGallery(shelf<Parcel>("parcels"));
    this.tracker = this.makeTracker();
    this.socket = this.connect();
    this.react();
    setInterval(() => this.tick(), 1_000);
    document.addEventListener("visibilitychange", () => this.returned());
    document.addEventListener("pointerdown", () => this.unlock());
    followCompass((heading) => (state.heading.value = Math.round(heading)));
  }

  // What a thumb can do.

  startShift(): void {
    this.unlock();
    askForCompass();
    this.act({ type: "shift.start", key: makeKey() });
  }

  endShift(): void {
    this.act({ type: "shift.end", key: makeKey() });
  }

  accept(dispatch: ResponderDispatch): void {
    state.chosen.value = dispatch.id;
    this.act({ type: "accept", key: makeKey(), dispatch: dispatch.id });
  }

  decline(dispatch: ResponderDispatch, reason: string): void {
    this.act({ type: "decline", key: makeKey(), dispatch: dispatch.id, reason });
  }

  advance(dispatch: ResponderDispatch, to: Advance["to"], report = ""): void {
    this.act({ type: "advance", key: makeKey(), dispatch: dispatch.id, to, report });
  }

  say(alert: string, text: string): void {
    this.act({ type: "chat", key: makeKey(), alert, text });
  }

  sendPhoto(alert: string, file: File): void {
    void this.gallery.add(alert, file, new Date().toISOString());
  }

  silence(): void {
    state.silenced.value = new Set(state.offers.value.map((offer) => offer.id));
  }

  locateAgain(): void {
    this.tracker.restart();
  }

  readEnding(id: string): void {
    state.deck.value = withoutEnding(state.deck.value, id);
  }

  readNotice(id: string): void {
    state.notices.value = state.notices.value.filter((notice) => notice.id !== id);
  }

  unlock(): void {
    if (!state.soundReady.value) this.alarm.unlock();
  }

  // Frames.

  private hear(frame: ToResponder): void {
    switch (frame.type) {
      case "snapshot":
        return this.snapshot(frame);
      case "respond.offer":
      case "respond.dispatch":
        return this.dispatch(frame.dispatch);
      case "respond.shift":
        return this.shift(frame.shift);
      case "chat":
        if (frame.key) this.outbox.answered(frame.key);
        return void (state.deck.value = withChat(state.deck.value, frame));
      case "done":
        return this.done(frame);
      case "problem":
        return this.problem(frame);
      case "heartbeat":
        return this.clock.heard(frame.at);
      case "upload.offset":
        return this.gallery.offset(frame.key, frame.offset);
      case "upload.done":
        this.gallery.done(frame.key);
        return void (state.deck.value = withMedia(state.deck.value, frame.media));
      default:
        return unheard(frame);
    }
  }

  private snapshot(frame: Extract<ToResponder, { type: "snapshot" }>): void {
    this.clock.heard(frame.at);
    batch(() => {
      state.responder.value = frame.responder;
      state.shift.value = frame.shift;
      state.deck.value = fromSnapshot(state.deck.value, frame.dispatches, state.acts.value);
      state.isKnown.value = true;
      state.lostAt.value = null;
    });
    this.outbox.linkUp();
    this.gallery.linkUp();
    this.tracker.linkUp();
  }

  private dispatch(card: ResponderDispatch): void {
    const before = state.deck.value.endings.length;
    state.deck.value = merge(state.deck.value, card);
    if (state.deck.value.endings.length > before) this.alarm.once();
  }

  private shift(card: ShiftCard | null): void {
    state.shift.value = card && card.ended_at === null ? card : null;
  }

  private done(frame: Extract<ToResponder, { type: "done" }>): void {
    batch(() => {
      const act = state.acts.value.find((candidate) => candidate.frame.key === frame.key);
      if (frame.dispatch) state.deck.value = merge(state.deck.value, frame.dispatch);
      if (frame.shift || act?.frame.type === "shift.end") this.shift(frame.shift ?? null);
      if (frame.key) this.outbox.answered(frame.key);
    });
    this.tracker.tick();
  }

  private problem(frame: ProblemMessage): void {
    const about = frame.in_reply_to ?? "";
    if (this.outbox.problem(about, frame) || this.gallery.problem(about, frame.code)) return;
    // A place that was refused is no loss: the next one follows within seconds.
    if (about !== "position") console.warn("refused", frame.code, frame.detail);
  }

  // The parts.

  private makeOutbox(shelf: Shelf<Act>): Outbox {
    return new Outbox({
      shelf,
      send: (frame) => this.socket.send(frame),
      ticks: () => performance.now(),
      time: () => new Date().toISOString(),
      changed: (acts) => (state.acts.value = acts),
      refused: (act, problem) => this.refused(act, problem),
    });
  }

  private makeGallery(shelf: Shelf<Parcel>): Gallery {
    return new Gallery({
      shelf,
      line: {
        send: (frame) => this.socket.send(frame),
        sendBytes: (bytes) => this.socket.sendBytes(bytes),
        buffered: () => this.socket.waiting(),
        ticks: () => performance.now(),
      },
      changed: (underway) => (state.parcels.value = underway),
      refused: (text) => this.note("photo", text),
    });
  }

  private makeTracker(): Tracker {
    return new Tracker({
      geolocation: navigator.geolocation as Geolocation | undefined,
      isSecure: window.isSecureContext,
      ticks: () => performance.now(),
      found: (place) => this.found(place),
      trouble: (trouble) => (state.trouble.value = trouble),
      // The shift the server knows of decides, not the button: a place sent before it would be refused.
      send: (place) => state.shift.value !== null && state.onDuty.value && this.socket.send(positionFrame(place)),
    });
  }

  private connect(): Socket<Out> {
    return openSocket<ToResponder, Out>({
      path: "/ws/respond/",
      silentAfter: SILENT_AFTER,
      final: [NO_SESSION, NO_RIGHT],
      onFrame: (frame) => this.hear(frame),
      onSilent: () => this.lost(),
      onClosed: (code) => {
        this.lost();
        if (code === NO_SESSION || code === NO_RIGHT) state.isTurnedAway.value = true;
      },
    });
  }

  private lost(): void {
    this.outbox.linkDown();
    this.gallery.linkDown();
    state.lostAt.value ??= Date.now();
  }

  private found(place: Located): void {
    state.place.value = place;
    state.trail.value = extend(state.trail.value, place);
  }

  /** What ended is told on its own card; saying it twice would hide one of the two. */
  private refused(act: Act, problem: { code: string; detail: string }): void {
    const about = subject(act.frame);
    const isTold = state.deck.value.endings.some((ending) => ending.dispatch.id === about);
    if (!isTold) this.note(about, refusalText(act, problem, state.deck.value));
  }

  private note(id: string, text: string): void {
    state.notices.value = [...state.notices.value.filter((notice) => notice.id !== id), { id, text }];
    this.alarm.once();
  }

  private act(frame: Frame): void {
    this.socket.wake();
    void this.outbox.add(frame);
  }

  // What follows from the state.

  private react(): void {
    effect(() => this.followDuty(state.onDuty.value && state.isKnown.value));
    effect(() => {
      const isRinging = mustRing(state.offers.value, state.silenced.value, state.now.value);
      if (isRinging) this.alarm.ring();
      else this.alarm.quiet();
    });
    // Seen in the row of tabs when another page is in front.
    effect(() => void (state.spokenLanguage.value, document.title = `${state.offers.value.length ? `● ${t("A new task")}` : t("Responder")} · ${t("Grassland 110")}`));
    effect(() => this.diary.keep(state.deck.value.dispatches, this.clock.now()));
  }

  private followDuty(isOn: boolean): void {
    this.awake.want(isOn);
    if (isOn) return this.tracker.start();
    if (!this.tracker.isRunning && !state.trouble.peek()) return;
    this.tracker.stop();
    batch(() => {
      state.place.value = null;
      state.trail.value = [];
    });
  }

  private tick(): void {
    state.now.value = this.clock.now();
    this.outbox.tick();
    this.gallery.tick();
    this.tracker.tick();
  }

  private returned(): void {
    if (document.visibilityState === "visible") this.socket.wake();
  }
}

function subject(frame: Frame): string {
  if ("dispatch" in frame) return frame.dispatch;
  return frame.type === "chat" ? frame.key : "shift";
}

function positionFrame(place: Located): FromResponder {
  return { type: "position", ...place };
}

/** `tsc` fails here when the wire learns a message that this page has no answer for; an older page ignores it. */
function unheard(frame: never): void {
  console.warn("not understood", frame);
}
