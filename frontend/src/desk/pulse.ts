/** The page's side of the push protocol: when to acknowledge, when to ask for the snapshot, when the link is lost.
 *  Pure; times are milliseconds of one monotonic-enough clock, passed in. */

export const ACK_FRAMES = 8;
export const ACK_AFTER = 5_000;
/** A head may run ahead of a frame that is already on the wire. Half a second of grace after a heartbeat (every 2 s)
 *  keeps the worst case of a dropped frame, heartbeat + grace + answer, inside 3 s. */
export const BEHIND_GRACE = 500;
/** An asked-for snapshot that has not come is asked for again. */
export const ASK_AGAIN = 2_000;
export const LOST_AFTER = 5_000;

type Seq = Readonly<Record<string, number>>;

export interface Pulse {
  readonly heardAt: number | null;
  readonly unacked: number;
  readonly unackedSince: number | null;
  /** What a heartbeat promised and the page does not have, and since when. */
  readonly behind: { readonly head: Seq; readonly since: number } | null;
  /** The page's own seq at the last heartbeat: a head below it has gone back (a restored server). */
  readonly seqBefore: Seq | null;
  readonly askedAt: number | null;
}

export const QUIET: Pulse = {
  heardAt: null, unacked: 0, unackedSince: null, behind: null, seqBefore: null, askedAt: null,
};

export const heard = (pulse: Pulse, now: number): Pulse => ({ ...pulse, heardAt: now });

export function countFrame(pulse: Pulse, now: number): Pulse {
  return { ...pulse, unacked: pulse.unacked + 1, unackedSince: pulse.unackedSince ?? now };
}

export function ackDue(pulse: Pulse, now: number): boolean {
  if (pulse.unackedSince === null) return false;
  return pulse.unacked >= ACK_FRAMES || now - pulse.unackedSince >= ACK_AFTER;
}

export const acked = (pulse: Pulse): Pulse => ({ ...pulse, unacked: 0, unackedSince: null });

const ahead = (head: Seq, seq: Seq): boolean => Object.keys(head).some((zone) => head[zone]! > (seq[zone] ?? 0));

const GONE_BACK = { head: {}, since: -Infinity } as const;

/** An older promise that is still open keeps its time: under steady traffic every head is a little ahead. */
function shortfall(pulse: Pulse, head: Seq, seq: Seq, now: number): Pulse["behind"] {
  if (!ahead(head, seq)) return null;
  return pulse.behind && ahead(pulse.behind.head, seq) ? pulse.behind : { head, since: now };
}

export function heartbeat(pulse: Pulse, head: Seq | null, seq: Seq, now: number): Pulse {
  if (!head) return pulse;
  const wentBack = pulse.seqBefore !== null && ahead(pulse.seqBefore, head);
  return { ...pulse, behind: wentBack ? GONE_BACK : shortfall(pulse, head, seq, now), seqBefore: { ...seq } };
}

/** Whether to send `resync` now: a gap was seen, or the promised head did not come within the grace. */
export function resyncDue(pulse: Pulse, { stale, seq }: { stale: boolean; seq: Seq }, now: number): boolean {
  if (pulse.askedAt !== null) return now - pulse.askedAt >= ASK_AGAIN;
  if (stale) return true;
  if (!pulse.behind || now - pulse.behind.since < BEHIND_GRACE) return false;
  return pulse.behind === GONE_BACK || ahead(pulse.behind.head, seq);
}

export const asked = (pulse: Pulse, now: number): Pulse => ({ ...pulse, askedAt: now });

/** A snapshot answers every question; what it brought has to be acknowledged soon. */
export const answered = (pulse: Pulse, now: number): Pulse => ({
  ...pulse, behind: null, seqBefore: null, askedAt: null, unacked: ACK_FRAMES, unackedSince: now,
});

export type Link = { readonly state: "starting" | "live" } | { readonly state: "lost"; readonly since: number };

export function linkAt(pulse: Pulse, startedAt: number, now: number): Link {
  const since = pulse.heardAt ?? startedAt;
  if (now - since > LOST_AFTER) return { state: "lost", since };
  return { state: pulse.heardAt === null ? "starting" : "live" };
}
