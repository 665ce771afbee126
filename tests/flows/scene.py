"""One alert of Oyuna's in the north, with everything that hangs on it, on a server whose clocks leave it alone."""

import json
import struct
import time
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any
from uuid import UUID, uuid4

import httpx
from PIL import Image
from websockets.sync.client import connect

from tests.people_of_the_story import PASSWORD
from tests.server import Server

TEXT = "The red lorry lies on its side"
TALK = "Grandmother has her heart drops with her"
NAME, TELEPHONE, CAMP = "Oyuna Borjigin", "199-4477-0007", "Seven Poplars"
FILE = "lorry-in-the-ditch.png"
PLACE = {"lat": 43.987654, "lon": 116.123456, "accuracy": 25.0, "at": "2026-01-15T04:00:00Z"}


def picture() -> bytes:
    """A photo that can be shown."""
    file = BytesIO()
    Image.new("RGB", (64, 48), "firebrick").save(file, "PNG")
    return file.getvalue()


PICTURE = picture()

SECRETS = (TEXT, TALK, NAME, TELEPHONE, CAMP, FILE, "43.987654", "116.123456")
"""Nobody who is refused, and no answer to them, may show any of these."""


@dataclass
class Scene:
    server: Server
    tokens: dict[str, str] = field(default_factory=dict)
    alert: str = ""
    dispatch: str = ""
    media: str = ""
    device: str = ""
    oyuna: str = ""
    """Oyuna's `Authorization` header; another phone has one of its own, nobody has none."""
    other_phone: str = ""
    known: dict[str, Any] = field(default_factory=dict)
    """What was on record of the alert when somebody last asked."""

    def __post_init__(self) -> None:
        self.client = httpx.Client(base_url=self.server.http, timeout=20)

    def token(self, username: str) -> str:
        if username not in self.tokens:
            body = {"username": username, "password": PASSWORD}
            self.tokens[username] = self.client.post("/api/session", json=body).json()["token"]
        return self.tokens[username]

    def header(self, who: str) -> dict[str, str]:
        if who == "nobody":
            return {}
        phones = {"oyuna": self.oyuna, "another phone": self.other_phone}
        return {"Authorization": phones.get(who) or f"Token {self.token(who)}"}

    def ask(self, method: str, path: str, *, as_: str, **more: Any) -> httpx.Response:
        headers = self.header(as_) | more.pop("headers", {})
        return self.client.request(method, f"/api/{path}", headers=headers, **more)

    def file(self, alert: str | None = None) -> dict[str, Any]:
        """All that is on record of an alert."""
        found: dict[str, Any] = self.ask("GET", f"alerts/{alert or self.alert}/timeline", as_="saran").json()
        return found

    def has_moved(self) -> bool:
        """Whether anything on the record is not as it was when last asked."""
        was, self.known = self.known, self.file()
        return was != self.known

    def press(self, *, as_: str = "oyuna", **more: Any) -> dict[str, Any]:
        answer = self.ask("POST", "presses", as_=as_, json={"key": str(uuid4()), **more})
        assert answer.status_code == 201, answer.text
        card: dict[str, Any] = answer.json()
        return card

    def offer(self, alert: str, *, to: str) -> dict[str, Any]:
        self.ask("POST", "shifts", as_=to)
        number = self.ask("GET", "respond", as_=to).json()["responder"]["id"]
        answer = self.ask("POST", f"alerts/{alert}/dispatches", as_="saran", json={"responder": number})
        assert answer.status_code == 201, answer.text
        made: dict[str, Any] = answer.json()
        return made

    def look_at_picture(self, *, within: float = 20.0) -> httpx.Response:
        """Saran looks at it, once the copy that may be shown has been made."""
        deadline = time.monotonic() + within
        while True:
            answer = self.ask("GET", f"media/{self.media}", as_="saran")
            if answer.status_code == 200 or time.monotonic() > deadline:
                return answer
            time.sleep(0.1)

    def shell(self, code: str) -> str:
        """Run code beside the server, as an administrator does at the machine."""
        return self.server.manage("shell", "-v", "0", "-c", code).strip()


def build(server: Server) -> Scene:
    scene = Scene(server)
    device, secret = str(uuid4()), uuid4().hex
    scene.device = device
    scene.oyuna, scene.other_phone = f"Device {device}:{secret}", f"Device {uuid4()}:{uuid4().hex}"
    scene.press(as_="another phone")
    scene.alert = scene.press(text=TEXT, fix=PLACE)["id"]
    scene.shell(
        "from people.models import Device; "
        f"Device.objects.filter(pk={device!r}).update("
        f"name={NAME!r}, phone={TELEPHONE!r}, camp={CAMP!r}, status='verified')"
    )
    said = scene.ask("POST", f"alerts/{scene.alert}/chat", as_="oyuna", json={"key": str(uuid4()), "text": TALK})
    assert said.status_code == 201, said.text
    scene.media = upload(scene, device=device, secret=secret)
    scene.dispatch = scene.offer(scene.alert, to="bat")["id"]
    assert scene.look_at_picture().status_code == 200
    scene.known = scene.file()
    return scene


def upload(scene: Scene, *, device: str, secret: str) -> str:
    key = str(uuid4())
    start = {"type": "upload.start", "key": key, "name": FILE, "media_type": "image/png", "size": len(PICTURE)}
    with connect(f"{scene.server.ws}/ws/help/") as socket:
        socket.send(json.dumps({"type": "hello", "device": {"key": device, "secret": secret}}))
        socket.send(json.dumps(start | {"alert": scene.alert}))
        socket.send(struct.pack(">16sQ", UUID(key).bytes, 0) + PICTURE)
        while json.loads(socket.recv(timeout=10))["type"] != "upload.done":
            pass
    return key
