"""House rules that no linter knows. What goes up and down the ladder is import-linter's."""

import ast
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib import admin

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("geo", "wire", "people", "alerts", "command", "frontend")
ACTIONS = sorted(path for package in PACKAGES for path in ROOT.glob(f"{package}/actions/*.py"))
VERBS = [path for path in ACTIONS if path.stem not in ("__init__", "moves")]
LONGEST = 50

Function = ast.FunctionDef | ast.AsyncFunctionDef


def sources() -> Iterator[Path]:
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            if not {"migrations", "node_modules"} & set(path.parts):
                yield path


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def functions(path: Path) -> list[Function]:
    return [each for each in ast.walk(ast.parse(path.read_text())) if isinstance(each, Function)]


def public(path: Path) -> dict[str, Function]:
    body = ast.parse(path.read_text()).body
    return {each.name: each for each in body if isinstance(each, Function) and not each.name.startswith("_")}


# Verbs.

BESIDE = {
    "raise_alert": "the set form a storm is written with, and the pieces of a press that add_fix shares",
    "register_device": "a phone is known again by the same digest that registered it",
    "offer_dispatch": "which kinds may be sent at all, for the desk's list too",
    "withdraw_dispatch": "what closing an alert does first",
    "report_position": "the socket asks once who is on duty, not at each report",
}
"""Verb files in which something public stands beside the verb, and why."""


@pytest.mark.parametrize("path", VERBS, ids=name_of)
def test_a_verbs_file_has_the_verb_and_nothing_else_in_public(path: Path) -> None:
    assert path.stem in public(path)
    others = set(public(path)) - {path.stem}
    assert not others or path.stem in BESIDE, f"{others} beside the verb: move them, or say why in BESIDE"


def test_an_exception_beside_a_verb_that_is_gone_is_gone_too() -> None:
    crowded = {path.stem for path in VERBS if len(public(path)) > 1}
    assert set(BESIDE) <= crowded


@pytest.mark.parametrize("path", VERBS, ids=name_of)
def test_a_verbs_arguments_are_named_beyond_the_first(path: Path) -> None:
    arguments = public(path)[path.stem].args
    assert len(arguments.posonlyargs + arguments.args) <= 1
    assert arguments.vararg is None
    assert arguments.kwarg is None


@pytest.mark.parametrize("path", VERBS, ids=name_of)
def test_a_verb_never_sees_a_request(path: Path) -> None:
    named = {each.arg for function in functions(path) for each in ast.walk(function.args) if isinstance(each, ast.arg)}
    assert "request" not in named
    assert not re.search(r"^(from|import) (rest_framework|channels|django\.http)", path.read_text(), re.MULTILINE)


@pytest.fixture(scope="module")
def what_tests_say() -> str:
    return "\n".join(path.read_text() for path in (ROOT / "tests").rglob("*.py") if path != Path(__file__))


@pytest.mark.parametrize("path", VERBS, ids=name_of)
def test_a_verb_is_named_in_a_test(path: Path, what_tests_say: str) -> None:
    assert re.search(rf"\b{path.stem}\b", what_tests_say)


# Settings.

READERS = {"flag", "listed", "number", "seconds"}


def variables() -> set[str]:
    """Names read from the environment in the settings: os.environ.get("X"), os.environ["X"], flag("X"), listed("X")."""
    found = set()
    for node in ast.walk(ast.parse((ROOT / "command" / "settings.py").read_text())):
        if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
            called = ast.unparse(node.func)
            if called in ("os.environ.get", "os.getenv") or called in READERS:
                found.add(str(node.args[0].value))
        elif isinstance(node, ast.Subscript) and ast.unparse(node.value) == "os.environ":
            found.add(ast.literal_eval(node.slice))
    return found


def test_the_settings_are_found_at_all() -> None:
    assert {"DEBUG", "SECRET_KEY", "ALLOWED_HOSTS", "TIMER_OFFER"} <= variables()


@pytest.mark.parametrize("place", ["docs/operations.md", ".env.example"])
def test_every_variable_is_named(place: str) -> None:
    named = set(re.findall(r"\b[A-Z][A-Z0-9_]+\b", (ROOT / place).read_text()))
    assert variables() - named == set()


def test_the_example_names_no_variable_that_is_not_read() -> None:
    named = set(re.findall(r"^#?\s?([A-Z][A-Z0-9_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE))
    assert named - variables() == set()


ENVIRONMENT_ELSEWHERE = {
    "command/asgi.py": "DJANGO_SETTINGS_MODULE must be set before the settings can be read",
}


def test_the_environment_is_read_in_the_settings_alone() -> None:
    readers = {name_of(path) for path in sources() if re.search(r"os\.environ|os\.getenv", path.read_text())}
    assert readers - {"command/settings.py"} == set(ENVIRONMENT_ELSEWHERE)


def test_the_tests_do_not_depend_on_the_developers_environment() -> None:
    assert os.environ["DEBUG"] == "1"
    assert "grassland-tests-" in os.environ["DATA_DIR"]


# The admin site.

NOT_IN_ADMIN = {
    "alerts.Counter": "the last alert number: moved by raising alerts alone",
    "alerts.ZoneHead": "the last seq of a zone: moved by the timeline alone",
    "alerts.Fix": "whereabouts: seen through the alert's own file, where the look is recorded",
    "alerts.Repeat": "presses that joined a card: counted on it, their words on its timeline",
    "alerts.Chat": "words of a call for help: seen through the alert's own file",
    "alerts.Media": "seen through the alert's own file, each look recorded",
    "alerts.LocationLink": "asked for and answered on an alert: seen through the alert's own file",
    "people.OutgoingSms": "words to callers on their way: what failed is on the alert's own file",
    "people.VerificationCode": "given on the page for it, used by a phone: both on the zone's record",
    "command.Act": "keys of acts done, so that none is done twice",
    "command.Position": "whereabouts: on the map, while on duty, and nowhere else",
}
OURS = [model for model in apps.get_models() if model._meta.app_label in PACKAGES]


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_a_model_is_in_the_admin_site_or_its_absence_has_a_reason(model: type) -> None:
    label = model._meta.label  # type: ignore[attr-defined]
    assert admin.site.is_registered(model) or label in NOT_IN_ADMIN


def test_an_absence_from_the_admin_site_is_of_a_model_that_exists() -> None:
    assert set(NOT_IN_ADMIN) <= {model._meta.label for model in OURS}


# Measures.


@pytest.mark.parametrize("package", PACKAGES)
def test_no_function_is_longer_than_a_screen(package: str) -> None:
    long = {
        f"{name_of(path)}:{each.lineno} {each.name}": each.end_lineno - each.lineno + 1
        for path in sources()
        if path.relative_to(ROOT).parts[0] == package
        for each in functions(path)
        if each.end_lineno and each.end_lineno - each.lineno + 1 > LONGEST
    }
    assert long == {}


def test_no_test_is_skipped_and_nothing_is_left_to_do() -> None:
    marks = re.compile(r"#\s*(TODO|FIXME|XXX)\b|mark\.(skip|xfail)|pytest\.(skip|xfail)\(")
    tests = (path for path in (ROOT / "tests").rglob("*.py") if path != Path(__file__))
    found = {name_of(path) for path in [*sources(), *tests] if marks.search(path.read_text())}
    assert found == set()
