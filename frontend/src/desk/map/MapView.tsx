import { effect, signal, untracked } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import * as icons from "../../shared/icons";
import { language, msg, t } from "../../shared/i18n";
import { KindMark, Sign } from "../../shared/marks";
import { duration } from "../../shared/time";
import { kindWord, responderStatus } from "../../shared/words";
import { isComing, minutesLeft } from "../clocks";
import { coordinates, nameOf, whereabouts, type Spot } from "../geography";
import { alerts, boot, dispatchesOf, file, fixed, link, now, positions, responders, selected, selectedAlert, state } from "../live";
import { open } from "../link";
import { planned } from "../plan";
import { positionOf } from "../positions";
import { goTo, hiddenLayers, LAYERS, looked, night, pin, pinning, type LayerName } from "../view";
import { whereWords } from "../words";
import { Chart, type Ground } from "./chart";
import type { Route } from "./routes";

const pointer = signal<Spot | null>(null);
const measuring = signal(false);
const layersShown = signal(false);
const backdrop = signal<Ground["backdrop"]>(null);

const LAYER_NAMES: Readonly<Record<LayerName, string>> = {
  zones: msg("Zones"), places: msg("Named places"), responders: msg("Responders"), routes: msg("Lines with minutes"), grid: msg("Grid"), backdrop: msg("Water"),
};

/** A missing backdrop is no fault: the map says all it must without one. */
async function loadBackdrop(): Promise<void> {
  if (!boot.basemap) return;
  const answer = await fetch(boot.basemap).catch(() => null);
  if (answer?.ok) backdrop.value = (await answer.json()) as Ground["backdrop"];
}

function routes(): Route[] {
  const alert = selectedAlert.value;
  if (!alert?.place) return [];
  const to = alert.place;
  const proposed = (planned.value?.alert === alert.id && planned.value.plan?.candidates.slice(0, 3)) || [];
  const plan = proposed.map((each) => ({ from: each, to, minutes: Math.ceil(each.eta_seconds / 60), coming: false }));
  const coming = dispatchesOf(alert).filter(isComing).flatMap((dispatch) => {
    const from = positionOf(positions.value, dispatch.responder);
    return from ? [{ from, to, minutes: minutesLeft(dispatch, untracked(() => now.value)), coming: true }] : [];
  });
  return [...(alert.status === "closed" ? [] : plan), ...coming];
}

function engagedNumber(dispatch: string | null): string {
  const card = dispatch ? state.peek().dispatches.get(dispatch) : undefined;
  return (card && alerts.peek().get(card.alert)?.number) || "";
}

/** Every part of the map redraws for its own reasons only. Gives back what ends it all. */
function connect(chart: Chart): () => void {
  const ends = [
    effect(() => {
      void night.value;
      if (!fixed.value.zones.length && !fixed.value.places.length) return;
      chart.showGround({ zones: fixed.value.zones, places: fixed.value.places, own: state.peek().me?.zone ?? null, backdrop: backdrop.value });
      chart.hide(hiddenLayers.peek());
    }),
    effect(() => chart.hide(hiddenLayers.value)),
    effect(() => {
      void night.value;
      // ages turn with the clock, though nothing moved; every 5 s is often enough
      void Math.floor(now.value / 5000);
      chart.crowd.show(responders.value, positions.value, (card) => engagedNumber(card.dispatch), now.value);
    }),
    effect(() => {
      void night.value;
      chart.alerts.show([...alerts.value.values()], selected.value, [...(file.value?.fixes.values() ?? [])]);
      chart.rings.show(chart.alerts.shown);
    }),
    effect(() => {
      void night.value;
      chart.routes.show(routes());
    }),
    effect(() => chart.ruler.showPin(pinning.value ? pin.value : null)),
    effect(() => {
      const place = selected.value ? untracked(() => selectedAlert.value?.place) : null;
      if (place) chart.bringIntoView(place);
    }),
    effect(() => {
      if (goTo.value) chart.goTo(goTo.value);
    }),
    effect(() => {
      if (!measuring.value) chart.ruler.clear();
    }),
  ];
  return () => ends.forEach((end) => end());
}

