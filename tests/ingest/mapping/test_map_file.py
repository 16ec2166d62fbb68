"""Map files (`--map`): what they hold, what is refused, and the round trip."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.errors import DocumentError, UnopenableFileError
from analytics.ingest.file_mapping import NO_MAPPING, UNASSIGNED, DateOrder, FileMapping, whole_title
from analytics.ingest.mapping.map_file import fingerprint, map_text, parse_map, read_map
from analytics.records import Activity
from analytics.toml_table import MAX_FILE_SIZE
from tests.inputs.strategies import few_examples
from tests.inputs.toml_documents import HOSTILE

TEXT = """
kind = "practice_exams"
decimal = ","
date_order = "dmy"
zone = "Europe/Berlin"
n_items = 60
taken_on = 2026-03-01
person = "Ann Lee"
sheet = "Results"
has_header = false

[columns]
"Date Taken" = "taken_at"
"Score (%)" = "score"

[units]
score = "percent"
time = "h"

[study]
titles = ["aws"]
projects = "exam"
decks = ["aws", "*"]

[domain]
s3 = "3"

[task]
s3 = "3.1"

[activity]
video = "video"
"""

MAPPING = FileMapping(
    kind="practice_exams",
    sheet="Results",
    has_header=False,
    columns={"date_taken": "taken_at", "score_(%)": "score"},
    score_unit="percent",
    n_items=60,
    time_unit="h",
    decimal=",",
    date_order=DateOrder.DAY_FIRST,
    zone="Europe/Berlin",
    taken_on=date(2026, 3, 1),
    person="Ann Lee",
    study=("aws", "exam", "*"),
    domain={"s3": "3"},
    task={"s3": "3.1"},
    activity={"video": Activity.VIDEO},
)


def test_a_map_file_sets_every_field(tmp_path: Path) -> None:
    """Columns match in any spelling; a BOM does no harm."""
    path = tmp_path / "map.toml"
    path.write_text(TEXT, encoding="utf-8-sig")
    assert read_map(path) == MAPPING
    assert parse_map("") == NO_MAPPING


def test_a_mapping_survives_a_round_trip() -> None:
    """Except the day of one practice exam, which is for one file."""
    again = parse_map(map_text(MAPPING))
    assert (again.taken_on, again.with_defaults(FileMapping(taken_on=MAPPING.taken_on))) == (None, MAPPING)
    assert map_text(NO_MAPPING) == ""


@pytest.mark.parametrize(
    ("text", "key", "rule"),
    [
        ("kind = ", "file", "valid TOML"),
        (f"kind = 0x{'f' * 5000}", "kind", "one of"),
        ('kind = "nothing"', "kind", "one of"),
        ("kind = 5", "kind", "one of"),
        ("kind = {}", "kind", "one of"),
        ('colour = "red"', "colour", "unknown key"),
        ('zone = "Mars/Base"', "zone", "unknown time zone"),
        ('zone = "../etc"', "zone", "unknown time zone"),
        ("zone = 3", "zone", "text"),
        ("sheet = 2", "sheet", "text"),
        ('has_header = "no"', "has_header", "true or false, without quotes"),
        ('decimal = ":"', "decimal", "one of"),
        ('date_order = "ydm"', "date_order", "one of"),
        ('taken_on = "2026-03-01"', "taken_on", "without quotes"),
        ("taken_on = 2026-03-01T09:00:00", "taken_on", "without quotes"),
        ('columns = "a"', "columns", "a table"),
        ('[columns]\na = "b"', "kind", "columns need a kind"),
        ('kind = "check_ins"\n[columns]\na = "score"', "columns.a", "one of"),
        ('kind = "check_ins"\n[columns]\na = "on"\n"A " = "note"', "columns.A ", "once"),
        ('kind = "check_ins"\n[columns]\na = "on"\nb = "on"', "columns.b", "once"),
        ('[units]\nmoney = "eur"', "units.money", "unknown key"),
        ('[units]\nscore = "points"', "units.score", "one of"),
        ('[units]\ntime = "days"', "units.time", "one of"),
        ("[study]\ntitles = 5", "study.titles", "a list"),
        ('[study]\ntitles = [""]', "study.titles", "text"),
        ('[study]\ncolours = ["x"]', "study.colours", "unknown key"),
        (f'[domain]\n"{"x" * 201}" = "1"', "domain", "text"),
        ("[domain]\nx = 1", "domain.x", "text"),
        ('[activity]\nx = "sleep"', "activity.x", "one of"),
        ("[domain]\n" + "".join(f'k{n} = "1"\n' for n in range(501)), "domain", "at most 500"),
    ],
)
def test_a_broken_rule_is_named(text: str, key: str, rule: str) -> None:
    """Key, value and rule, in a sentence."""
    with pytest.raises(DocumentError, match=r"map: ") as caught:
        parse_map(text)
    assert (caught.value.key, rule in caught.value.rule) == (key, True)


@pytest.mark.parametrize(("document", "rule"), HOSTILE)
def test_a_hostile_map_file_is_refused_unread(document: str, rule: str) -> None:
    """Size, depth and count are checked before it is parsed."""
    with pytest.raises(DocumentError, match=rule):
        parse_map(document)


def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    """Missing, too large, or not text."""
    with pytest.raises(UnopenableFileError, match="Check the name and the folder"):
        read_map(tmp_path / "none.toml")
    large = tmp_path / "large.toml"
    large.write_bytes(b"#" * (MAX_FILE_SIZE + 1))
    with pytest.raises(DocumentError, match="larger than"):
        read_map(large)
    other = tmp_path / "other.toml"
    other.write_bytes(b'kind = "\xff"')
    with pytest.raises(DocumentError, match="UTF-8"):
        read_map(other)


def test_each_kind_of_file_has_its_own_fingerprint() -> None:
    """Each header has another; a lone surrogate does no harm."""
    names = {fingerprint("table", header) for header in (["a", "b"], ["b", "a"], ["a"], ["\ud800"])}
    assert len(names | {fingerprint("toggl")}) == 5


def test_defaults_fill_only_missing_fields() -> None:
    """The mapping's own fields win."""
    first, second = FileMapping(zone="UTC", study=("a",)), FileMapping(zone="Asia/Tokyo", kind="check_ins")
    assert first.with_defaults(second) == FileMapping(zone="UTC", study=("a",), kind="check_ins")
    assert (NO_MAPPING.is_empty, first.is_empty) == (True, False)


