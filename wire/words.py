"""Every enumeration that crosses a boundary. Values are the wire's words and never change, only grow."""

from enum import StrEnum


class AlertStatus(StrEnum):
    RECEIVED = "received"
    ACKNOWLEDGED = "acknowledged"
    DISPATCHED = "dispatched"
    ON_SCENE = "on_scene"
    CLOSED = "closed"


class Disposition(StrEnum):
    RESOLVED = "resolved"
    FALSE_ALARM = "false_alarm"
    CANCELLED = "cancelled"
    DUPLICATE = "duplicate"
    UNREACHABLE = "unreachable"
    REFERRED = "referred"


class DispatchStatus(StrEnum):
    OFFERED = "offered"
    ACCEPTED = "accepted"
    EN_ROUTE = "en_route"
    ON_SCENE = "on_scene"
    CLEARED = "cleared"
    DECLINED = "declined"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


class Milestone(StrEnum):
    """What a responder can advance a dispatch to."""

    EN_ROUTE = "en_route"
    ON_SCENE = "on_scene"
    CLEARED = "cleared"


class ResponderKind(StrEnum):
    PARTY = "party"
    GOVERNMENT = "government"
    MILITARY = "military"
    POLICE = "police"
    CIVILIAN = "civilian"


class ResponderStatus(StrEnum):
    OFF_DUTY = "off_duty"
    AVAILABLE = "available"
    ENGAGED = "engaged"
    OUT_OF_CONTACT = "out_of_contact"


class TravelMode(StrEnum):
    """A responder's way of moving."""

    CAR = "car"
    MOTORBIKE = "motorbike"
    HORSE = "horse"
    FOOT = "foot"
    PLOUGH = "plough"
    HELICOPTER = "helicopter"


class Source(StrEnum):
    """The door an alert came through."""

    WEB = "web"
    SMS = "sms"
    PHONE = "phone"
    SATELLITE = "satellite"
    RADIO = "radio"
    WALK_IN = "walk_in"


class PlaceSource(StrEnum):
    """How a place was got. A device's place never overwrites a dispatcher's pin."""

    DEVICE = "device"
    DISPATCHER = "dispatcher"
    GAZETTEER = "gazetteer"
    SMS = "sms"


class Language(StrEnum):
    CHINESE = "zh-Hans"
    MONGOLIAN_SCRIPT = "mn-Mong"
    MONGOLIAN_CYRILLIC = "mn-Cyrl"
    ENGLISH = "en"


class DeviceStatus(StrEnum):
    UNVERIFIED = "unverified"
    VERIFIED = "verified"
    REVOKED = "revoked"


class MediaStatus(StrEnum):
    UPLOADING = "uploading"
    RENDERING = "rendering"
    READY = "ready"
    REJECTED = "rejected"


class Speaker(StrEnum):
    """Who said a chat line."""

    HERDER = "herder"
    DISPATCHER = "dispatcher"
    RESPONDER = "responder"
    SYSTEM = "system"


class EntryKind(StrEnum):
    """What a timeline entry records."""

    RAISED = "raised"
    AMENDED = "amended"
    REPEATED = "repeated"
    FIX_ADDED = "fix_added"
    DETAILED = "detailed"
    CHAT_SENT = "chat_sent"
    CANCELLED = "cancelled"
    RATED = "rated"
    UPLOAD_STARTED = "upload_started"
    MEDIA_ADDED = "media_added"
    MEDIA_READY = "media_ready"
    MEDIA_REJECTED = "media_rejected"
    ACKNOWLEDGED = "acknowledged"
    ESCALATED = "escalated"
    TRANSFERRED_OUT = "transferred_out"
    TRANSFERRED_IN = "transferred_in"
    OFFERED = "offered"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    DEPARTED = "departed"
    ARRIVED = "arrived"
    CLEARED = "cleared"
    CLOSED = "closed"
    REOPENED = "reopened"
    LINKED = "linked"
    UNLINKED = "unlinked"
    SHIFT_STARTED = "shift_started"
    SHIFT_ENDED = "shift_ended"
    CODE_ISSUED = "code_issued"
    DEVICE_VERIFIED = "device_verified"
    DEVICE_CHANGED = "device_changed"
    DEVICE_REVOKED = "device_revoked"
    MADE_SERVICE = "made_service"
    MADE_ALERT = "made_alert"
    PLACE_ASKED = "place_asked"
    PLACE_GIVEN = "place_given"
    SMS_FAILED = "sms_failed"
