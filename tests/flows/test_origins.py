"""Who may open a socket or post with a session: a page of our own origin, or a program with a token of its own."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from tests.people_of_the_story import PASSWORD, XILIN, Phone, token_of
from tests.server import Server
from wire.origin import ExactOrigin

pytestmark = pytest.mark.flow

SOCKETS = ("/ws/help/", "/ws/desk/", "/ws/respond/")
PEOPLE = {"/ws/desk/": "saran", "/ws/respond/": "bat"}


def logged_in(server: Server, username: str) -> httpx.Client:
    """A browser after the login page."""
    browser = httpx.Client(base_url=server.http, timeout=20)
    browser.get("/login/")
    form = {"username": username, "password": PASSWORD, "csrfmiddlewaretoken": browser.cookies["csrftoken"]}
    answer = browser.post("/login/", data=form)
    assert answer.status_code == 302, answer.text[:500]
    return browser


@pytest.fixture(scope="module")
def browsers(server: Server) -> Iterator[dict[str, httpx.Client]]:
    made = {path: logged_in(server, username) for path, username in PEOPLE.items()}
    yield made
    for each in made.values():
        each.close()


@pytest.fixture(autouse=True)
def quiet(server: Server) -> Iterator[None]:
    """Whatever is refused here is refused on purpose: no exception in the server's log."""
    before = len(server.log.read_text())
    yield
    assert "Traceback" not in server.log.read_text()[before:]


def cookie_of(browser: httpx.Client) -> dict[str, str]:
    return {"Cookie": f"sessionid={browser.cookies['sessionid']}"}


async def first_type(socket: ClientConnection) -> str:
    return str(await socket.recv())[:40]


def foreign(server: Server) -> list[str]:
    return [
        "http://evil.example",
        f"http://evil.example:{server.port}",
        f"https://127.0.0.1:{server.port}",
        f"http://127.0.0.1:{server.port + 1}",
        "http://127.0.0.1",
        f"http://127.0.0.1:{server.port}.evil.example",
        f"http://localhost:{server.port}",
        "null",
        "",
    ]


@pytest.mark.parametrize("path", SOCKETS)
async def test_a_foreign_origin_does_not_get_as_far_as_a_handshake(
    server: Server, browsers: dict[str, httpx.Client], path: str
) -> None:
    headers = cookie_of(browsers[path]) if path in browsers else {}
    for origin in foreign(server):
        with pytest.raises(InvalidStatus) as refusal:
            await connect(f"{server.ws}{path}", additional_headers=headers | {"Origin": origin})
        assert refusal.value.response.status_code in (400, 403), origin


@pytest.mark.parametrize("path", PEOPLE)
async def test_a_page_of_our_own_is_known_by_its_cookie(
    server: Server, browsers: dict[str, httpx.Client], path: str
) -> None:
    headers = cookie_of(browsers[path]) | {"Origin": server.http}
    async with connect(f"{server.ws}{path}", additional_headers=headers, max_size=None) as socket:
        assert '"snapshot"' in await first_type(socket)


async def test_the_herders_page_of_our_own_origin_is_heard(server: Server) -> None:
    async with Phone(server, headers={"Origin": server.http}) as oyuna:
        assert (await oyuna.press(place=XILIN))["status"] == "received"


@pytest.mark.parametrize("path", PEOPLE)
async def test_a_cookie_without_an_origin_is_nobodys(
    server: Server, browsers: dict[str, httpx.Client], path: str
) -> None:
    """Every browser sends an Origin; a cookie that comes without one was taken from somewhere."""
    async with connect(f"{server.ws}{path}", additional_headers=cookie_of(browsers[path])) as socket:
        with pytest.raises(ConnectionClosed) as closed:
            await socket.recv()
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == 4401


@pytest.mark.parametrize("path", PEOPLE)
async def test_a_token_needs_no_origin(server: Server, path: str) -> None:
    headers = {"Authorization": f"Token {token_of(server, PEOPLE[path])}"}
    async with connect(f"{server.ws}{path}", additional_headers=headers, max_size=None) as socket:
        assert '"snapshot"' in await first_type(socket)


async def test_a_token_does_not_open_a_foreign_page(server: Server) -> None:
    headers = {"Authorization": f"Token {token_of(server, 'saran')}", "Origin": "http://evil.example"}
    with pytest.raises(InvalidStatus):
        await connect(f"{server.ws}/ws/desk/", additional_headers=headers)


