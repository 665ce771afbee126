"""Refusals: one catalogue, and every bad field by its path."""

from typing import Annotated, Literal

import pytest
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from wire.messages.help import FromPhone, PressBody
from wire.problems import CATALOGUE, Problem, from_validation

PHONE = TypeAdapter(FromPhone)
KEY = "7b1c6f70-0000-4000-8000-000000000001"


def refusal(text: str) -> Problem:
    with pytest.raises(ValidationError) as caught:
        PHONE.validate_json(text)
    return from_validation(caught.value, skip=1)


@pytest.mark.parametrize(
    ("text", "code", "fields"),
    [
        ("", "malformed", [""]),
        ("{", "malformed", [""]),
        ("[" * 10_000, "malformed", [""]),
        ('{"type": "press", "text": "\\ud800"}', "malformed", [""]),
        ("[]", "malformed", [""]),
        ("7", "malformed", [""]),
        ("null", "malformed", [""]),
        ("{}", "unknown_type", ["type"]),
        ('{"type": "sing"}', "unknown_type", ["type"]),
        ('{"type": 7}', "unknown_type", ["type"]),
        ('{"type": "press"}', "wrong_field", ["key"]),
        ('{"type": "press", "key": "mine"}', "wrong_field", ["key"]),
        (f'{{"type": "press", "key": "{KEY}", "drink": "tea"}}', "wrong_field", ["drink"]),
        (f'{{"type": "press", "key": "{KEY}", "silent": "yes"}}', "wrong_field", ["silent"]),
        (f'{{"type": "press", "key": "{KEY}", "battery": NaN, "text": 7}}', "wrong_field", ["battery", "text"]),
        (
            f'{{"type": "press", "key": "{KEY}", "fix": {{"lat": 91, "lon": 1e999, "accuracy": -1}}}}',
            "wrong_field",
            ["fix.lat", "fix.lon", "fix.accuracy", "fix.at"],
        ),
        (
            f'{{"type": "press", "key": "{KEY}", "fix": {{"lat": 0, "lon": 0, "accuracy": 1, '
            '"at": "2026-01-15T04:00:00Z"}}',
            "wrong_field",
            ["fix"],
        ),
    ],
)
def test_every_bad_field_is_named_by_its_path(text: str, code: str, fields: list[str]) -> None:
    problem = refusal(text)
    assert problem.code == code
    assert sorted(problem.errors) == sorted(fields)
    assert all(messages and all(messages) for messages in problem.errors.values())


def test_the_text_for_people_names_the_fields_too() -> None:
    assert refusal('{"type": "press"}').detail == "key: Field required"


class Part(BaseModel):
    model_config = ConfigDict(extra="forbid")
    numbers: tuple[Annotated[int, Field(ge=0)], ...]


class Whole(BaseModel):
    type: Literal["whole"]
    parts: tuple[Part, ...]


def test_a_place_in_a_list_is_part_of_the_path() -> None:
    with pytest.raises(ValidationError) as caught:
        Whole.model_validate_json('{"type": "whole", "parts": [{"numbers": [1]}, {"numbers": [1, -2]}]}')
    assert list(from_validation(caught.value).errors) == ["parts.1.numbers.1"]


def test_a_body_has_no_tag_to_leave_out() -> None:
    with pytest.raises(ValidationError) as caught:
        PressBody.model_validate_json('{"key": 7}')
    assert list(from_validation(caught.value).errors) == ["key"]


def test_what_was_sent_is_not_sent_back() -> None:
    problem = refusal(f'{{"type": "press", "key": "{KEY}", "battery": "a secret word"}}')
    assert "a secret word" not in str(problem.body())


def test_a_problem_has_the_catalogues_status_and_text() -> None:
    problem = Problem("not_found")
    assert problem.status == 404
    assert problem.body() == {"code": "not_found", "detail": CATALOGUE["not_found"][1], "errors": {}}


def test_facts_travel_only_when_there_are_any() -> None:
    assert Problem("illegal_move", facts={"by": "Saran"}).body()["facts"] == {"by": "Saran"}


def test_a_code_outside_the_catalogue_cannot_be_raised() -> None:
    with pytest.raises(KeyError):
        Problem("made_up")


def test_no_refusal_is_a_server_error_but_to_try_again() -> None:
    assert {status for status, _ in CATALOGUE.values() if not 400 <= status < 500} == {503}
    assert all(text for _, text in CATALOGUE.values())
