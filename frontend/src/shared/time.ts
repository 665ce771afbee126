/** Times and lengths for reading, and a clock that follows the server's. */

import { t } from "./i18n";

/** Seconds as `m:ss`, or `h:mm:ss` from an hour on; negative counts as zero. For ticking clocks. */
export function ticking(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const pad = (part: number): string => String(part).padStart(2, "0");
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor(whole / 60) % 60;
  return (hours ? `${hours}:${pad(minutes)}` : pad(minutes)) + ":" + pad(whole % 60);
}

/** Local `HH:MM` of a wire moment; `HH:MM:SS` on wish. */
export function clockTime(moment: string | number, seconds = false): string {
  const at = new Date(moment);
  const parts = [at.getHours(), at.getMinutes()].concat(seconds ? [at.getSeconds()] : []);
  return parts.map((part) => String(part).padStart(2, "0")).join(":");
}

/** "40 seconds", "7 minutes", "3 hours", "2 days". */
export function duration(seconds: number): string {
  if (seconds < 90) return t("{n} seconds", { n: Math.round(seconds) });
  if (seconds < 5400) return t("{n} minutes", { n: Math.round(seconds / 60) });
  if (seconds < 129600) return t("{n} hours", { n: Math.round(seconds / 3600) });
  return t("{n} days", { n: Math.round(seconds / 86400) });
}

/** "about 25 minutes", never less than one. */
export function arrival(seconds: number): string {
  return t("{n} minutes", { n: Math.max(1, Math.round(seconds / 60)) });
}

/** "800 m", "3.4 km", "22 km". */
export function distance(metres: number): string {
  if (metres < 1000) return t("{n} m", { n: Math.round(metres / 10) * 10 });
  return t("{n} km", { n: metres < 10_000 ? (metres / 1000).toFixed(1) : Math.round(metres / 1000) });
}

/** The server's time by the newest of its `at` fields; ages on a screen are counted with it, since the machine's own clock may be years off. */
export class ServerClock {
  private offset = 0;

  constructor(private readonly own: () => number = Date.now) {}

  /** Hears a moment the server stamped just now. */
  heard(at: string | number): void {
    this.offset = (typeof at === "number" ? at : Date.parse(at)) - this.own();
  }

  /** Milliseconds since 1970, by the server. */
  now(): number {
    return this.own() + this.offset;
  }

  /** Seconds since a wire moment; null stays null. */
  age(moment: string | null): number | null {
    return moment === null ? null : (this.now() - Date.parse(moment)) / 1000;
  }
}
