"""The contracts other languages read agree with the models they are made from."""

import json
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel, TypeAdapter

from wire import declarations
from wire.declarations import definitions, main, models, render_schema, render_typescript, typescript
from wire.messages.desk import FromDesk
from wire.messages.help import FromPhone
from wire.messages.respond import FromResponder


def test_the_committed_contracts_are_fresh() -> None:
    assert main(["--check"]) == 0


def test_a_stale_contract_fails_the_check_and_is_left_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    stale = tmp_path / "contracts.d.ts"
    stale.write_text("old")
    monkeypatch.setattr(declarations, "ROOT", tmp_path)
    monkeypatch.setattr(declarations, "TYPESCRIPT", stale)
    monkeypatch.setattr(declarations, "SCHEMA", tmp_path / "new" / "wire.schema.json")
    assert main(["--check"]) == 1
    assert stale.read_text() == "old"
    assert "contracts.d.ts" in capsys.readouterr().err

    assert main([]) == 0
    assert stale.read_text() == render_typescript()
    assert main(["--check"]) == 0


def test_every_message_and_card_is_declared() -> None:
    text = render_typescript()
    missing = [name for name in models() if f"export interface {name} {{" not in text]
    assert missing == []


def test_every_word_of_the_wire_is_declared() -> None:
    assert 'export type Disposition = "resolved" | "false_alarm"' in render_typescript()


@pytest.mark.parametrize(
    ("name", "union"), [("FromPhone", FromPhone), ("FromDesk", FromDesk), ("FromResponder", FromResponder)]
)
def test_a_union_names_all_its_messages(name: str, union: Any) -> None:
    line = next(each for each in render_typescript().splitlines() if each.startswith(f"export type {name} ="))
    members = TypeAdapter(union).json_schema()["discriminator"]["mapping"].values()
    assert {each.rpartition("/")[2] for each in members} == set(line.removesuffix(";").partition("= ")[2].split(" | "))


def test_what_the_server_sends_names_only_messages_that_exist() -> None:
    known = models()
    for names in declarations.UNIONS.values():
        assert [name for name in names if name not in known or "type" not in known[name].model_fields] == []


def test_what_the_server_sends_has_every_field_and_what_it_reads_may_lack_those_with_a_default() -> None:
    text = render_typescript()
    assert "  stars: number | null;" in text.partition("export interface HerderAlert {")[2].partition("}")[0]
    press = text.partition("export interface Press {")[2].partition("}")[0]
    assert "  key: string;" in press
    assert "  silent?: boolean;" in press
    assert '  type: "press";' in press


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        ({"$ref": "#/$defs/Fix"}, "Fix"),
        ({"const": "press"}, '"press"'),
        ({"enum": ["a", "b"]}, '"a" | "b"'),
        ({"anyOf": [{"type": "integer"}, {"type": "number"}, {"type": "null"}]}, "number | null"),
        ({"type": "array", "items": {"type": "string"}}, "ReadonlyArray<string>"),
        ({"type": "object", "additionalProperties": {"type": "integer"}}, "Record<string, number>"),
        ({"type": "object"}, "Record<string, unknown>"),
        ({}, "unknown"),
    ],
)
def test_a_schema_becomes_a_type(schema: dict[str, Any], expected: str) -> None:
    assert typescript(schema) == expected


def test_the_json_schema_closes_every_message() -> None:
    found = json.loads(render_schema())["$defs"]
    assert set(found) == set(definitions())
    assert all(found[name]["additionalProperties"] is False for name in models())


def test_models_are_strict_frozen_and_closed() -> None:
    loose = [name for name, model in models().items() if not _is_closed(model)]
    assert loose == []


def _is_closed(model: type[BaseModel]) -> bool:
    config = model.model_config
    return config.get("extra") == "forbid" and config.get("frozen") is True and config.get("strict") is True
