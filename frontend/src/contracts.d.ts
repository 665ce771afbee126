// Made by `python -m wire.declarations` from wire/messages. Do not edit.

export interface Accept {
  type: "accept";
  key: string;
  dispatch: string;
}

export interface Ack {
  type: "ack";
  seq: Record<string, number>;
}

export interface ActBody {
  key?: string | null;
}

export interface Advance {
  type: "advance";
  key: string;
  dispatch: string;
  to: Milestone;
  report?: string;
}

export interface AlertMessage {
  type: "alert";
  alert: HerderAlert;
}

export type AlertStatus = "received" | "acknowledged" | "dispatched" | "on_scene" | "closed";

export interface Author {
  role: string;
  name: string;
  id: string | null;
}

export interface Caller {
  status: DeviceStatus | null;
  device: string | null;
  name: string;
  phone: string;
  camp: string;
  earlier_alerts: number;
  household: string;
  health_note: string;
  verified_by: string;
}

export interface Cancel {
  key?: string | null;
  reason?: string;
  type: "cancel";
  alert: string;
}

export interface CancelBody {
  key?: string | null;
  reason?: string;
}

export interface Candidate {
  responder: number;
  name: string;
  kind: ResponderKind;
  mode: TravelMode;
  distance_m: number;
  eta_seconds: number;
  reasons: ReadonlyArray<Reason>;
  position_age_seconds: number | null;
  lat: number;
  lon: number;
}

export interface ChatBody {
  key: string;
  text: string;
}

export interface ChatCard {
  id: string;
  alert: string;
  key: string;
  sender: Speaker;
  name: string;
  text: string;
  at: string;
}

export interface ChatMessage {
  id: string;
  alert: string;
  key: string;
  sender: Speaker;
  name: string;
  text: string;
  at: string;
  type: "chat";
}

export interface ClearanceBody {
  report?: string;
  key?: string | null;
}

export interface ClosureBody {
  disposition: Disposition;
  note?: string;
}

export interface Decline {
  type: "decline";
  key: string;
  dispatch: string;
  reason?: string;
}

export interface DeskAlert {
  id: string;
  number: string;
  zone: string;
  status: AlertStatus;
  version: number;
  level: number;
  alert_type: string | null;
  verified: boolean;
  source: Source;
  language: Language;
  text: string;
  place: Place | null;
  caller: Caller;
  battery: number | null;
  silent: boolean;
  drill: boolean;
  pressed_at: string | null;
  received_at: string;
  acknowledged_at: string | null;
  acknowledged_by: string | null;
  dispatched_at: string | null;
  on_scene_at: string | null;
  closed_at: string | null;
  closed_by: string | null;
  cancelled_at: string | null;
  disposition: Disposition | null;
  note: string;
  duplicate_of: string | null;
  repeats: number;
  escalations: number;
  stars: number | null;
  service: boolean;
}

export interface DeskAlertGone {
  type: "desk.alert_gone";
  alert: string;
  zone: string;
}

export interface DeskAlertMessage {
  type: "desk.alert";
  alert: DeskAlert;
}

export interface DeskChanges {
  type: "desk.changes";
  zone: string;
  from: number;
  to: number;
  messages: ReadonlyArray<DeskAlertMessage | DeskAlertGone | DeskDispatch | DeskEntry | DeskChat | DeskMedia | DeskFix>;
}

export interface DeskChat {
  type: "desk.chat";
  alert: string;
  chat: ChatCard;
}

export interface DeskDispatch {
  type: "desk.dispatch";
  dispatch: DispatchCard;
}

export interface DeskEntry {
  type: "desk.entry";
  alert: string | null;
  entry: EntryCard;
}

export interface DeskFix {
  type: "desk.fix";
  alert: string;
  fix: Fix;
}

export interface DeskMedia {
  type: "desk.media";
  alert: string;
  media: MediaCard;
}

export interface DeskResponder {
  type: "desk.responder";
  responder: ResponderCard;
}

export interface Detail {
  alert_type?: string | null;
  text?: string | null;
  type: "detail";
  alert: string;
}

export interface DetailBody {
  alert_type?: string | null;
  text?: string | null;
}

export interface DeviceCard {
  status: DeviceStatus;
  name?: string;
  household?: string;
  camp?: string;
  phone?: string;
  health_note?: boolean;
  zone?: string | null;
}

