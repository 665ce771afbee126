/** This phone's own credential, made at first use. */

import type { DeviceCredential } from "../contracts";
import { makeKey, toHex } from "../shared/keys";
import { keep, recall } from "./memory";

export function credential(): DeviceCredential {
  const known = recall<DeviceCredential>("device");
  if (known && known.key && known.secret) return known;
  const made = { key: makeKey(), secret: toHex(crypto.getRandomValues(new Uint8Array(24))) };
  keep("device", made);
  return made;
}
