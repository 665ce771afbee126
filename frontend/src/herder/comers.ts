/** Where those who come are, as a small drawing with the caller in the middle. The words beside it say the same. */

import type { HerderAlert, HerderResponder } from "../contracts";
import { t } from "../shared/i18n";
import { distance } from "../shared/time";
import { coming } from "./cards";
import { make } from "./dom";

const SIDE = 280;
const METRES_PER_DEGREE = 111_320;
/** Rings a reader can think in. Metres. */
const RINGS = [500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000, 200_000];

export interface Spot {
  /** Metres east and north of the caller. */
  east: number;
  north: number;
  kind: HerderResponder["kind"];
}

/** On a plane: at these distances the error is smaller than the mark. */
export function spotsOf(here: { lat: number; lon: number }, responders: readonly HerderResponder[]): Spot[] {
  const shrink = Math.cos((here.lat * Math.PI) / 180);
  return responders
    .filter((one) => one.lat != null && one.lon != null)
    .map((one) => ({ east: ((one.lon as number) - here.lon) * METRES_PER_DEGREE * shrink, north: ((one.lat as number) - here.lat) * METRES_PER_DEGREE, kind: one.kind }));
}

/** The smallest ring that holds them all. */
export function ringFor(spots: readonly Spot[]): number {
  const farthest = Math.max(...spots.map((spot) => Math.hypot(spot.east, spot.north)));
  return RINGS.filter((ring) => ring >= farthest)[0] || RINGS[RINGS.length - 1];
}

export interface Drawing {
  element: HTMLElement;
  show(card: HerderAlert | undefined): void;
}

export function comersDrawing(): Drawing {
  const canvas = make("canvas", { width: SIDE * 2, height: SIDE * 2 });
  canvas.setAttribute("role", "img");
  const legend = make("p", { className: "note" });
  const element = make("div", { className: "comers", hidden: true }, canvas, legend);
  let drawn = "";

  function show(card: HerderAlert | undefined): void {
    const here = card && card.place;
    const spots = card && here ? spotsOf(here, coming(card)) : [];
    element.hidden = !spots.length;
    if (element.hidden || drawn === (drawn = JSON.stringify(spots) + document.documentElement.dataset.theme)) return;
    const ring = ringFor(spots);
    legend.textContent = t("You are in the middle. The circle is {distance} away. North is up.", { distance: distance(ring) });
    canvas.setAttribute("aria-label", legend.textContent);
    paint(canvas, spots, ring);
  }

  return { element, show };
}

function paint(canvas: HTMLCanvasElement, spots: readonly Spot[], ring: number): void {
  const pen = canvas.getContext("2d");
  if (!pen) return;
  const colours = getComputedStyle(document.documentElement);
  const colour = (name: string): string => colours.getPropertyValue(`--${name}`).trim();
  const middle = SIDE;
  const reach = SIDE * 0.86;
  pen.clearRect(0, 0, SIDE * 2, SIDE * 2);
  const circle = (x: number, y: number, radius: number): void => {
    pen.beginPath();
    pen.arc(x, y, radius, 0, 2 * Math.PI);
  };
  pen.lineWidth = 3;
  pen.strokeStyle = colour("line");
  for (const share of [0.5, 1]) {
    circle(middle, middle, reach * share);
    pen.stroke();
  }
  pen.fillStyle = colour("danger");
  circle(middle, middle, 16);
  pen.fill();
  for (const spot of spots) {
    const x = middle + (spot.east / ring) * reach;
    const y = middle - (spot.north / ring) * reach;
    pen.strokeStyle = pen.fillStyle = colour(spot.kind);
    pen.beginPath();
    pen.moveTo(x, y);
    pen.lineTo(middle, middle);
    pen.setLineDash([6, 14]);
    pen.stroke();
    pen.setLineDash([]);
    circle(x, y, 20);
    pen.fill();
  }
}