async def test_a_token_in_the_address_is_not_read(server: Server) -> None:
    token = token_of(server, "saran")
    async with connect(f"{server.ws}/ws/desk/?token={token}") as socket:
        with pytest.raises(ConnectionClosed) as closed:
            await socket.recv()
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == 4401


@pytest.mark.parametrize("path", ["/ws/nothing/", "/ws/", "/", "/ws/desk", "/ws/desk/more/", "/%00", "/api/desk"])
async def test_a_socket_at_an_address_that_does_not_exist_is_refused(server: Server, path: str) -> None:
    with pytest.raises(InvalidStatus) as refusal:
        await connect(f"{server.ws}{path}")
    assert refusal.value.response.status_code in (403, 404)


# HTTP with a session.


def test_a_session_may_read_but_acts_only_with_its_own_csrf_token(
    server: Server, browsers: dict[str, httpx.Client]
) -> None:
    browser = browsers["/ws/desk/"]
    report = {"source": "radio", **XILIN}
    assert browser.get("/api/desk").status_code == 200

    bare = browser.post("/api/alerts", json=report)
    wrong = browser.post("/api/alerts", json=report, headers={"X-CSRFToken": "x" * 32})
    assert [(each.status_code, each.json()["code"]) for each in (bare, wrong)] == [(403, "no_right")] * 2

    right = browser.post("/api/alerts", json=report, headers={"X-CSRFToken": browser.cookies["csrftoken"]})
    assert right.status_code == 201


def test_a_foreign_page_cannot_act_with_a_session_even_with_its_csrf_token(
    server: Server, browsers: dict[str, httpx.Client]
) -> None:
    browser = browsers["/ws/desk/"]
    headers = {"X-CSRFToken": browser.cookies["csrftoken"], "Origin": "http://evil.example"}
    answer = browser.post("/api/alerts", json={"source": "radio", **XILIN}, headers=headers)
    assert answer.status_code == 403


def test_a_token_needs_no_csrf_token(server: Server) -> None:
    headers = {"Authorization": f"Token {token_of(server, 'saran')}"}
    answer = httpx.post(f"{server.http}/api/alerts", json={"source": "radio", **XILIN}, headers=headers)
    assert answer.status_code == 201


def test_a_press_is_taken_from_any_page_whatever_session_it_has(
    server: Server, browsers: dict[str, httpx.Client]
) -> None:
    press = {"key": "7b1c6f70-0000-4000-8000-0000000000f1"}
    answer = browsers["/ws/desk/"].post("/api/presses", json=press, headers={"Origin": "http://elsewhere.example"})
    assert answer.status_code in (200, 201)


def test_no_other_page_may_read_our_answers(server: Server) -> None:
    answer = httpx.get(f"{server.http}/api/schema/", headers={"Origin": "http://evil.example"})
    assert not [name for name in answer.headers if name.startswith("access-control-")]


# The rule itself, where the server runs behind another name.


async def admitted(origin: str | None, *, allowed: list[str], scheme: str = "wss") -> bool:
    seen: list[Any] = []

    async def application(scope: dict[str, Any], receive: Any, send: Any) -> None:
        seen.append(scope)

    async def receive() -> dict[str, Any]:
        return {"type": "websocket.connect"}

    async def send(message: dict[str, Any]) -> None:
        assert message["type"] == "websocket.close"

    headers = [(b"host", b"Help.Example"), *([(b"origin", origin.encode())] if origin is not None else [])]
    scope = {"type": "websocket", "scheme": scheme, "headers": headers}
    await ExactOrigin(application, allowed=allowed)(scope, receive, send)
    return bool(seen)


@pytest.mark.parametrize(
    ("origin", "allowed", "expected"),
    [
        ("https://help.example", [], True),
        ("HTTPS://HELP.EXAMPLE", [], True),
        ("http://help.example", [], False),
        ("https://help.example:8443", [], False),
        ("https://desk.example", ["https://desk.example/"], True),
        ("https://help.example", ["https://desk.example"], False),
        ("https://desk.example.evil.example", ["https://desk.example"], False),
        (None, ["https://desk.example"], True),
    ],
)
async def test_scheme_host_and_port_must_all_agree(origin: str | None, allowed: list[str], expected: bool) -> None:
    assert await admitted(origin, allowed=allowed) is expected
