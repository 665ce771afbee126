/**
 * The desk's binary frame of positions, little-endian. Header of 16 bytes: u8 version = 1, u8 kind = 1, u16 reserved,
 * u32 count, f64 epoch seconds; then `count` times 12 bytes: u32 responder id, i32 lat·1e7, i32 lon·1e7.
 */

const HEADER = 16;
const ROW = 12;
const SCALE = 1e7;

export interface PositionFrame {
  /** Milliseconds since 1970 by the server; every position in the frame was heard then, give or take a second. */
  at: number;
  ids: Uint32Array;
  lats: Float64Array;
  lons: Float64Array;
}

/** Null for a frame of another version or kind, or one that was cut: positions may be skipped, never guessed. */
export function decodePositions(bytes: ArrayBuffer): PositionFrame | null {
  if (bytes.byteLength < HEADER) return null;
  const view = new DataView(bytes);
  const count = view.getUint32(4, true);
  if (view.getUint8(0) !== 1 || view.getUint8(1) !== 1 || bytes.byteLength < HEADER + count * ROW) return null;
  const ids = new Uint32Array(count);
  const lats = new Float64Array(count);
  const lons = new Float64Array(count);
  for (let row = 0, from = HEADER; row < count; row++, from += ROW) {
    ids[row] = view.getUint32(from, true);
    lats[row] = view.getInt32(from + 4, true) / SCALE;
    lons[row] = view.getInt32(from + 8, true) / SCALE;
  }
  return { at: view.getFloat64(8, true) * 1000, ids, lats, lons };
}
