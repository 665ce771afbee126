/** From the camera's file to a parcel: shrunk, hashed, and without the camera's own data about the picture. */

import { toHex } from "../shared/keys";

const LONG_SIDE = 1600;
const QUALITY = 0.72;
/** A picture this browser cannot decode is sent as it is, up to this size. */
const MOST_UNSHRUNK = 8 * 1024 * 1024;

export interface Picture {
  name: string;
  mediaType: string;
  bytes: Uint8Array;
  sha256: string | null;
}

/** Null when the file can neither be shrunk nor sent whole. */
export async function prepare(file: File): Promise<Picture | null> {
  const small = await shrink(file).catch(() => null);
  const chosen = small ?? (file.size <= MOST_UNSHRUNK ? file : null);
  if (!chosen || chosen.size === 0) return null;
  const bytes = new Uint8Array(await chosen.arrayBuffer());
  const name = small ? file.name.replace(/\.[^.]*$/, "") + ".jpg" : file.name;
  return { name: name.slice(-200), mediaType: chosen.type || "image/jpeg", bytes, sha256: await hash(bytes) };
}

async function shrink(file: File): Promise<Blob | null> {
  const picture = await decode(file);
  const ratio = Math.min(1, LONG_SIDE / Math.max(picture.naturalWidth, picture.naturalHeight));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(picture.naturalWidth * ratio));
  canvas.height = Math.max(1, Math.round(picture.naturalHeight * ratio));
  canvas.getContext("2d")?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", QUALITY));
}

/** An image element, not createImageBitmap: only it turns the picture upright on every phone of the last ten years. */
function decode(file: File): Promise<HTMLImageElement> {
  const address = URL.createObjectURL(file);
  return new Promise<HTMLImageElement>((resolve, reject) => {
    const picture = new Image();
    picture.onload = () => resolve(picture);
    picture.onerror = () => reject(new Error("not a picture this browser knows"));
    picture.src = address;
  }).finally(() => URL.revokeObjectURL(address));
}

/** Outside a secure context there is no digest; the server then checks the size alone. */
async function hash(bytes: Uint8Array): Promise<string | null> {
  if (!globalThis.crypto?.subtle) return null;
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes as BufferSource));
  return toHex(digest);
}
