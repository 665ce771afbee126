"""Refusals: one catalogue of codes, each with its HTTP status and a text for people."""

from typing import Any

from pydantic import ValidationError

CATALOGUE: dict[str, tuple[int, str]] = {
    "malformed": (400, "The message could not be read."),
    "unknown_type": (400, "This kind of message is not known here."),
    "wrong_field": (400, "A field has a wrong value."),
    "too_large": (413, "The message is too large."),
    "not_logged_in": (401, "Please log in."),
    "no_right": (403, "You have no right to do this."),
    "not_found": (404, "There is no such thing, or it is not yours to see."),
    "no_method": (405, "This address does not know that method."),
    "illegal_move": (409, "This can no longer be done: the state has changed."),
    "conflict": (409, "This key was used for something else."),
    "no_shift": (409, "Please go on duty first."),
    "offset_mismatch": (409, "These bytes do not continue where the upload stands."),
    "code_unknown": (404, "This code is not known; ask the officer for a new one."),
    "code_used": (409, "This code was used already; ask the officer for a new one."),
    "code_expired": (410, "This code is too old; ask the officer for a new one."),
    "link_expired": (410, "This link is no longer valid; call, or ask for a new one."),
    "no_upload": (404, "No such upload was started here."),
    "checksum_mismatch": (422, "The file that arrived is not the file that was sent."),
    "piece_damaged": (460, "This piece changed on its way; please send it again."),
    "tus_version": (412, "Uploads here speak tus 1.0.0."),
    "media_type": (415, "This kind of file cannot be taken."),
    "too_often": (429, "Too many requests; please wait a moment."),
    "unavailable": (503, "The system cannot take this now; please try again."),
    "internal": (503, "Something went wrong here. It was recorded; please try again."),
}


class Problem(Exception):
    """A refusal every entrance can turn into a message or a status.

    `facts` travel to the page so that it can say what happened (who was faster, which state it is in now).
    """

    def __init__(
        self,
        code: str,
        detail: str = "",
        *,
        errors: dict[str, tuple[str, ...]] | None = None,
        facts: dict[str, Any] | None = None,
    ) -> None:
        self.code = code
        self.status, text = CATALOGUE[code]
        self.detail = detail or text
        self.errors = errors or {}
        self.facts = facts or {}
        super().__init__(f"{code}: {self.detail}")

    def body(self) -> dict[str, Any]:
        """The JSON body of the HTTP answer."""
        body: dict[str, Any] = {"code": self.code, "detail": self.detail, "errors": self.errors}
        return body | ({"facts": self.facts} if self.facts else {})


def from_validation(error: ValidationError, *, skip: int = 0) -> Problem:
    """Name every bad field by its path; `skip` leaves out the union's tag at the front of a path."""
    fields: dict[str, tuple[str, ...]] = {}
    code = "wrong_field"
    for row in error.errors(include_url=False, include_context=False, include_input=False):
        if row["type"] == "json_invalid" or (not row["loc"] and row["type"] == "dict_type"):
            return Problem("malformed", row["msg"], errors={"": (row["msg"],)})
        if row["type"].startswith("union_tag"):
            code = "unknown_type"
            name = "type"
        else:
            name = ".".join(str(part) for part in row["loc"][skip:])
        fields[name] = (*fields.get(name, ()), row["msg"])
    text = "; ".join(f"{name}: {messages[0]}" if name else messages[0] for name, messages in fields.items())
    return Problem(code, text, errors=fields)