export interface DeviceCredential {
  key: string;
  secret: string;
}

export type DeviceStatus = "unverified" | "verified" | "revoked";

export interface DispatchCard {
  id: string;
  alert: string;
  responder: number;
  status: DispatchStatus;
  version: number;
  offered_at: string;
  offered_by: string;
  respond_by: string | null;
  accepted_at: string | null;
  en_route_at: string | null;
  on_scene_at: string | null;
  cleared_at: string | null;
  ended_at: string | null;
  eta_seconds: number | null;
  distance_m: number | null;
  decline_reason: string;
  report: string;
  reasons: ReadonlyArray<Reason>;
}

export type DispatchStatus = "offered" | "accepted" | "en_route" | "on_scene" | "cleared" | "declined" | "expired" | "withdrawn";

export interface DispatchesBody {
  responder?: number | null;
  responders?: ReadonlyArray<number> | null;
}

export type Disposition = "resolved" | "false_alarm" | "cancelled" | "duplicate" | "unreachable" | "referred";

export interface Done {
  type: "done";
  key: string | null;
  dispatch: ResponderDispatch | null;
  shift: ShiftCard | null;
}

export interface DuplicateBody {
  alert: string;
}

export interface EntryCard {
  seq: number;
  zone: string;
  alert: string | null;
  kind: EntryKind;
  at: string;
  by: Author;
  facts: Record<string, unknown>;
}

export type EntryKind = "raised" | "amended" | "repeated" | "fix_added" | "detailed" | "chat_sent" | "cancelled" | "rated" | "upload_started" | "media_added" | "media_ready" | "media_rejected" | "acknowledged" | "escalated" | "transferred_out" | "transferred_in" | "offered" | "accepted" | "declined" | "expired" | "withdrawn" | "departed" | "arrived" | "cleared" | "closed" | "reopened" | "linked" | "unlinked" | "shift_started" | "shift_ended" | "code_issued" | "device_verified" | "device_changed" | "device_revoked" | "made_service" | "made_alert" | "place_asked" | "place_given" | "sms_failed";

export interface Fix {
  lat: number;
  lon: number;
  accuracy: number;
  at: string;
  altitude?: number | null;
  speed?: number | null;
  heading?: number | null;
}

export interface FixBody {
  fix: Fix;
  battery?: number | null;
}

export interface FixMessage {
  fix: Fix;
  battery?: number | null;
  type: "fix";
  alert: string;
}

export interface Heartbeat {
  type: "heartbeat";
  at: string;
  head: Record<string, number> | null;
}

export interface Hello {
  type: "hello";
  device: DeviceCredential;
  language?: Language | null;
}

export interface HerderAlert {
  id: string;
  key: string;
  number: string;
  status: AlertStatus;
  version: number;
  alert_type: string | null;
  text: string;
  place: Place | null;
  received_at: string;
  acknowledged_at: string | null;
  closed_at: string | null;
  cancelled_at: string | null;
  disposition: Disposition | null;
  stars: number | null;
  drill: boolean;
  responders: ReadonlyArray<HerderResponder>;
  chats: ReadonlyArray<ChatCard>;
  media: ReadonlyArray<MediaCard>;
}

export interface HerderResponder {
  name: string;
  kind: ResponderKind;
  status: DispatchStatus;
  eta_seconds: number | null;
  distance_m: number | null;
  lat: number | null;
  lon: number | null;
}

export type Language = "zh-Hans" | "mn-Mong" | "mn-Cyrl" | "en";

export interface LocationLinkCard {
  alert: string;
  url: string;
  sent_to: string;
  expires_at: string;
}

export interface MediaCard {
  id: string;
  alert: string;
  kind: "photo" | "audio" | "video";
  media_type: string;
  name: string;
  size: number;
  offset: number;
  sha256: string | null;
  status: MediaStatus;
  at: string;
}

export type MediaStatus = "uploading" | "rendering" | "ready" | "rejected";

export type Milestone = "en_route" | "on_scene" | "cleared";

export interface OwnDetailsBody {
  name?: string | null;
  household?: string | null;
  camp?: string | null;
  phone?: string | null;
  health_note?: string | null;
  language?: Language | null;
}

export interface Ping {
  type: "ping";
}

