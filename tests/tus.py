"""The tus lane as a client sees it."""

import base64
import hashlib
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import httpx

BYTES = "application/offset+octet-stream"
VERSION = {"Tus-Resumable": "1.0.0"}


def metadata(**told: str) -> str:
    return ",".join(f"{name} {base64.b64encode(value.encode()).decode()}" for name, value in told.items())


@dataclass
class Caller:
    """Somebody whose phone is not known, with one alert: the key of the press is all they have."""

    http: str
    key: str = field(default_factory=lambda: str(uuid4()))
    alert: str = ""

    def __post_init__(self) -> None:
        self.client = httpx.Client(base_url=self.http, timeout=60)
        answer = self.client.post("/api/presses", json={"key": self.key})
        assert answer.status_code == 201, answer.text
        self.alert = answer.json()["id"]

    @property
    def headers(self) -> dict[str, str]:
        return VERSION | {"Authorization": f"Press {self.key}"}

    def ask(self, method: str, path: str, *, headers: dict[str, str] | None = None, **more: Any) -> httpx.Response:
        return self.client.request(method, path, headers=self.headers | (headers or {}), **more)

    def announce(self, body: bytes, claim: str, **told: str) -> httpx.Response:
        told = {"filename": "file", "filetype": claim, "sha256": hashlib.sha256(body).hexdigest()} | told
        length = {"Upload-Length": str(len(body)), "Upload-Metadata": metadata(**told)}
        return self.ask("POST", f"/api/alerts/{self.alert}/media", headers=length)

    def patch(self, location: str, piece: bytes, *, offset: int = 0, **headers: str) -> httpx.Response:
        told = {"Upload-Offset": str(offset), "Content-Type": BYTES} | headers
        return self.ask("PATCH", location, headers=told, content=piece)

    def offset(self, location: str) -> int:
        return int(self.ask("HEAD", location).headers["Upload-Offset"])
