/** Open alerts with their level marks, the accuracy of each place, and the trail of the selected one. */

import Feature, { type FeatureLike } from "ol/Feature";
import Circle from "ol/geom/Circle";
import LineString from "ol/geom/LineString";
import MultiPoint from "ol/geom/MultiPoint";
import Point from "ol/geom/Point";
import VectorLayer from "ol/layer/Vector";
import VectorSource from "ol/source/Vector";
import CircleStyle from "ol/style/Circle";
import Fill from "ol/style/Fill";
import Stroke from "ol/style/Stroke";
import Style from "ol/style/Style";
import type { DeskAlert, Fix } from "../../contracts";
import type { Dots } from "../hit";
import { isUrgent } from "../queue";
import { label, mercatorX, mercatorY, stroke } from "./shapes";
import { alertIcon, colour, faint } from "./symbols";

/** Numbers beside the marks: always for a few alerts, for many only when zoomed in (metres per pixel). */
const FEW = 40;
const NAMED_BELOW = 150;

const spot = ({ lat, lon }: { lat: number; lon: number }): [number, number] => [mercatorX(lon), mercatorY(lat)];

/** Map units stretch with latitude: a circle of 100 m is drawn 1/cos(lat) wider. */
function accuracyCircle(place: { lat: number; lon: number; accuracy: number }): Circle {
  return new Circle(spot(place), place.accuracy / Math.cos((place.lat * Math.PI) / 180));
}

export class AlertLayer {
  readonly marks = new VectorLayer({ source: new VectorSource(), style: (feature, resolution) => this.markStyle(feature, resolution), updateWhileInteracting: true, updateWhileAnimating: true });
  readonly ground = new VectorLayer({ source: new VectorSource() });
  /** The alerts by index into `shown`, for the same hit test as the responders'. */
  dots: Dots = { ids: [], xs: [], ys: [] };
  shown: DeskAlert[] = [];
  private selected: string | null = null;

  show(alerts: readonly DeskAlert[], selected: string | null, fixes: readonly Fix[]): void {
    this.selected = selected;
    this.shown = alerts.filter((alert) => alert.place && (alert.status !== "closed" || alert.id === selected));
    const places = this.shown.map((alert) => spot(alert.place!));
    this.dots = { ids: this.shown.map((_, index) => index), xs: places.map(([x]) => x), ys: places.map(([, y]) => y) };
    this.refill(this.marks, this.shown.map((alert, index) => new Feature({ geometry: new Point(places[index]!), alert })));
    this.refill(this.ground, [...this.circles(), ...trail(fixes)]);
  }

  private refill(layer: VectorLayer, features: Feature[]): void {
    layer.getSource()!.clear(true);
    layer.getSource()!.addFeatures(features);
  }

  private circles(): Feature[] {
    return this.shown.filter((alert) => alert.place!.accuracy).map((alert) => {
      const feature = new Feature(accuracyCircle(alert.place as { lat: number; lon: number; accuracy: number }));
      const ink = `level-${alert.level}`;
      const open = alert.id === this.selected;
      feature.setStyle(new Style({ fill: new Fill({ color: faint(ink, open ? 0.16 : 0.07) }), stroke: new Stroke({ color: faint(ink, open ? 0.9 : 0.35), width: 1.5 }) }));
      return feature;
    });
  }

  private markStyle(feature: FeatureLike, resolution: number): Style[] {
    const alert = feature.get("alert") as DeskAlert;
    const open = alert.id === this.selected;
    const fresh = alert.status === "received";
    const named = open || resolution < NAMED_BELOW || this.shown.length <= FEW;
    const look = { level: alert.level, filled: fresh, coming: alert.status === "dispatched" || alert.status === "on_scene", closed: alert.status === "closed", big: open || isUrgent(alert) };
    const mark = new Style({ image: alertIcon(look), text: named ? label(alert.number, { dy: look.big ? 33 : 25, bold: true }) : undefined, zIndex: open ? 9 : 6 - alert.level });
    if (!open) return [mark];
    const halo = new Style({ image: new CircleStyle({ radius: 24, stroke: new Stroke({ color: colour("accent"), width: 3 }) }), zIndex: 8 });
    return [halo, mark];
  }
}

/** Where the phone was before: a thin line and a dot for each report, oldest first. */
function trail(fixes: readonly Fix[]): Feature[] {
  if (fixes.length < 2) return [];
  const points = [...fixes].sort((a, b) => a.at.localeCompare(b.at)).map(spot);
  const [line, dots] = [new Feature(new LineString(points)), new Feature(new MultiPoint(points))];
  line.setStyle(stroke(colour("accent"), 2, [2, 5]));
  dots.setStyle(new Style({ image: new CircleStyle({ radius: 3.5, fill: new Fill({ color: colour("surface") }), stroke: new Stroke({ color: colour("accent"), width: 2 }) }) }));
  return [line, dots];
}
