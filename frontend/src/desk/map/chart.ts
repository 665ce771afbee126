/** The OpenLayers map and its layers: what is shown comes in by `show…`, what is clicked goes out by `on…`. It never moves by itself. */

import ScaleLine from "ol/control/ScaleLine";
import { defaults as defaultInteractions } from "ol/interaction/defaults";
import type BaseLayer from "ol/layer/Base";
import OlMap from "ol/Map";
import type MapBrowserEvent from "ol/MapBrowserEvent";
import { toLonLat } from "ol/proj";
import View from "ol/View";
import type { PlaceCard, ZoneCard } from "../../contracts";
import type { Spot } from "../geography";
import { nearestDot } from "../hit";
import type { LayerName } from "../view";
import { AlertLayer } from "./alert_layer";
import { backdropLayer, gridLayer, placeLayer, zoneLayer } from "./backdrop";
import { Crowd } from "./crowd";
import { Rings } from "./rings";
import { Routes } from "./routes";
import { Ruler } from "./ruler";
import { mercatorX, mercatorY } from "./shapes";
import { readColours } from "./symbols";

const ALERT_REACH = 20;
const RESPONDER_REACH = 14;
/** A selected alert nearer to the edge than this many pixels is brought further in. */
const MARGIN = 70;
const NOT_MOVING = matchMedia("(prefers-reduced-motion: reduce)");

export interface Ground {
  readonly zones: readonly ZoneCard[];
  readonly places: readonly PlaceCard[];
  readonly own: string | null;
  readonly backdrop: Parameters<typeof backdropLayer>[0] | null;
}

export interface Listener {
  /** A bare spot of the map; null hits come with it. */
  onClick(spot: Spot, hit: { alert: string | null; responder: number | null }): void;
  onPoint(spot: Spot | null): void;
}

export class Chart {
  readonly alerts = new AlertLayer();
  readonly crowd = new Crowd();
  readonly routes = new Routes();
  readonly ruler = new Ruler();
  readonly rings: Rings;
  private readonly map: OlMap;
  private still: Partial<Record<LayerName, BaseLayer>> = {};
  private fitted = false;

  constructor(private readonly target: HTMLElement, private readonly listener: Listener) {
    readColours();
    this.map = new OlMap({
      target,
      controls: [new ScaleLine({ minWidth: 90 })],
      interactions: defaultInteractions({ altShiftDragRotate: false, pinchRotate: false }),
      view: new View({ center: [mercatorX(116.1), mercatorY(43.95)], zoom: 8.5, minZoom: 4, maxZoom: 18, enableRotation: false }),
    });
    [this.alerts.ground, this.crowd.layer, this.routes.layer, this.alerts.marks, this.ruler.layer].forEach((layer, index) => {
      layer.setZIndex(10 + index);
      this.map.addLayer(layer);
    });
    this.map.on("click", (event) => this.clicked(event));
    this.map.on("pointermove", (event) => this.pointed(event));
    this.rings = new Rings(this.map, target);
    target.addEventListener("pointerleave", () => listener.onPoint(null));
    new ResizeObserver(() => this.map.updateSize()).observe(target);
  }

  /** Zones, places, grid and backdrop, drawn anew in the colours of the hour. */
  showGround(ground: Ground): void {
    readColours();
    Object.values(this.still).forEach((layer) => layer && this.map.removeLayer(layer));
    this.still = {
      backdrop: ground.backdrop ? backdropLayer(ground.backdrop) : undefined,
      zones: zoneLayer(ground.zones, ground.own),
      grid: gridLayer(),
      places: placeLayer(ground.places),
    };
    const order: LayerName[] = ["zones", "backdrop", "grid", "places"];
    order.forEach((name, index) => {
      const layer = this.still[name];
      layer?.setZIndex(name === "places" ? 10.5 : index);
      if (layer) this.map.addLayer(layer);
    });
    this.fitOnce();
  }

  hide(hidden: readonly LayerName[]): void {
    const layers: Partial<Record<LayerName, BaseLayer>> = { ...this.still, responders: this.crowd.layer, routes: this.routes.layer };
    (Object.keys(layers) as LayerName[]).forEach((name) => layers[name]?.setVisible(!hidden.includes(name)));
  }

  /** Only as far as needed, and without changing the zoom. */
  bringIntoView({ lat, lon }: Spot): void {
    const view = this.map.getView();
    const [size, center, resolution] = [this.map.getSize(), view.getCenter(), view.getResolution()];
    if (!size || !center || !resolution) return;
    const half = size.map((length) => Math.max(0, length / 2 - MARGIN) * resolution);
    const away = [mercatorX(lon) - center[0]!, mercatorY(lat) - center[1]!];
    const shift = away.map((value, axis) => value - Math.max(-half[axis]!, Math.min(half[axis]!, value)));
    if (!shift[0] && !shift[1]) return;
    const to = [center[0]! + shift[0]!, center[1]! + shift[1]!];
    if (NOT_MOVING.matches) view.setCenter(to);
    else view.animate({ center: to, duration: 180 });
  }

  /** Asked for: into the middle, and near enough to see what is around. */
  goTo({ lat, lon }: Spot): void {
    const view = this.map.getView();
    view.animate({ center: [mercatorX(lon), mercatorY(lat)], zoom: Math.max(view.getZoom() ?? 0, 11.5), duration: NOT_MOVING.matches ? 0 : 200 });
  }

  zoom(by: number): void {
    const view = this.map.getView();
    view.animate({ zoom: (view.getZoom() ?? 8) + by, duration: NOT_MOVING.matches ? 0 : 150 });
  }

  /** The whole zone, on wish. */
  fit(): void {
    const zones = this.still.zones as ReturnType<typeof zoneLayer> | undefined;
    const extent = zones?.getSource()?.getExtent();
    const whole = extent && isFinite(extent[0]!) ? extent : this.crowdExtent();
    if (whole) this.map.getView().fit(whole, { padding: [30, 30, 50, 30], maxZoom: 11 });
  }

  private fitOnce(): void {
    if (this.fitted) return;
    this.fitted = true;
    this.fit();
  }

  private crowdExtent(): number[] | null {
    const { xs, ys } = this.crowd.dots;
    return xs.length ? [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)] : null;
  }

  private hit(x: number, y: number): { alert: string | null; responder: number | null } {
    const resolution = this.map.getView().getResolution() ?? 1;
    const alert = nearestDot(this.alerts.dots, x, y, ALERT_REACH * resolution);
    const seen = this.crowd.layer.getVisible();
    return {
      alert: alert === null ? null : this.alerts.shown[alert]!.id,
      responder: seen ? nearestDot(this.crowd.dots, x, y, RESPONDER_REACH * resolution) : null,
    };
  }

  private clicked(event: MapBrowserEvent): void {
    const [x, y] = event.coordinate as [number, number];
    this.listener.onClick(spotAt(event), this.hit(x, y));
  }

  private pointed(event: MapBrowserEvent): void {
    if (event.dragging) return;
    const [x, y] = event.coordinate as [number, number];
    const { alert, responder } = this.hit(x, y);
    this.target.style.cursor = alert !== null || responder !== null ? "pointer" : "";
    this.listener.onPoint(spotAt(event));
  }
}

function spotAt(event: MapBrowserEvent): Spot {
  const [lon, lat] = toLonLat(event.coordinate) as [number, number];
  return { lat, lon };
}
