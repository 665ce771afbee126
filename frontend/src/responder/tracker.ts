/** The own place while on duty: a watch that never stops by itself, thinned to what is worth a frame. */

import { isDue, STILL_EVERY, type Measured, type Sent } from "./throttle";

export interface Located extends Measured {
  /** RFC 3339, the phone's time. */
  at: string;
  altitude: number | null;
  speed: number | null;
  heading: number | null;
}

export type Trouble = "insecure" | "unsupported" | "denied" | "unavailable" | "searching";

export interface Surroundings {
  geolocation: Geolocation | undefined;
  isSecure: boolean;
  /** Monotonic milliseconds. */
  ticks(): number;
  found(place: Located): void;
  trouble(trouble: Trouble | null): void;
  /** Hands a place to the socket; false when there is no link or no shift. */
  send(place: Located): boolean;
}

const PRECISE: PositionOptions = { enableHighAccuracy: true, maximumAge: 5_000, timeout: 30_000 };
/** A first place at once, from masts and memory, while the satellites are still being found. */
const QUICK: PositionOptions = { enableHighAccuracy: false, maximumAge: 600_000, timeout: 10_000 };
const DENIED = 1;
const UNAVAILABLE = 2;

export class Tracker {
  private watch: number | null = null;
  private latest: Located | null = null;
  private sent: Sent | null = null;
  private askedAt = -Infinity;

  constructor(private readonly around: Surroundings) {}

  get isRunning(): boolean {
    return this.watch !== null;
  }

  start(): void {
    const { geolocation, isSecure, trouble } = this.around;
    if (this.watch !== null) return;
    if (!geolocation) return trouble("unsupported");
    if (!isSecure) return trouble("insecure");
    trouble("searching");
    this.watch = geolocation.watchPosition(this.heard, this.failed, PRECISE);
    geolocation.getCurrentPosition(this.heard, () => undefined, QUICK);
  }

  stop(): void {
    if (this.watch !== null) this.around.geolocation?.clearWatch(this.watch);
    this.watch = null;
    this.latest = null;
    this.sent = null;
    this.around.trouble(null);
  }

  /** The permission may have been given since: begin again. */
  restart(): void {
    this.stop();
    this.start();
  }

  /** After a reconnect the desk's picture is old, whatever was sent before. */
  linkUp(): void {
    this.sent = null;
    this.offer();
  }

  /** Called about once a second: a phone lying still gets no news from its watch, so it is asked. */
  tick(): void {
    if (this.watch === null) return;
    const now = this.around.ticks();
    const isQuiet = now - (this.sent?.at ?? -Infinity) >= STILL_EVERY - 2_000;
    if (isQuiet && now - this.askedAt >= STILL_EVERY) {
      this.askedAt = now;
      this.around.geolocation?.getCurrentPosition(this.heard, () => undefined, PRECISE);
    }
    this.offer();
  }

  private readonly heard = (position: GeolocationPosition): void => {
    // An answer that was under way when the shift ended belongs to nobody.
    if (this.watch === null) return;
    const place = located(position);
    if (this.latest && Date.parse(place.at) < Date.parse(this.latest.at)) return;
    this.latest = place;
    this.around.trouble(null);
    this.around.found(place);
    this.offer();
  };

  private readonly failed = (error: GeolocationPositionError): void => {
    if (error.code === DENIED) this.around.trouble("denied");
    else if (!this.latest) this.around.trouble(error.code === UNAVAILABLE ? "unavailable" : "searching");
  };

  private offer(): void {
    const now = this.around.ticks();
    if (!this.latest || !isDue(this.sent, this.latest, now)) return;
    if (this.around.send(this.latest)) this.sent = { at: now, place: this.latest };
  }
}

function located({ coords, timestamp }: GeolocationPosition): Located {
  return {
    lat: coords.latitude,
    lon: coords.longitude,
    accuracy: coords.accuracy,
    at: new Date(timestamp).toISOString(),
    altitude: finite(coords.altitude),
    speed: finite(coords.speed),
    heading: finite(coords.heading),
  };
}

/** Chrome says NaN for the heading of somebody who stands still. */
function finite(value: number | null): number | null {
  return value !== null && Number.isFinite(value) ? value : null;
}
