/** Makes a chosen file ready to be sent: photos shrunk, type named, fingerprint taken. */

import { toHex } from "../shared/keys";

const PHOTO_BYTES = 350_000;
const LONGEST_SIDE = 1_600;
/** Larger files are sent without a fingerprint: an old phone cannot hold them in memory. */
const HASHED_UP_TO = 30_000_000;

export interface Recording {
  blob: Blob;
  body: { name: string; media_type: string; sha256?: string };
}

/** `kind` is what the input was for: some browsers give files no type. */
export async function prepare(file: File, kind: "image" | "audio" | "video"): Promise<Recording> {
  const blob = kind === "image" ? await shrunk(file).catch(() => file) : file;
  const fallback = { image: "image/jpeg", audio: "audio/mp4", video: "video/mp4" }[kind];
  const body: Recording["body"] = { name: file.name.slice(-200), media_type: (blob.type || fallback).slice(0, 100) };
  if (window.crypto.subtle && blob.size < HASHED_UP_TO) {
    const bytes = await new Response(blob).arrayBuffer();
    body.sha256 = toHex(new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)));
  }
  return { blob, body };
}

async function shrunk(file: File): Promise<Blob> {
  if (file.size <= PHOTO_BYTES) return file;
  const image = new Image();
  image.src = URL.createObjectURL(file);
  await new Promise((use, fail) => {
    image.onload = use;
    image.onerror = fail;
  });
  const scale = Math.min(1, LONGEST_SIDE / Math.max(image.width, image.height));
  const canvas = document.createElement("canvas");
  canvas.width = image.width * scale;
  canvas.height = image.height * scale;
  (canvas.getContext("2d") as CanvasRenderingContext2D).drawImage(image, 0, 0, canvas.width, canvas.height);
  URL.revokeObjectURL(image.src);
  let best: Blob = file;
  for (const quality of [0.8, 0.6, 0.4]) {
    best = (await new Promise<Blob | null>((use) => canvas.toBlob(use, "image/jpeg", quality))) || best;
    if (best.size <= PHOTO_BYTES) break;
  }
  return best;
}
