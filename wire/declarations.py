"""`python -m wire.declarations [--check]`: the contracts other languages read, made from the pydantic models.

Writes frontend/src/contracts.d.ts (TypeScript) and docs/contracts/wire.schema.json (JSON Schema). With --check it
writes nothing and fails when a file is stale.
"""

import inspect
import json
import sys
from enum import StrEnum
from pathlib import Path
from typing import Any

from pydantic import BaseModel, TypeAdapter
from pydantic.json_schema import models_json_schema

from wire import words
from wire.messages import cards, common, desk, help, respond

ROOT = Path(__file__).resolve().parent.parent
TYPESCRIPT = ROOT / "frontend" / "src" / "contracts.d.ts"
SCHEMA = ROOT / "docs" / "contracts" / "wire.schema.json"

Schema = dict[str, Any]

UNIONS: dict[str, tuple[str, ...]] = {
    "ToPhone": (
        "Welcome",
        "Received",
        "AlertMessage",
        "ChatMessage",
        "UploadOffset",
        "UploadDone",
        "ProblemMessage",
        "Heartbeat",
    ),
    "ToDesk": (
        "Snapshot",
        "DeskChanges",
        "DeskResponder",
        "ChatMessage",
        "ProblemMessage",
        "Heartbeat",
    ),
    "ToResponder": (
        "RespondSnapshot",
        "RespondOffer",
        "RespondDispatch",
        "RespondShift",
        "Done",
        "ChatMessage",
        "UploadOffset",
        "UploadDone",
        "ProblemMessage",
        "Heartbeat",
    ),
}


def models() -> dict[str, type[BaseModel]]:
    """Every message and card by its name, in the order of their files."""
    found: dict[str, type[BaseModel]] = {}
    for module in (cards, common, help, desk, respond):
        for name, value in vars(module).items():
            if inspect.isclass(value) and issubclass(value, BaseModel) and value.__module__ == module.__name__:
                found[name] = value
    return found


def typescript(schema: Schema) -> str:
    """A JSON Schema fragment as a TypeScript type. Tuples of one item type are arrays here."""
    if "$ref" in schema:
        return str(schema["$ref"].rpartition("/")[2])
    if "const" in schema:
        return json.dumps(schema["const"])
    if "enum" in schema:
        return " | ".join(json.dumps(value) for value in schema["enum"])
    if "anyOf" in schema or "oneOf" in schema:
        return " | ".join(dict.fromkeys(typescript(each) for each in schema.get("anyOf") or schema["oneOf"]))
    kind = schema.get("type")
    if kind == "array":
        return f"ReadonlyArray<{typescript(schema.get('items', {}))}>"
    if kind == "object" and "properties" not in schema:
        values = schema.get("additionalProperties")
        return f"Record<string, {typescript(values if isinstance(values, dict) else {})}>"
    return {
        "string": "string",
        "number": "number",
        "integer": "number",
        "boolean": "boolean",
        "null": "null",
    }.get(str(kind), "unknown")


def interface(name: str, schema: Schema, *, sent_by_server: bool) -> str:
    """What the server sends has every field; what it reads may leave out those with a default."""
    lines = [f"export interface {name} {{"]
    needed = schema.get("required", [])
    for field, each in schema.get("properties", {}).items():
        always = field in needed or sent_by_server or field == "type"
        lines.append(f"  {field}{'' if always else '?'}: {typescript(each)};")
    return "\n".join([*lines, "}"])


def definitions() -> dict[str, Schema]:
    """`name → schema` of all models and words, as they are sent."""
    modes: list[Any] = [(model, "validation") for model in models().values()]
    _, whole = models_json_schema(modes, by_alias=True, ref_template="#/$defs/{model}")
    found: dict[str, Schema] = dict(whole["$defs"])
    for name, value in vars(words).items():
        if inspect.isclass(value) and issubclass(value, StrEnum) and value is not StrEnum:
            found.setdefault(name, TypeAdapter(value).json_schema())
    return found


def _read_by_server() -> set[str]:
    """Messages and bodies that come from outside, where defaults may be left out."""
    return {
        name
        for name, model in models().items()
        if model.__module__ != cards.__name__
        and (
            name.endswith("Body") or (t := model.model_fields.get("type")) is None or t.is_required() or name == "Ping"
        )
    }


def render_typescript() -> str:
    found = definitions()
    incoming = _read_by_server()
    parts = ["// Made by `python -m wire.declarations` from wire/messages. Do not edit."]
    for name in sorted(found):
        schema = found[name]
        if "enum" in schema:
            parts.append(f"export type {name} = {typescript(schema)};")
        else:
            optional = name in incoming or name == "Fix"
            parts.append(interface(name, schema, sent_by_server=not optional))
    adapters: dict[str, Any] = {
        "FromPhone": help.FromPhone,
        "FromDesk": desk.FromDesk,
        "FromResponder": respond.FromResponder,
    }
    for name, union in adapters.items():
        parts.append(f"export type {name} = {typescript(TypeAdapter(union).json_schema())};")
    parts.extend(f"export type {name} = {' | '.join(members)};" for name, members in UNIONS.items())
    return "\n\n".join(parts) + "\n"


def render_schema() -> str:
    whole = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Grassland 110: what crosses the wire",
        "$defs": dict(sorted(definitions().items())),
    }
    return json.dumps(whole, indent=1, ensure_ascii=False) + "\n"


def main(arguments: list[str]) -> int:
    stale = []
    for path, text in ((TYPESCRIPT, render_typescript()), (SCHEMA, render_schema())):
        if path.exists() and path.read_text() == text:
            continue
        stale.append(str(path.relative_to(ROOT)))
        if "--check" not in arguments:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
    if stale and "--check" in arguments:
        sys.stderr.write(f"stale: {', '.join(stale)}; run `python -m wire.declarations`\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
