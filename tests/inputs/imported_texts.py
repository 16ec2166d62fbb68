"""Texts as the files of an import, and practice exams to write in them."""

from dataclasses import replace
from pathlib import Path

from analytics.store import Store
from analytics.updates.context import Source
from analytics.updates.import_files import import_files
from analytics.updates.import_report import ImportReport
from tests.inputs.builders import update_context

HEADER = "practice_exam_id,taken_at,exam_code,domain_id,n_items,n_correct\n"


def exam(*counts: int, name: str = "a") -> str:
    """Write a practice exam with some correct answers out of 10 for each domain from 1."""
    rows = (f"{name},2026-10-20,AIF-C01,{domain},10,{n}\n" for domain, n in enumerate(counts, 1))
    return HEADER + "".join(rows)


def import_texts(
    store: Store, folder: Path, *, is_dry_run: bool = False, zone: str = "UTC", **texts: str
) -> ImportReport:
    """Write and import texts; the keywords are the file names."""
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    sources = [Source(folder / name, name) for name in texts]
    return import_files(replace(update_context(store), zone=zone), sources, is_dry_run=is_dry_run)
