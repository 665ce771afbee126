/** Which sign stands for which word of the wire. */

import * as icons from "./icons";

/** Level 1 octagon, 2 diamond, 3 square, 4 circle; colours are the tokens `--level-1` … `--level-4`. */
export function levelShape(level: number): string {
  return [icons.octagon, icons.diamond, icons.square][level - 1] || icons.circle;
}

const KINDS: Readonly<Record<string, string>> = {
  police: icons.shield,
  party: icons.star,
  government: icons.square,
  military: icons.triangle,
  civilian: icons.circle,
};

/** Colours are the tokens `--police` and so on. */
export function kindShape(kind: string): string {
  return KINDS[kind] || icons.circle;
}

const TYPES: Readonly<Record<string, string>> = {
  whiteout: icons.whiteout,
  medical: icons.medical,
  lost_person: icons.lostPerson,
  grass_fire: icons.grassFire,
  vehicle_stuck: icons.vehicleStuck,
  strangers: icons.strangers,
  theft: icons.theft,
  lost_livestock: icons.lostLivestock,
  blizzard_fodder: icons.blizzardFodder,
  dispute: icons.dispute,
  goods: icons.goods,
  papers: icons.papers,
  other: icons.other,
};

/** No type yet: the warning sign. */
export function typeSign(code: string | null): string {
  return (code && TYPES[code]) || icons.warning;
}

const PLACES: Readonly<Record<string, string>> = {
  camp: icons.camp,
  well: icons.well,
  marker: icons.post,
  station: icons.shield,
  gacha: icons.house,
  town: icons.house,
};

export function placeSign(kind: string): string {
  return PLACES[kind] || icons.pin;
}
