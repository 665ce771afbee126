/** Asks the phone where it is: a quick coarse answer and a fine one that follows, side by side. */

import type { Fix } from "../contracts";
import { keep } from "./memory";
import { fixFrom } from "./place";

export interface Locator {
  /** Follows the phone until `stop`; the first call may make the browser ask for permission. */
  start(): void;
  stop(): void;
}

export function makeLocator(onFix: (fix: Fix) => void): Locator {
  const sense = navigator.geolocation;
  let watching = 0;

  function take(reading: GeolocationPosition): void {
    const fix = fixFrom(reading.coords, reading.timestamp);
    if (!fix) return;
    keep("fix", fix);
    onFix(fix);
  }

  const ignore = (): void => undefined;
  const quick = (): void => sense.getCurrentPosition(take, ignore, { maximumAge: 600_000, timeout: 5_000 });

  // with leave already given, the place is ready before the button is pressed
  if (sense && navigator.permissions) navigator.permissions.query({ name: "geolocation" }).then((leave) => leave.state === "granted" && quick(), ignore);

  return {
    start: () => {
      if (!sense || watching) return;
      quick();
      watching = sense.watchPosition(take, ignore, { enableHighAccuracy: true });
    },
    stop: () => {
      if (watching) sense.clearWatch(watching);
      watching = 0;
    },
  };
}
