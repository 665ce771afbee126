/** Asks the phone where it is: a quick coarse answer and a fine one that follows, side by side. */

import type { Fix } from "../contracts";
import { keep } from "./memory";
import { fixFrom } from "./place";

export interface Locator {
  /** Follows the phone until `stop`; the first call may make the browser ask for permission. */
  start(): void;
  stop(): void;
  /** Without the receiver of satellites, which empties a cold battery. */
  spare(on: boolean): void;
  /** The phone or its owner refuses to tell the place. */
  isDenied(): boolean;
}

export function makeLocator(onFix: (fix: Fix) => void): Locator {
  const sense = navigator.geolocation;
  let watching = 0;
  let isDenied = !sense;
  let fine = true;

  function take(reading: GeolocationPosition): void {
    const fix = fixFrom(reading.coords, reading.timestamp);
    if (!fix) return;
    isDenied = false;
    keep("fix", fix);
    onFix(fix);
  }

  const ignore = (): void => undefined;
  const refused = ({ code }: GeolocationPositionError): void => void (isDenied = code === 1);
  const quick = (): void => sense.getCurrentPosition(take, refused, { maximumAge: 600_000, timeout: 5_000 });

  // with leave already given, the place is ready before the button is pressed
  if (sense && navigator.permissions) navigator.permissions.query({ name: "geolocation" }).then((leave) => leave.state === "granted" && quick(), ignore);

  function start(): void {
    if (!sense || watching) return;
    quick();
    watching = sense.watchPosition(take, refused, { enableHighAccuracy: fine });
  }

  function stop(): void {
    if (watching) sense.clearWatch(watching);
    watching = 0;
  }

  return {
    start,
    stop,
    spare: (on) => {
      if (fine !== on) return;
      fine = !on;
      if (watching) {
        stop();
        start();
      }
    },
    isDenied: () => isDenied,
  };
}