export function MapView() {
  const box = useRef<HTMLDivElement>(null);
  const chart = useRef<Chart | null>(null);
  useEffect(() => {
    const made = new Chart(box.current!, {
      onClick: (spot, hit) => {
        if (pinning.value) pin.value = spot;
        else if (measuring.value) made.ruler.add(spot);
        else if (hit.alert) open(hit.alert);
        else looked.value = hit.responder;
      },
      onPoint: (spot) => (pointer.value = spot),
    });
    chart.current = made;
    void loadBackdrop();
    return connect(made);
  }, []);
  return (
    <section class={`map ${link.value.state === "lost" ? "grey" : ""}`} aria-label={t("Map")}>
      <div ref={box} class="map-canvas" tabIndex={0} role="application" aria-label={t("Map: arrow keys move, plus and minus zoom. Everything on it is also in the list.")} />
      <Tools chart={chart} />
      {pinning.value && <p class="map-hint">{t("Click the map to set the place of the report.")}</p>}
      <LookedAt />
      <Readout />
    </section>
  );
}

function Tools({ chart }: { chart: { current: Chart | null } }) {
  return (
    <div class="map-tools">
      <button type="button" aria-label={t("Zoom in")} onClick={() => chart.current?.zoom(1)}><Sign sign={icons.plus} size={18} /></button>
      <button type="button" aria-label={t("Zoom out")} onClick={() => chart.current?.zoom(-1)}><Sign sign={icons.minus} size={18} /></button>
      <button type="button" aria-label={t("Show the whole zone")} title={t("Show the whole zone")} onClick={() => chart.current?.fit()}><Sign sign={icons.house} size={18} /></button>
      <button type="button" aria-pressed={measuring.value} aria-label={t("Measure")} title={t("Measure")} onClick={() => (measuring.value = !measuring.value)}><Sign sign={icons.ruler} size={18} /></button>
      <button type="button" aria-expanded={layersShown.value} aria-label={t("Layers")} title={t("Layers")} onClick={() => (layersShown.value = !layersShown.value)}><Sign sign={icons.layers} size={18} /></button>
      {layersShown.value && <LayerChoice />}
    </div>
  );
}

function LayerChoice() {
  const toggle = (name: LayerName, on: boolean) =>
    (hiddenLayers.value = on ? hiddenLayers.value.filter((each) => each !== name) : [...hiddenLayers.value, name]);
  return (
    <fieldset class="map-layers">
      <legend>{t("Layers")}</legend>
      {LAYERS.filter((name) => name !== "backdrop" || backdrop.value).map((name) => (
        <label key={name}>
          <input type="checkbox" checked={!hiddenLayers.value.includes(name)} onChange={(event) => toggle(name, event.currentTarget.checked)} />
          {t(LAYER_NAMES[name])}
        </label>
      ))}
    </fieldset>
  );
}

function LookedAt() {
  const card = looked.value === null ? undefined : responders.value.get(looked.value);
  if (!card) return null;
  const position = positionOf(positions.value, card.id);
  return (
    <div class="map-card" role="status">
      <KindMark kind={card.kind} status={card.status} size={22} />
      <div>
        <strong>{card.name}</strong>
        <p>{[kindWord(card.kind), responderStatus(card.status), engagedNumber(card.dispatch)].filter(Boolean).join(" · ")}</p>
        {position && position.at > 0 && <p>{t("Position {age} old", { age: duration(Math.max(0, (now.value - position.at) / 1000)) })}</p>}
        {card.phone && <p><a href={`tel:${card.phone}`}>{card.phone}</a></p>}
      </div>
      <button type="button" class="quiet" aria-label={t("Shut")} onClick={() => (looked.value = null)}><Sign sign={icons.cross} size={16} /></button>
    </div>
  );
}

/** Coordinates under the pointer, and where that is in words. */
function Readout() {
  const spot = pointer.value;
  if (!spot) return <p class="map-readout">WGS-84</p>;
  const near = whereabouts(spot, fixed.value.places);
  return <p class="map-readout">{coordinates(spot)}{near && ` · ${whereWords(near, (place) => nameOf(place, language()))}`}</p>;
}
