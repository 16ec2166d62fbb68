"""Tests of the templates."""

from dataclasses import fields
from datetime import UTC, date, datetime
from pathlib import Path

from analytics.blueprints.parser import shipped_blueprints
from analytics.exports.templates import EXAMPLES, templates
from analytics.records import RECORD_TYPES
from analytics.store import Store
from analytics.updates.context import Source, UpdateContext
from analytics.updates.import_files import import_files


def test_every_template_can_be_imported(tmp_path: Path) -> None:
    """Each gives one row and no problem, and there is one of each kind."""
    sources = []
    for name, text in templates().items():
        (tmp_path / name).write_text(text, encoding="utf-8")
        sources.append(Source(tmp_path / name, name))
    report = import_files(
        UpdateContext(
            store=Store(tmp_path / "own.duckdb"),
            today=date(2026, 11, 25),
            made_at=datetime(2026, 11, 25, tzinfo=UTC),
            zone="UTC",
            blueprints=shipped_blueprints(),
            exam_code="AIF-C01",
        ),
        sources,
    )
    assert [(file.format, file.imported, file.problems) for file in report.files] == [
        (kind.TABLE, 1, ()) for kind in RECORD_TYPES
    ]


def test_examples_show_every_column() -> None:
    """No field of an example is empty, so that each column shows how it is written."""
    for example in EXAMPLES:
        assert all(getattr(example, field.name) is not None for field in fields(example))