export interface Place {
  lat: number;
  lon: number;
  accuracy: number | null;
  at: string | null;
  source: PlaceSource;
}

export interface PlaceCard {
  name: string;
  names: Record<string, string>;
  kind: "camp" | "well" | "marker" | "station" | "gacha" | "town";
  zone: string;
  lat: number;
  lon: number;
}

export type PlaceSource = "device" | "dispatcher" | "gazetteer" | "sms";

export interface Plan {
  alert: string;
  at: string;
  candidates: ReadonlyArray<Candidate>;
  excluded: Record<string, number>;
}

export interface Position {
  lat: number;
  lon: number;
  accuracy?: number;
  at?: string | null;
  altitude?: number | null;
  speed?: number | null;
  heading?: number | null;
  battery?: number | null;
  type: "position";
}

export interface PositionBody {
  lat: number;
  lon: number;
  accuracy?: number;
  at?: string | null;
  altitude?: number | null;
  speed?: number | null;
  heading?: number | null;
  battery?: number | null;
}

export interface Press {
  key: string;
  pressed_at?: string | null;
  fix?: Fix | null;
  alert_type?: string | null;
  battery?: number | null;
  language?: Language | null;
  silent?: boolean;
  text?: string;
  type: "press";
}

export interface PressBody {
  key: string;
  pressed_at?: string | null;
  fix?: Fix | null;
  alert_type?: string | null;
  battery?: number | null;
  language?: Language | null;
  silent?: boolean;
  text?: string;
}

export interface ProblemMessage {
  type: "problem";
  code: string;
  detail: string;
  errors: Record<string, ReadonlyArray<string>>;
  in_reply_to: string | null;
}

export interface Rate {
  key?: string | null;
  stars: number;
  text?: string;
  type: "rate";
  alert: string;
}

export interface RateBody {
  key?: string | null;
  stars: number;
  text?: string;
}

export interface Reason {
  code: string;
  value: number | string | null;
}

export interface Received {
  type: "received";
  key: string;
  alert: HerderAlert;
}

export interface RefusalBody {
  reason?: string;
  key?: string | null;
}

export interface ReopeningBody {
  note?: string;
}

export interface ReportBody {
  source: Source;
  key?: string | null;
  alert_type?: string | null;
  level?: number | null;
  text?: string;
  lat?: number | null;
  lon?: number | null;
  accuracy?: number | null;
  place_source?: PlaceSource;
  fix?: Fix | null;
  caller_name?: string;
  caller_phone?: string;
  language?: Language | null;
}

export interface RespondDispatch {
  type: "respond.dispatch";
  dispatch: ResponderDispatch;
}

export interface RespondOffer {
  type: "respond.offer";
  dispatch: ResponderDispatch;
}

export interface RespondShift {
  type: "respond.shift";
  shift: ShiftCard | null;
}

export interface RespondSnapshot {
  type: "snapshot";
  at: string;
  responder: ResponderCard;
  shift: ShiftCard | null;
  dispatches: ReadonlyArray<ResponderDispatch>;
}

export interface ResponderAlert {
  id: string;
  number: string;
  status: AlertStatus;
  level: number;
  alert_type: string | null;
  place: Place | null;
  text: string;
  language: Language;
  drill: boolean;
  caller_name: string;
  caller_phone: string;
}

export interface ResponderCard {
  id: number;
  name: string;
  kind: ResponderKind;
  status: ResponderStatus;
  zone: string;
  skills: ReadonlyArray<string>;
  mode: TravelMode;
  phone: string;
  lat: number | null;
  lon: number | null;
  accuracy: number | null;
  position_at: string | null;
  dispatch: string | null;
}

export interface ResponderDispatch {
  id: string;
  alert: ResponderAlert;
  responder: number;
  status: DispatchStatus;
  version: number;
  offered_at: string;
  respond_by: string | null;
  accepted_at: string | null;
  en_route_at: string | null;
  on_scene_at: string | null;
  cleared_at: string | null;
  eta_seconds: number | null;
  distance_m: number | null;
  obliged: boolean;
  reasons: ReadonlyArray<Reason>;
  chats: ReadonlyArray<ChatCard>;
  media: ReadonlyArray<MediaCard>;
}

export type ResponderKind = "party" | "government" | "military" | "police" | "civilian";

export type ResponderStatus = "off_duty" | "available" | "engaged" | "out_of_contact";