@pytest.mark.parametrize(
    ("pattern", "title", "matches"),
    [
        ("s3", "AWS S3 lab", True),
        ("=s3", "S3", True),
        ("=s3", "S3 lab", False),
        ("aws*", "AWS S3", True),
        ("aws*", "My AWS", False),
        ("*", "", True),
        ("lab", "S3", False),
    ],
)
def test_a_pattern_matches_a_title(pattern: str, title: str, matches: bool) -> None:
    """Anywhere in it, as a whole, or with wildcards, whatever the case."""
    assert FileMapping(study=(pattern,)).is_study(title) is matches


@few_examples(8)
@given(st.text(max_size=30), st.text(max_size=30))
def test_a_whole_title_matches_only_itself(title: str, other: str) -> None:
    """Whatever characters it contains."""
    mapping = FileMapping(study=(whole_title(title),))
    assert mapping.is_study(title)
    assert mapping.is_study(other) is (other.casefold() == title.casefold())


@given(st.text(max_size=200))
def test_any_text_is_a_mapping_or_an_error(text: str) -> None:
    """A text that breaks a rule raises no other error."""
    try:
        parse_map(text)
    except DocumentError as error:
        assert error.rule


def test_a_name_can_be_no_domain() -> None:
    """Its rows are imported without one; a blank text is not accepted for that."""
    mapping = FileMapping(domain={"=Admin": UNASSIGNED})
    assert parse_map(map_text(mapping)) == mapping
    assert mapping.domain_of("admin") == UNASSIGNED
    with pytest.raises(DocumentError):
        parse_map('[domain]\nAdmin = " "\n')
