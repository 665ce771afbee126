/** Thin lines with minutes: the plan's first three, and whoever is already on the way. */

import Feature from "ol/Feature";
import LineString from "ol/geom/LineString";
import VectorLayer from "ol/layer/Vector";
import VectorSource from "ol/source/Vector";
import { t } from "../../shared/i18n";
import { label, mercatorX, mercatorY, stroke } from "./shapes";
import { colour } from "./symbols";

export interface Route {
  readonly from: { readonly lat: number; readonly lon: number };
  readonly to: { readonly lat: number; readonly lon: number };
  readonly minutes: number | null;
  readonly coming: boolean;
}

const spot = ({ lat, lon }: Route["from"]): [number, number] => [mercatorX(lon), mercatorY(lat)];

export class Routes {
  readonly layer = new VectorLayer({ source: new VectorSource() });

  show(routes: readonly Route[]): void {
    const source = this.layer.getSource()!;
    source.clear(true);
    source.addFeatures(routes.map(drawn));
  }
}

function drawn(route: Route): Feature {
  const feature = new Feature(new LineString([spot(route.from), spot(route.to)]));
  const ink = route.coming ? "good" : "accent";
  const style = stroke(colour(ink), route.coming ? 2.5 : 1.5, route.coming ? undefined : [6, 5]);
  if (route.minutes !== null) style.setText(label(t("{n} min", { n: route.minutes }), { ink, bold: true, dy: -10 }));
  feature.setStyle(style);
  return feature;
}