export interface Resync {
  type: "resync";
}

export interface RevocationBody {
  reason?: string;
}

export interface SendChat {
  key: string;
  text: string;
  type: "chat";
  alert: string;
}

export interface ServiceBody {
  service: boolean;
}

export interface SessionBody {
  username: string;
  password: string;
}

export interface ShiftCard {
  id: number;
  started_at: string;
  ended_at: string | null;
}

export interface ShiftEnd {
  type: "shift.end";
  key?: string | null;
}

export interface ShiftStart {
  type: "shift.start";
  key?: string | null;
}

export interface Snapshot {
  type: "snapshot";
  at: string;
  seq: Record<string, number>;
  me: UserCard;
  alerts: ReadonlyArray<DeskAlert>;
  dispatches: ReadonlyArray<DispatchCard>;
  responders: ReadonlyArray<ResponderCard>;
  zones: ReadonlyArray<ZoneCard>;
  types: ReadonlyArray<TypeCard>;
  places: ReadonlyArray<PlaceCard>;
  timers: Record<string, number>;
}

export type Source = "web" | "sms" | "phone" | "satellite" | "radio" | "walk_in";

export type Speaker = "herder" | "dispatcher" | "responder" | "system";

export interface Timeline {
  alert: DeskAlert;
  entries: ReadonlyArray<EntryCard>;
  chats: ReadonlyArray<ChatCard>;
  media: ReadonlyArray<MediaCard>;
  fixes: ReadonlyArray<Fix>;
  dispatches: ReadonlyArray<DispatchCard>;
}

export type TravelMode = "car" | "motorbike" | "horse" | "foot" | "plough" | "helicopter";

export interface TypeCard {
  code: string;
  level: number;
  names: Record<string, string>;
  skills: ReadonlyArray<string>;
  kinds: ReadonlyArray<ResponderKind>;
  order: number;
  service: boolean;
}

export interface UploadBody {
  key: string;
  name?: string;
  media_type: string;
  size: number;
  sha256?: string | null;
}

export interface UploadDone {
  type: "upload.done";
  key: string;
  media: MediaCard;
}

export interface UploadOffset {
  type: "upload.offset";
  key: string;
  offset: number;
}

export interface UploadStart {
  key: string;
  name?: string;
  media_type: string;
  size: number;
  sha256?: string | null;
  type: "upload.start";
  alert: string;
}

export interface UserCard {
  id: number;
  username: string;
  name: string;
  role: string;
  zone: string | null;
  language: Language;
}

export interface VerificationCard {
  code: string;
  url: string;
  qr_svg: string;
  zone: string;
  expires_at: string;
}

export interface Verify {
  code: string;
  name?: string;
  household?: string;
  camp?: string;
  phone?: string;
  health_note?: string;
  language?: Language | null;
  type: "verify";
}

export interface VerifyBody {
  code: string;
  name?: string;
  household?: string;
  camp?: string;
  phone?: string;
  health_note?: string;
  language?: Language | null;
}

export interface Welcome {
  type: "welcome";
  server_time: string;
  device: DeviceCard;
  alerts: ReadonlyArray<HerderAlert>;
}

export interface WhereBody {
  fix?: Fix | null;
  text?: string;
}

export interface WhereCard {
  number: string;
  expires_at: string;
  received_at: string | null;
}

export interface ZoneCard {
  code: string;
  name: string;
  names: Record<string, string>;
  parent: string | null;
  boundary: Record<string, unknown> | null;
}

export type FromPhone = Hello | Press | FixMessage | Detail | SendChat | Cancel | Rate | UploadStart | Verify | Ping;

export type FromDesk = Ack | Resync | SendChat | Ping;

export type FromResponder = Hello | Position | Accept | Decline | Advance | ShiftStart | ShiftEnd | SendChat | UploadStart | Ping;

export type ToPhone = Welcome | Received | AlertMessage | ChatMessage | UploadOffset | UploadDone | ProblemMessage | Heartbeat;

export type ToDesk = Snapshot | DeskChanges | DeskResponder | ChatMessage | ProblemMessage | Heartbeat;

export type ToResponder = RespondSnapshot | RespondOffer | RespondDispatch | RespondShift | Done | ChatMessage | UploadOffset | UploadDone | ProblemMessage | Heartbeat;
