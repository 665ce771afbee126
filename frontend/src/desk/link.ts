/** The desk's line to the server: the socket, polling while sockets are blocked, acknowledging and healing. */

import { Refusal, call } from "../shared/api";
import { decodePositions } from "../shared/position_frames";
import { openSocket, type Socket } from "../shared/socket";
import type { FromDesk, ResponderCard, Snapshot, Timeline, ToDesk } from "../contracts";
import { barred, clock, link, now, polling, state } from "./live";
import * as pulses from "./pulse";
import { applyChanges, applyChat, applyPositions, applyResponders, applySnapshot, applyTimeline, openFile } from "./store";

/** After so many connections without a single frame the network is taken to block sockets. */
const TRIES_BEFORE_POLLING = 3;
const POLL_EVERY = 3_000;
const TEND_EVERY = 200;
const NOT_LOGGED_IN = 4401;
const NO_RIGHT = 4403;

const mono = (): number => performance.now();
const startedAt = mono();
let pulse = pulses.QUIET;
let socket: Socket<FromDesk>;
let fruitless = 0;
let dropping = 0;
/** Responders' cards since the last look, put in together. */
let waiting: ResponderCard[] = [];

export function startLink(): void {
  socket = openSocket<ToDesk, FromDesk>({
    path: "/ws/desk/",
    silentAfter: pulses.LOST_AFTER,
    final: [NOT_LOGGED_IN, NO_RIGHT],
    onFrame: hear,
    onBytes: (bytes) => {
      const frame = decodePositions(bytes);
      pulse = pulses.heard(pulse, mono());
      if (frame) state.value = applyPositions(state.value, frame);
    },
    onClosed: closed,
  });
  setInterval(tend, TEND_EVERY);
  setInterval(poll, POLL_EVERY);
  document.addEventListener("visibilitychange", () => document.hidden || socket.wake());
}

/** For tests of healing only: the next `count` frames of changes are lost on purpose. */
export function dropFrames(count: number): void {
  dropping = count;
}

function hear(frame: ToDesk): void {
  pulse = pulses.heard(pulse, mono());
  fruitless = 0;
  switch (frame.type) {
    case "snapshot":
      polling.value = false;
      return take(frame);
    case "desk.changes":
      if (dropping > 0) return void dropping--;
      pulse = pulses.countFrame(pulse, mono());
      state.value = applyChanges(state.value, frame);
      return tend();
    case "desk.responder":
      waiting.push(frame.responder);
      return;
    case "chat":
      state.value = applyChat(state.value, frame);
      return;
    case "heartbeat":
      clock.heard(frame.at);
      pulse = pulses.heartbeat(pulse, frame.head, state.value.seq, mono());
      return;
    case "problem":
      console.warn("refused:", frame.code, frame.detail);
      return;
    default:
      return unhandled(frame);
  }
}

/** tsc refuses this call when a message to the desk has no case above. */
function unhandled(_frame: never): void {}

function take(snapshot: Snapshot): void {
  waiting = [];
  clock.heard(snapshot.at);
  state.value = applySnapshot(state.value, snapshot);
  pulse = pulses.answered(pulses.heard(pulse, mono()), mono());
  void loadFile();
  tend();
}

function admitResponders(): void {
  if (!waiting.length) return;
  state.value = applyResponders(state.value, waiting);
  waiting = [];
}

/** What is due by now: responders' cards, an ack, a question, the state of the link, the second hand. */
function tend(): void {
  const at = mono();
  admitResponders();
  if (state.value.at !== null && pulses.ackDue(pulse, at) && socket.send({ type: "ack", seq: state.value.seq })) {
    pulse = pulses.acked(pulse);
  }
  if (pulses.resyncDue(pulse, state.value, at) && socket.send({ type: "resync" })) pulse = pulses.asked(pulse, at);
  tick(at);
}

function tick(at: number): void {
  const found = pulses.linkAt(pulse, startedAt, at);
  const shown = found.state === "lost" ? { ...found, since: clock.now() - (at - found.since) } : found;
  if (shown.state !== link.value.state) link.value = shown;
  const second = Math.floor(clock.now() / 1000) * 1000;
  if (second !== now.value) now.value = second;
}

function closed(code: number): void {
  // the next connection begins with a snapshot: what was asked on this one will not be answered
  pulse = { ...pulse, askedAt: null, behind: null, unacked: 0, unackedSince: null };
  if (code === NOT_LOGGED_IN) return toLogin();
  if (code === NO_RIGHT) barred.value = true;
  if (++fruitless >= TRIES_BEFORE_POLLING && !barred.value) polling.value = true;
}

export function toLogin(): void {
  location.assign(`/login/?next=${encodeURIComponent(location.pathname)}`);
}

/** Asks for the whole desk over HTTP while sockets fail; also right after an act, so that its effect is seen. */
export async function poll(): Promise<void> {
  if (!polling.value) return;
  try {
    take(await call<Snapshot>("GET", "/api/desk", undefined, { within: 10_000 }));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    if (error.status === 401) toLogin();
    if (error.status === 403) [polling.value, barred.value] = [false, true];
  }
}

/** Opens an alert's panel, or shuts it with null. */
export function open(alert: string | null): void {
  const before = state.value;
  state.value = openFile(before, alert);
  if (state.value !== before) void loadFile();
}

let loading = 0;

/** A failed load is tried again until the panel shows another alert. */
async function loadFile(): Promise<void> {
  const alert = state.value.file?.alert;
  if (!alert) return;
  const turn = ++loading;
  try {
    const timeline = await call<Timeline>("GET", `/api/alerts/${alert}/timeline`);
    if (turn === loading) state.value = applyTimeline(state.value, timeline);
  } catch (error) {
    if (error instanceof Refusal && (error.status === 0 || error.status >= 500)) {
      setTimeout(() => turn === loading && void loadFile(), 2_000);
    }
  }
}
