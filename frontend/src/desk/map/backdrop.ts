/** What does not move: our own backdrop (if any), zones, named places and the grid. */

import Feature from "ol/Feature";
import Point from "ol/geom/Point";
import Graticule from "ol/layer/Graticule";
import VectorLayer from "ol/layer/Vector";
import VectorSource from "ol/source/Vector";
import Fill from "ol/style/Fill";
import Stroke from "ol/style/Stroke";
import Style from "ol/style/Style";
import type { PlaceCard, ZoneCard } from "../../contracts";
import { language } from "../../shared/i18n";
import { nameOf } from "../geography";
import { label, mercatorX, mercatorY, readGeometry, stroke, type GeoJson } from "./shapes";
import { faint, placeIcon } from "./symbols";

/** Metres per pixel below which the small places, and then their names, are shown. */
const SMALL_PLACES = 260;
const SMALL_NAMES = 140;
const LARGE: readonly string[] = ["town", "station", "gacha"];

export function gridLayer(): Graticule {
  return new Graticule({
    strokeStyle: new Stroke({ color: faint("ink-2", 0.22), width: 1 }), showLabels: true, wrapX: false, targetSize: 160,
    lonLabelPosition: 1, latLabelPosition: 0, lonLabelStyle: gridLabel("center", "top"), latLabelStyle: gridLabel("start", "bottom"),
  });
}

function gridLabel(align: CanvasTextAlign, baseline: CanvasTextBaseline) {
  const text = label("", { ink: "ink-2", size: 12 });
  text.setTextAlign(align);
  text.setTextBaseline(baseline);
  text.setOffsetX(align === "start" ? 4 : 0);
  text.setOffsetY(baseline === "top" ? 4 : -2);
  return text;
}

export function zoneLayer(zones: readonly ZoneCard[], own: string | null): VectorLayer {
  const features = zones.flatMap((zone) => {
    const geometry = readGeometry(zone.boundary as GeoJson | null);
    return geometry ? [new Feature({ geometry, zone })] : [];
  });
  return new VectorLayer({ source: new VectorSource({ features }), style: (feature) => zoneStyle(feature.get("zone") as ZoneCard, own) });
}

function zoneStyle(zone: ZoneCard, own: string | null): Style {
  const mine = own === null || zone.code === own;
  const text = label(nameOf(zone, language()), { ink: "ink-2", size: 14 });
  text.setOverflow(true);
  return new Style({
    fill: new Fill({ color: mine ? faint("surface", 0.7) : "rgba(0,0,0,0)" }), stroke: new Stroke({ color: faint("ink-2", mine ? 0.8 : 0.4), width: mine ? 2 : 1.5, lineDash: [10, 6] }), text,
  });
}

export function placeLayer(places: readonly PlaceCard[]): VectorLayer {
  const features = places.map((place) => new Feature({ geometry: new Point([mercatorX(place.lon), mercatorY(place.lat)]), place }));
  return new VectorLayer({ source: new VectorSource({ features }), declutter: true, style: (feature, resolution) => placeStyle(feature.get("place") as PlaceCard, resolution) });
}

function placeStyle(place: PlaceCard, resolution: number): Style | undefined {
  const large = LARGE.includes(place.kind);
  if (!large && resolution > SMALL_PLACES) return undefined;
  const named = large || resolution < SMALL_NAMES;
  return new Style({
    image: placeIcon(place.kind), zIndex: large ? 2 : 1,
    text: named ? label(nameOf(place, language()), { ink: large ? "ink" : "ink-2", size: 12, dy: 16 }) : undefined,
  });
}

/** Rivers, lakes and the like; a line of GeoJSON says what it is by its `kind`. Never borders of states. */
export function backdropLayer(collection: { features: readonly { geometry: GeoJson; properties?: Record<string, string> }[] }): VectorLayer {
  const features = collection.features.flatMap(({ geometry, properties }) => {
    const shape = readGeometry(geometry);
    return shape ? [new Feature({ geometry: shape, name: properties?.name ?? "" })] : [];
  });
  const water = stroke(faint("accent", 0.45), 1.5);
  water.setFill(new Fill({ color: faint("accent", 0.14) }));
  return new VectorLayer({
    source: new VectorSource({ features }),
    style: (feature) => {
      const style = water.clone();
      if (feature.get("name")) style.setText(label(feature.get("name") as string, { size: 12, ink: "accent" }));
      return style;
    },
  });
}

