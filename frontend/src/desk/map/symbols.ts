/** Marks drawn once per theme and size onto small canvases; the map stamps them. Colours come from the tokens. */

import Icon from "ol/style/Icon";
import { kindShape, levelShape, placeSign } from "../../shared/signs";
import type { Freshness } from "../clocks";

/** Drawn at twice the size, so that marks stay sharp on dense screens. */
const SHARP = 2;
const GRID = 24;

let colours: Record<string, string> = {};
let stamps = new Map<string, HTMLCanvasElement>();
let icons = new Map<string, Icon>();

/** Reads the tokens anew after the theme has changed. */
export function readColours(): void {
  const style = getComputedStyle(document.documentElement);
  const names = ["background", "surface", "ink", "ink-2", "line", "accent", "danger", "warn", "good", "on-colour",
    "police", "party", "government", "military", "civilian", "level-1", "level-2", "level-3", "level-4"];
  colours = Object.fromEntries(names.map((name) => [name, style.getPropertyValue(`--${name}`).trim()]));
  stamps = new Map();
  icons = new Map();
}

export const colour = (name: string): string => colours[name] || "#888";

/** A token's colour made see-through; tokens are #rgb or #rrggbb. */
export function faint(name: string, alpha: number): string {
  const hex = colour(name).slice(1);
  const full = hex.length === 3 ? [...hex].map((digit) => digit + digit).join("") : hex;
  const parts = [0, 2, 4].map((from) => parseInt(full.slice(from, from + 2), 16));
  return `rgba(${parts.join(",")},${alpha})`;
}

type Draw = (pen: CanvasRenderingContext2D) => void;

function drawn(key: string, size: number, draw: Draw): Icon {
  const known = icons.get(key);
  if (known) return known;
  const icon = new Icon({ img: stamp(key, size * SHARP, draw), scale: 1 / SHARP });
  icons.set(key, icon);
  return icon;
}

/** A small canvas of so many device pixels. */
function stamp(key: string, pixels: number, draw: Draw): HTMLCanvasElement {
  const known = stamps.get(key);
  if (known) return known;
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = Math.round(pixels);
  const pen = canvas.getContext("2d")!;
  pen.scale(canvas.width / (GRID + 6), canvas.height / (GRID + 6));
  pen.translate(3, 3);
  pen.lineJoin = pen.lineCap = "round";
  draw(pen);
  stamps.set(key, canvas);
  return canvas;
}

/** Stamped by hand for thousands of responders, so it is made in the very pixels it is drawn with: no scaling then. */
export function kindStamp(kind: string, status: string, fresh: Freshness, pixels: number): HTMLCanvasElement {
  return stamp(`kind:${kind}:${status}:${fresh}:${pixels}`, pixels, (pen) => {
    const shape = new Path2D(kindShape(kind));
    const gone = status === "out_of_contact" || fresh === "old";
    const ink = gone ? colour("ink-2") : colour(kind);
    pen.strokeStyle = colour("surface");
    pen.lineWidth = 6;
    pen.stroke(shape);
    pen.fillStyle = status === "available" && !gone ? ink : colour("surface");
    pen.globalAlpha = fresh === "fading" && status === "available" ? 0.55 : 1;
    pen.fill(shape);
    pen.globalAlpha = fresh === "fading" ? 0.55 : 1;
    if (gone) pen.setLineDash([4, 4]);
    pen.strokeStyle = ink;
    pen.lineWidth = 3;
    pen.stroke(shape);
    if (fresh === "old") figure(pen, "?", ink);
  });
}

function figure(pen: CanvasRenderingContext2D, text: string, ink: string): void {
  pen.setLineDash([]);
  pen.fillStyle = ink;
  pen.font = "700 14px system-ui, sans-serif";
  pen.textAlign = "center";
  pen.fillText(text, 12, 17);
}

export interface AlertLook {
  readonly level: number;
  readonly filled: boolean;
  readonly coming: boolean;
  readonly closed: boolean;
  readonly big: boolean;
}

export function alertIcon(look: AlertLook): Icon {
  return drawn(`alert:${Object.values(look).join()}`, look.big ? 40 : 32, (pen) => {
    const shape = new Path2D(levelShape(look.level));
    const ink = colour(look.closed ? "ink-2" : `level-${look.level}`);
    pen.strokeStyle = colour("surface");
    pen.lineWidth = 5;
    pen.stroke(shape);
    pen.fillStyle = look.filled ? ink : colour("surface");
    pen.fill(shape);
    pen.strokeStyle = ink;
    pen.lineWidth = 2.5;
    pen.stroke(shape);
    mark(pen, look, look.filled ? colour("on-colour") : ink);
  });
}

/** Inside the shape: a chevron when somebody is coming, else the level's figure. */
function mark(pen: CanvasRenderingContext2D, look: AlertLook, ink: string): void {
  if (!look.coming) return figure(pen, String(look.level), ink);
  pen.strokeStyle = ink;
  pen.lineWidth = 3;
  pen.stroke(new Path2D("M7 14.5 12 9.5l5 5"));
}

export function placeIcon(kind: string): Icon {
  return drawn(`place:${kind}`, 19, (pen) => {
    const sign = new Path2D(placeSign(kind));
    pen.strokeStyle = colour("background");
    pen.lineWidth = 6;
    pen.stroke(sign);
    pen.strokeStyle = colour("ink-2");
    pen.lineWidth = 2;
    pen.stroke(sign);
  });
}

export function pinIcon(): Icon {
  return drawn("pin", 34, (pen) => {
    const sign = new Path2D("M12 22s-7-6.8-7-12.5a7 7 0 0 1 14 0C19 15.2 12 22 12 22z");
    pen.fillStyle = colour("accent");
    pen.strokeStyle = colour("surface");
    pen.lineWidth = 2;
    pen.fill(sign);
    pen.stroke(sign);
  });
}

