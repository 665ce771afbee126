/** Rings around what nobody has in hand, pulsing once a second. Plain elements moved along with the map: a pulse on the canvas
 *  would draw the whole map anew twice a second for as long as an alert waits. */

import type OlMap from "ol/Map";
import type { DeskAlert } from "../../contracts";
import { isUrgent } from "../queue";
import { mercatorX, mercatorY } from "./shapes";

export class Rings {
  private readonly box = document.createElement("div");
  private rings: { readonly element: HTMLElement; readonly at: [number, number] }[] = [];

  constructor(private readonly map: OlMap, target: HTMLElement) {
    this.box.className = "map-rings";
    target.append(this.box);
    map.on("postrender", () => this.place());
  }

  show(alerts: readonly DeskAlert[]): void {
    const waiting = alerts.filter((alert) => isUrgent(alert) && alert.place);
    this.rings = waiting.map(({ level, place }) => {
      const element = document.createElement("i");
      element.className = `ring level-${level}`;
      return { element, at: [mercatorX(place!.lon), mercatorY(place!.lat)] };
    });
    this.box.replaceChildren(...this.rings.map((ring) => ring.element));
    this.place();
  }

  private place(): void {
    for (const { element, at } of this.rings) {
      const pixel = this.map.getPixelFromCoordinate(at) as number[] | null;
      element.hidden = !pixel;
      if (pixel) element.style.transform = `translate(${Math.round(pixel[0]!)}px, ${Math.round(pixel[1]!)}px)`;
    }
  }
}
