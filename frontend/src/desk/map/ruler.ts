/** Measuring on the map: points clicked one after the other, with the way's length and the last leg's bearing. */

import Feature from "ol/Feature";
import LineString from "ol/geom/LineString";
import MultiPoint from "ol/geom/MultiPoint";
import Point from "ol/geom/Point";
import VectorLayer from "ol/layer/Vector";
import VectorSource from "ol/source/Vector";
import CircleStyle from "ol/style/Circle";
import Fill from "ol/style/Fill";
import Style from "ol/style/Style";
import { distance } from "../../shared/time";
import { bearing, metresBetween, type Spot } from "../geography";
import { label, mercatorX, mercatorY, stroke } from "./shapes";
import { colour, pinIcon } from "./symbols";

export class Ruler {
  readonly layer = new VectorLayer({ source: new VectorSource() });
  private points: Spot[] = [];
  private pin: Spot | null = null;

  add(spot: Spot): void {
    this.points = [...this.points, spot];
    this.draw();
  }

  clear(): void {
    this.points = [];
    this.draw();
  }

  showPin(pin: Spot | null): void {
    this.pin = pin;
    this.draw();
  }

  private draw(): void {
    const source = this.layer.getSource()!;
    source.clear(true);
    source.addFeatures([...this.measured(), ...this.pinned()]);
  }

  private pinned(): Feature[] {
    if (!this.pin) return [];
    const feature = new Feature(new Point([mercatorX(this.pin.lon), mercatorY(this.pin.lat)]));
    feature.setStyle(new Style({ image: pinIcon() }));
    return [feature];
  }

  private measured(): Feature[] {
    if (!this.points.length) return [];
    const spots = this.points.map(({ lat, lon }) => [mercatorX(lon), mercatorY(lat)]);
    const [line, dots] = [new Feature(new LineString(spots)), new Feature(new MultiPoint(spots))];
    line.setStyle(stroke(colour("ink"), 2));
    dots.setStyle(new Style({ image: new CircleStyle({ radius: 4, fill: new Fill({ color: colour("ink") }) }) }));
    const end = new Feature(new Point(spots[spots.length - 1]!));
    end.setStyle(new Style({ text: label(this.words(), { bold: true, dy: -14 }) }));
    return [line, dots, end];
  }

  private words(): string {
    const legs = this.points.slice(1).map((point, index) => ({ from: this.points[index]!, to: point }));
    const last = legs[legs.length - 1];
    if (!last) return "";
    const length = legs.reduce((sum, leg) => sum + metresBetween(leg.from, leg.to), 0);
    return `${distance(length)} · ${Math.round(bearing(last.from, last.to))}°`;
  }
}
