/** A small drawing, north up: the alert with its circle of doubt, the own place and trail, a scale. No tiles, no bytes. */

import { useEffect, useRef } from "preact/hooks";
import { t } from "../shared/i18n";
import { levelShape } from "../shared/signs";
import { place, spokenLanguage, trail } from "./state";
import { project, scaleBar, type Point, type Projection } from "./way";

interface Doubtful extends Point {
  accuracy?: number | null;
}

interface Scene {
  there: Doubtful;
  own: Doubtful | null;
  trail: readonly Point[];
}

const MARGIN = 40;

export function SmallMap({ there }: { there: Doubtful }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const own = place.value;
  const way = trail.value;
  useEffect(() => {
    const redraw = (): void => {
      if (canvas.current) draw(canvas.current, { there, own, trail: way });
    };
    redraw();
    // Colours are read when drawing: day or night and a turned phone draw anew.
    const watched = new MutationObserver(redraw);
    watched.observe(document.documentElement, { attributeFilter: ["data-theme"] });
    addEventListener("resize", redraw);
    return () => {
      watched.disconnect();
      removeEventListener("resize", redraw);
    };
  }, [there, own, way, spokenLanguage.value]);
  return <canvas class="small-map" ref={canvas} role="img" aria-label={t("A drawing of the place, your position and your trail")} />;
}

function draw(canvas: HTMLCanvasElement, scene: Scene): void {
  const pen = canvas.getContext("2d");
  const width = canvas.clientWidth;
  const height = canvas.clientHeight;
  if (!pen || !width || !height) return;
  const sharp = window.devicePixelRatio || 1;
  canvas.width = width * sharp;
  canvas.height = height * sharp;
  pen.scale(sharp, sharp);
  const ends = scene.own ? [scene.there, scene.own] : [scene.there];
  const plane = project(ends, { width, height, margin: MARGIN });
  const colour = (name: string): string => getComputedStyle(canvas).getPropertyValue(name).trim();
  drawWay(pen, scene, plane, colour);
  drawPlace(pen, scene.there, plane, colour("--danger"));
  if (scene.own) drawOwn(pen, scene.own, plane, colour);
  drawScale(pen, plane, { width, height, isFreeRight: isRising(ends, plane) }, colour("--ink"));
}

type Colour = (name: string) => string;

function drawWay(pen: CanvasRenderingContext2D, { there, own, trail }: Scene, plane: Projection, colour: Colour): void {
  pen.lineJoin = "round";
  if (own) line(pen, [own, there], plane, { colour: colour("--ink-2"), width: 2, dash: [6, 6] });
  line(pen, trail, plane, { colour: colour("--accent"), width: 4, dash: [] });
}

function line(pen: CanvasRenderingContext2D, points: readonly Point[], plane: Projection, look: { colour: string; width: number; dash: number[] }): void {
  pen.beginPath();
  points.forEach((point) => pen.lineTo(plane.x(point), plane.y(point)));
  pen.setLineDash(look.dash);
  pen.strokeStyle = look.colour;
  pen.lineWidth = look.width;
  pen.stroke();
  pen.setLineDash([]);
}

function drawPlace(pen: CanvasRenderingContext2D, there: Doubtful, plane: Projection, colour: string): void {
  ring(pen, there, plane, colour);
  pen.save();
  pen.translate(plane.x(there) - 15, plane.y(there) - 15);
  pen.scale(30 / 24, 30 / 24);
  pen.fillStyle = colour;
  pen.fill(new Path2D(levelShape(1)));
  pen.restore();
}

function drawOwn(pen: CanvasRenderingContext2D, own: Doubtful, plane: Projection, colour: Colour): void {
  ring(pen, own, plane, colour("--accent"));
  pen.beginPath();
  pen.arc(plane.x(own), plane.y(own), 10, 0, 2 * Math.PI);
  pen.fillStyle = colour("--accent");
  pen.fill();
  pen.lineWidth = 3;
  pen.strokeStyle = colour("--surface");
  pen.stroke();
}

/** The 95 % circle, where it is large enough to be seen around its mark. */
function ring(pen: CanvasRenderingContext2D, point: Doubtful, plane: Projection, colour: string): void {
  const radius = (point.accuracy ?? 0) / plane.metresPerPixel;
  if (radius < 14) return;
  pen.beginPath();
  pen.arc(plane.x(point), plane.y(point), radius, 0, 2 * Math.PI);
  pen.lineWidth = 2;
  pen.strokeStyle = colour;
  pen.stroke();
  pen.globalAlpha = 0.12;
  pen.fillStyle = colour;
  pen.fill();
  pen.globalAlpha = 1;
}

/** From the lower left to the upper right: then the other two corners are free for north and scale. */
function isRising([there, own]: readonly Point[], plane: Projection): boolean {
  return own !== undefined && plane.x(own) < plane.x(there) === plane.y(own) > plane.y(there);
}

interface Frame {
  width: number;
  height: number;
  /** The lower right and upper left corners are empty; else the lower left and upper right. */
  isFreeRight: boolean;
}

function drawScale(pen: CanvasRenderingContext2D, plane: Projection, { width, height, isFreeRight }: Frame, colour: string): void {
  const bar = scaleBar(plane.metresPerPixel, width / 3);
  const left = isFreeRight ? width - 10 - bar.pixels : 10;
  const bottom = height - 10;
  pen.strokeStyle = pen.fillStyle = colour;
  pen.lineWidth = 2;
  pen.beginPath();
  pen.moveTo(left, bottom - 6);
  pen.lineTo(left, bottom);
  pen.lineTo(left + bar.pixels, bottom);
  pen.lineTo(left + bar.pixels, bottom - 6);
  pen.stroke();
  pen.font = "18px system-ui, sans-serif";
  pen.textAlign = isFreeRight ? "end" : "start";
  pen.fillText(round(bar.metres), isFreeRight ? width - 14 : 14, bottom - 8);
  pen.textAlign = isFreeRight ? "start" : "end";
  pen.fillText("N ↑", isFreeRight ? 10 : width - 10, 24);
}

/** SI signs, not words: a canvas cannot set the vertical script. */
function round(metres: number): string {
  return metres < 1000 ? `${metres} m` : `${metres / 1000} km`;
}
