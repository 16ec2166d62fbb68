"""Every template shows all columns and can be imported."""

import tomllib
from dataclasses import fields
from pathlib import Path

from analytics.exports.canonical import plan_text, table_text, templates
from analytics.records import RECORD_TYPES, StudyPlan
from analytics.store import Store
from analytics.updates.context import Source
from analytics.updates.import_files import import_files
from tests.inputs.builders import update_context
from tests.inputs.examples import EXAMPLES


def test_every_template_can_be_imported(store: Store, tmp_path: Path) -> None:
    """There is one of each kind, with one row and no problem."""
    sources = []
    for name, text in templates().items():
        (tmp_path / name).write_text(text, encoding="utf-8")
        sources.append(Source(tmp_path / name, name))
    report = import_files(
        update_context(store, exam_code="AIF-C01"),
        sources,
    )
    assert [(file.format, file.imported, file.problems) for file in report.files] == [
        (kind.TABLE, 1, ()) for kind in RECORD_TYPES
    ]


def test_templates_are_what_an_export_writes() -> None:
    """Each has the columns of its file, with the example of each."""
    for text, one in zip(templates().values(), EXAMPLES, strict=True):
        if isinstance(one, StudyPlan):
            assert tomllib.loads(text) == tomllib.loads(plan_text(one))  # 8 and 8.0 are equal
        else:
            assert text == table_text(type(one), [one]).replace("\r\n", "\n")


def test_examples_show_every_column() -> None:
    """Each column has an example."""
    for example in EXAMPLES:
        assert all(getattr(example, field.name) is not None for field in fields(example))
