/** GeoJSON geometry → OpenLayers geometry in map units, and the few styles more than one layer uses. */

import type Geometry from "ol/geom/Geometry";
import LineString from "ol/geom/LineString";
import MultiLineString from "ol/geom/MultiLineString";
import MultiPolygon from "ol/geom/MultiPolygon";
import Point from "ol/geom/Point";
import Polygon from "ol/geom/Polygon";
import { fromLonLat } from "ol/proj";
import Fill from "ol/style/Fill";
import Stroke from "ol/style/Stroke";
import Style from "ol/style/Style";
import Text from "ol/style/Text";
import { colour } from "./symbols";

type Pair = number[];
const at = (pair: Pair): Pair => fromLonLat([pair[0]!, pair[1]!]);
const line = (pairs: Pair[]): Pair[] => pairs.map(at);
const rings = (lines: Pair[][]): Pair[][] => lines.map(line);

const READERS: Readonly<Record<string, (coordinates: never) => Geometry>> = {
  Point: (pair: Pair) => new Point(at(pair)),
  LineString: (pairs: Pair[]) => new LineString(line(pairs)),
  MultiLineString: (lines: Pair[][]) => new MultiLineString(rings(lines)),
  Polygon: (lines: Pair[][]) => new Polygon(rings(lines)),
  MultiPolygon: (polygons: Pair[][][]) => new MultiPolygon(polygons.map(rings)),
};

export interface GeoJson {
  readonly type: string;
  readonly coordinates?: unknown;
}

/** Null for a kind of geometry that is not drawn. */
export function readGeometry(geometry: GeoJson | null | undefined): Geometry | null {
  const reader = geometry && READERS[geometry.type];
  return reader ? reader(geometry.coordinates as never) : null;
}

/** `lon` and `lat` to map units without making an array of arrays: called for thousands of points a second. */
const METRES_PER_DEGREE = 111_319.490793;
export const mercatorX = (lon: number): number => lon * METRES_PER_DEGREE;
export const mercatorY = (lat: number): number =>
  (Math.log(Math.tan(((90 + lat) * Math.PI) / 360)) / (Math.PI / 180)) * METRES_PER_DEGREE;

export const FONT = "system-ui, 'Noto Sans CJK SC', 'Microsoft YaHei', sans-serif";

export function label(text: string, { ink = "ink", size = 13, dy = 0, bold = false }: { ink?: string; size?: number; dy?: number; bold?: boolean } = {}): Text {
  return new Text({
    text, offsetY: dy, font: `${bold ? "600 " : ""}${size}px ${FONT}`, fill: new Fill({ color: colour(ink) }),
    stroke: new Stroke({ color: colour("background"), width: 4 }),
  });
}

export const stroke = (color: string, width: number, lineDash?: number[]): Style => new Style({ stroke: new Stroke({ color, width, lineDash }) });
