"""Rules of style that no linter checks."""

import ast
import gc
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from string import Formatter

ROOT = Path(__file__).parents[1]
SOURCES = sorted(path for room in ("analytics", "dashboard", "sample_data") for path in (ROOT / room).rglob("*.py"))
MAX_POSITIONAL = 5
LIBRARY_CALLS = {"min", "max", "number_input"}
"""Calls of other people's functions, whose order is well known."""


@cache
def _nodes_by_kind() -> dict[type[ast.AST], list[tuple[Path, ast.AST]]]:
    nodes = defaultdict(list)
    gc.disable()  # all of them stay, and to look among them for garbage takes longer than to make them
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            nodes[type(node)].append((path, node))
    gc.freeze()
    gc.enable()
    return nodes


def _nodes(kind: type[ast.AST]) -> Iterator[tuple[str, ast.AST]]:
    for path, node in _nodes_by_kind()[kind]:
        yield f"{path.relative_to(ROOT)}:{getattr(node, 'lineno', 0)}", node


def test_analytics_is_made_of_rooms() -> None:
    """No module stands loose beside them but the clock and the reader of TOML documents."""
    loose = {path.name for path in (ROOT / "analytics").glob("*.py")}
    assert loose == {"__init__.py", "clock.py", "toml_table.py"}


def test_only_one_package_touches_session_state() -> None:
    """Its keys stand in one place, so that no two pages use one for different things."""
    users = {place for place, node in _nodes(ast.Attribute) if getattr(node, "attr", "") == "session_state"}
    assert {place for place in users if not place.startswith("dashboard/session/")} == set()


def test_no_call_has_more_than_five_positional_arguments() -> None:
    """A longer call names its arguments."""
    long = []
    for place, call in _nodes(ast.Call):
        assert isinstance(call, ast.Call)
        if len(call.args) > MAX_POSITIONAL:
            long.append((place, ast.unparse(call.func).rpartition(".")[2]))
    assert [(place, name) for place, name in long if name not in LIBRARY_CALLS] == []


def test_no_function_takes_more_than_five_positional_arguments() -> None:
    """Further parameters are keyword-only."""
    long = []
    for place, function in _nodes(ast.FunctionDef):
        assert isinstance(function, ast.FunctionDef)
        names = [a.arg for a in (*function.args.posonlyargs, *function.args.args) if a.arg not in {"self", "cls"}]
        if len(names) > MAX_POSITIONAL:
            long.append(f"{place} {function.name}")
    assert long == []


def test_no_two_public_classes_share_a_name() -> None:
    """One name stands for one thing in the whole product."""
    places = defaultdict(list)
    for place, found in _nodes(ast.ClassDef):
        assert isinstance(found, ast.ClassDef)
        if not found.name.startswith("_"):
            places[found.name].append(place)
    assert {name: where for name, where in places.items() if len(where) > 1} == {}


def test_templates_are_filled_with_their_fields() -> None:
    """A call of `TEMPLATE.format` names the fields that the constant has, and no other."""
    constants = defaultdict(list)
    for _, one in _nodes(ast.Assign):
        assert isinstance(one, ast.Assign)
        names = getattr(one.targets[0], "elts", [one.targets[0]])
        for name, value in zip(names, getattr(one.value, "elts", [one.value]), strict=False):
            if isinstance(name, ast.Name) and isinstance(value, ast.Constant):
                constants[name.id].append(str(value.value))
    wrong = []
    for place, call in _nodes(ast.Call):
        assert isinstance(call, ast.Call)
        if isinstance(call.func, ast.Attribute) and call.func.attr == "format" and call.keywords:
            name = ast.unparse(call.func.value).rpartition(".")[2]
            given = {option.arg for option in call.keywords}
            fields = [{field for _, field, *_ in Formatter().parse(words) if field} for words in constants[name]]
            wrong += [f"{place} {name}"] if fields and given not in fields else []
    assert wrong == []


PLURAL_NOUN = re.compile(
    r" (?:\w+ )?(answers|candidates|days|domains|exams|files|forecasts|hours|labs|lines|minutes|nights|questions|rows"
    r"|sessions|tasks|weeks)\b"
)
PLURAL_VERB = re.compile(r" (?:more |of \w+ )?(?:are|were|have|do|name|say)\b")
CONSTANT = re.compile(r"(?:[\w.]+\()*[\w.]*\b[A-Z][A-Z0-9_]+\b[^a-z]*")
"""A number fixed in the source, alone or in a formatting call."""


def test_plurals_are_made_by_functions() -> None:
    """A noun or verb after a number agrees with it through `formatting`, so that no page says "1 questions"."""
    by_hand = []
    for place, text in _nodes(ast.JoinedStr):
        assert isinstance(text, ast.JoinedStr)
        for value, after in pairwise(text.values):
            if isinstance(value, ast.FormattedValue) and isinstance(after, ast.Constant):
                source, words = ast.unparse(value.value), str(after.value)
                is_decimal = value.format_spec is not None and ".1f" in ast.unparse(value.format_spec)
                is_written = source.startswith(("formatting.", "'")) or "counted" in source
                is_noun = bool(PLURAL_NOUN.match(words)) and not is_written
                is_verb = bool(PLURAL_VERB.match(words)) and not source.startswith("formatting.joined")
                if (is_noun or is_verb) and not is_decimal and not CONSTANT.fullmatch(source):
                    by_hand.append(f"{place} {{{source}}}{words[:30]}")
    for place, choice in _nodes(ast.IfExp):
        assert isinstance(choice, ast.IfExp)
        is_text = all(isinstance(part, ast.Constant | ast.JoinedStr) for part in (choice.body, choice.orelse))
        if is_text and ast.unparse(choice.test).endswith("== 1"):
            by_hand.append(f"{place} {ast.unparse(choice)[:60]}")
    pages = [one for one in by_hand if one.startswith("dashboard/") and "formatting.py" not in one]
    assert pages == []
