/** The wire's enumerations, taken from the cards that carry them. */

import type { ChatCard, DeskAlert, DispatchCard, EntryCard, MediaCard, Place, ResponderCard } from "../contracts";

export type AlertStatusWord = DeskAlert["status"];
export type DispositionWord = NonNullable<DeskAlert["disposition"]>;
export type SourceWord = DeskAlert["source"];
export type DispatchStatusWord = DispatchCard["status"];
export type KindWord = ResponderCard["kind"];
export type ResponderStatusWord = ResponderCard["status"];
export type ModeWord = ResponderCard["mode"];
export type PlaceSourceWord = Place["source"];
export type SpeakerWord = ChatCard["sender"];
export type MediaStatusWord = MediaCard["status"];
export type EntryKindWord = EntryCard["kind"];
