/** The responders on the map, stamped by hand onto one canvas. No feature per responder, and not even one MultiPoint per kind:
 *  OpenLayers saves and restores the pen for each point (60 ms for 5,000 on software canvas), and draws all of them again
 *  whenever any other layer changes. This canvas is drawn once for each move of the view and each second of news. */

import Layer from "ol/layer/Layer";
import type { FrameState } from "ol/Map";
import { duration } from "../../shared/time";
import type { ResponderCard } from "../../contracts";
import { freshness, type Freshness } from "../clocks";
import type { Dots } from "../hit";
import type { Positions } from "../positions";
import { FONT, mercatorX, mercatorY } from "./shapes";
import { colour, kindStamp } from "./symbols";

interface Group {
  readonly kind: string;
  readonly status: string;
  readonly fresh: Freshness;
  /** x and y in turn, map units. */
  readonly flat: number[];
}

interface Tag {
  readonly x: number;
  readonly y: number;
  readonly text: string;
  readonly ink: string;
}

/** Metres per pixel above which marks are small, and labels would be a carpet. */
const FAR = 260;
const MOST_TAGS = 60;
const SIZES = { near: 20, far: 14 };
/** A position without a time has no age to tell. */
const NEVER = 10 * 365 * 86_400_000;

/** Map units → device pixels of the canvas. */
interface Projection {
  readonly x: (x: number) => number;
  readonly y: (y: number) => number;
}

export class Crowd {
  readonly layer: Layer;
  dots: Dots = { ids: [], xs: [], ys: [] };
  /** OpenLayers draws its next layers into a bare canvas it is given; a box around ours keeps them out. */
  private readonly sheet = document.createElement("div");
  private readonly canvas = document.createElement("canvas");
  private groups: Group[] = [];
  private tags: Tag[] = [];
  private revision = 0;
  private drawn = "";
  private frame: FrameState | null = null;

  constructor() {
    this.sheet.className = this.canvas.className = "map-crowd";
    this.sheet.append(this.canvas);
    this.layer = new Layer({ render: (frame: FrameState | null) => this.render(frame) });
  }

  /** `engagedOn` gives the number of the alert a responder is engaged on, or an empty string. `now` in epoch ms. */
  show(responders: ReadonlyMap<number, ResponderCard>, positions: Positions, engagedOn: (card: ResponderCard) => string, now: number): void {
    const groups = new Map<string, Group>();
    const [ids, xs, ys]: [number[], number[], number[]] = [[], [], []];
    this.tags = [];
    responders.forEach((card) => {
      const slot = positions.index.get(card.id);
      if (slot === undefined || card.status === "off_duty") return;
      const [x, y, age] = [mercatorX(positions.lon[slot]!), mercatorY(positions.lat[slot]!), now - positions.at[slot]!];
      const fresh = freshness(age);
      groupOf(groups, card, fresh).flat.push(x, y);
      ids.push(card.id);
      xs.push(x);
      ys.push(y);
      const text = fresh === "old" ? (age < NEVER ? duration(age / 1000) : "") : card.status === "engaged" ? engagedOn(card) : "";
      if (text) this.tags.push({ x, y, text, ink: fresh === "old" ? "ink-2" : card.kind });
    });
    this.dots = { ids, xs, ys };
    this.groups = [...groups.values()];
    this.revision++;
    this.redraw();
  }

  /** The canvas is its own, so a second's news needs no new frame of the whole map: the last frame's view still holds. */
  private redraw(): void {
    if (this.frame && this.canvas.isConnected) this.drawOnce(this.frame);
    else this.layer.changed();
  }

  private render(frame: FrameState | null): HTMLElement {
    this.frame = frame;
    if (frame) this.drawOnce(frame);
    return this.sheet;
  }

  private drawOnce(frame: FrameState): void {
    const { viewState: { center, resolution }, size, pixelRatio } = frame;
    const state = [this.revision, center, resolution, size, pixelRatio].join();
    if (state !== this.drawn) this.draw(frame);
    this.drawn = state;
  }

  private draw({ viewState: { center, resolution }, size, pixelRatio }: FrameState): void {
    const [width, height] = [Math.round(size[0]! * pixelRatio), Math.round(size[1]! * pixelRatio)];
    if (this.canvas.width !== width || this.canvas.height !== height) [this.canvas.width, this.canvas.height] = [width, height];
    const pen = this.canvas.getContext("2d")!;
    pen.clearRect(0, 0, width, height);
    const scale = pixelRatio / resolution;
    const project: Projection = { x: (x) => (x - center[0]!) * scale + width / 2, y: (y) => (center[1]! - y) * scale + height / 2 };
    const pixels = Math.round((resolution > FAR ? SIZES.far : SIZES.near) * pixelRatio);
    for (const group of this.groups) this.stampAll(pen, group, project, pixels);
    if (resolution <= FAR) this.writeTags(pen, project, pixelRatio);
  }

  private stampAll(pen: CanvasRenderingContext2D, group: Group, project: Projection, pixels: number): void {
    const mark = kindStamp(group.kind, group.status, group.fresh, pixels);
    const [right, bottom, half] = [this.canvas.width + pixels, this.canvas.height + pixels, pixels / 2];
    for (let i = 0; i < group.flat.length; i += 2) {
      const [x, y] = [project.x(group.flat[i]!), project.y(group.flat[i + 1]!)];
      if (x > -pixels && y > -pixels && x < right && y < bottom) pen.drawImage(mark, Math.round(x - half), Math.round(y - half));
    }
  }

  private writeTags(pen: CanvasRenderingContext2D, project: Projection, pixelRatio: number): void {
    const seen = this.tags.map((tag) => ({ ...tag, x: project.x(tag.x), y: project.y(tag.y) }))
      .filter(({ x, y }) => x > 0 && y > 0 && x < this.canvas.width && y < this.canvas.height);
    if (seen.length > MOST_TAGS) return;
    pen.font = `600 ${11 * pixelRatio}px ${FONT}`;
    pen.textAlign = "center";
    pen.lineJoin = "round";
    pen.lineWidth = 3 * pixelRatio;
    pen.strokeStyle = colour("background");
    for (const { x, y, text, ink } of seen) {
      pen.strokeText(text, x, y + 20 * pixelRatio);
      pen.fillStyle = colour(ink);
      pen.fillText(text, x, y + 20 * pixelRatio);
    }
  }
}

function groupOf(groups: Map<string, Group>, { kind, status }: ResponderCard, fresh: Freshness): Group {
  const key = `${kind}|${status}|${fresh}`;
  let group = groups.get(key);
  if (!group) groups.set(key, (group = { kind, status, fresh, flat: [] }));
  return group;
}
