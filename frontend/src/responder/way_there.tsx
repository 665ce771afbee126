/** The way without roads: an arrow, a distance, a drawing, the coordinates. */

import type { ResponderAlert } from "../contracts";
import { t } from "../shared/i18n";
import { clockTime, distance } from "../shared/time";
import { placeSource } from "../shared/words";
import { windWord } from "./sentences";
import { SmallMap } from "./small_map";
import { heading, place } from "./state";
import { bearing, degrees, distance as metres, dms, turn, type Point } from "./way";

/** Below walking pace a receiver's heading is chance; the compass is asked instead. */
const MOVING = 1.5;

/** Direction and distance; without a place, what to do about it. */
export function WayThere({ alert }: { alert: ResponderAlert }) {
  if (!alert.place) {
    return <section class="card warn"><h2>{t("The place is not known yet.")}</h2><p>{t("Call the caller or ask the desk. The place appears here as soon as it is known.")}</p></section>;
  }
  return <section class="card"><Course there={alert.place} /></section>;
}

/** The drawing and the coordinates, for the radio and for another map. */
export function PlaceThere({ alert }: { alert: ResponderAlert }) {
  const there = alert.place;
  if (!there) return null;
  return (
    <section class="card">
      <SmallMap there={there} />
      <p class="second">
        {there.accuracy !== null && t("Exact to {distance}.", { distance: distance(there.accuracy) })} {placeSource(there.source)}{there.at ? `, ${clockTime(there.at)}` : ""}
      </p>
      <p class="coordinates">{dms(there)}<br />{degrees(there)}</p>
    </section>
  );
}

function Course({ there }: { there: Point }) {
  const own = place.value;
  if (!own) return <p>{t("Direction and distance are shown when your own position is known.")}</p>;
  const course = bearing(own, there);
  const facing = own.heading !== null && (own.speed ?? 0) > MOVING ? own.heading : heading.value;
  return (
    <div class="course">
      <Dial course={course} facing={facing} />
      <p>
        <strong data-testid="distance">{distance(metres(own, there))}</strong>
        <span>{windWord(course)} · <span data-testid="bearing">{Math.round(course) % 360}°</span></span>
        <span class="second">{facing === null ? t("Arrow: top is north") : t("Arrow: top is ahead")}</span>
      </p>
    </div>
  );
}

/** The ring carries the north mark and turns with the phone; the arrow shows the course. */
function Dial({ course, facing }: { course: number; facing: number | null }) {
  return (
    <svg class="dial" viewBox="-60 -60 120 120" role="img" aria-label={windWord(course)}>
      <circle r="56" />
      <g transform={`rotate(${turn(0, facing)})`}>
        <path class="north" d="M0-56 6-44H-6z" />
        <text y="-27" text-anchor="middle">N</text>
      </g>
      <path class="arrow" d="M0-44 20 30 0 16-20 30z" transform={`rotate(${turn(course, facing)})`} />
    </svg>
  );
}
