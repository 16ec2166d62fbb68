"""The page "Files that go in": its tables and examples agree with the code."""

import re
from enum import StrEnum
from pathlib import Path

import pytest

from analytics.blueprints.parser import shipped_blueprints
from analytics.ingest.canonical.columns import columns_of
from analytics.ingest.canonical.reader import READERS
from analytics.ingest.mapping.map_file import parse_map
from analytics.ingest.sources import SOURCES
from analytics.records import Activity, Confidence, ErrorCause, LabKind, Record

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "analytics" / "ingest"
PAGE = (FOLDER / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("record_type", [reader.record_type for reader in READERS])
def test_each_canonical_table_is_documented_with_its_columns(record_type: type[Record]) -> None:
    """Columns appear in order, and `?` marks the optional ones."""
    columns = ", ".join(column.name + ("" if column.is_required else "?") for column in columns_of(record_type))
    (row,) = re.findall(rf"^\| `{record_type.TABLE}\.csv` \|.*$", PAGE, re.MULTILINE)
    assert row.endswith(f"| `{columns}` |")


@pytest.mark.parametrize(
    ("column", "words"),
    [("activity", Activity), ("lab_kind", LabKind), ("confidence", Confidence), ("error_cause", ErrorCause)],
)
def test_the_words_of_a_column_are_documented(column: str, words: type[StrEnum]) -> None:
    """The page lists them in the order of the code."""
    assert f"| `{column}` | {', '.join(words)} |" in PAGE


def test_every_format_and_every_exam_is_documented() -> None:
    """A new reader or blueprint needs its place on the page."""
    assert [source.format for source in SOURCES if f"(`{source.format}`)" not in PAGE] == []
    assert [code for code in shipped_blueprints() if code not in PAGE] == []
    assert f"{len(shipped_blueprints())} come with Cutscore" in PAGE


def test_the_modules_to_start_from_exist() -> None:
    """The page names them for whoever adds a format."""
    modules = re.findall(r"`([a-z_/]+\.py)`", PAGE)
    assert [name for name in modules if not (FOLDER / name).exists() and not (ROOT / name).exists()] == []
    assert len(modules) > 3


def test_the_example_is_a_map_file() -> None:
    """It means what its comments say."""
    (example,) = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)
    mapping = parse_map(example)
    assert (mapping.kind, mapping.zone, mapping.study) == ("study_sessions", "Europe/Berlin", ("AWS",))
    assert (mapping.domain_of("Video course"), mapping.activity_of("AWS lab 3")) == ("2", Activity.LAB)
