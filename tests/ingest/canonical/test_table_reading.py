"""Reading many rows at once gives the same as reading them one by one."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from analytics.ingest import Import
from analytics.ingest.canonical import table_reading
from analytics.ingest.canonical.reader import READERS, CanonicalReader
from tests.inputs.ingest_inputs import CONTEXT, EXAM, read_bytes

AT_CHANGE = "2026-10-25T02:30"
MOMENTS = ("2026-02-01T09:00", "2026-02-02T10:30+02:00", AT_CHANGE, "2026-02-03", "2027-01-01", "soon", "")
TEXTS = ("", "a", "'=b", "c\x01", '"two\nlines"', '"say ""hi"""', '"open', f'"x\n2026-02-01T09:00,{EXAM}\ny"')
NUMBERS = ("8", "10", "20", "20", "2.5", "-0", "800", "x", "")
CELLS: Mapping[str, tuple[str, ...]] = {
    "candidate": ("me", "ann", ""),
    "exam_code": (EXAM, EXAM, "ZZZ", ""),
    "domain_id": ("1", "2", "total", "old", "9", ""),
    "task_id": ("", "1.1", "x"),
    "practice_exam_id": ("p1", "p2", "p3", "'=p", ""),
    "item_id": ("", "q1", "q2"),
    "source_id": ("", "", "s1"),
    "activity": ("lab", "Video", "nap"),
    "rating": ("1", "4", "6", ""),
    **dict.fromkeys(("taken_at", "started_at", "starts_at", "reviewed_at", "taken_on", "rated_on", "on"), MOMENTS),
    **dict.fromkeys(("is_correct", "is_passed", "is_timed"), ("yes", "0", "maybe", "")),
    **dict.fromkeys(("provider", "form", "note", "title", "resource", "deck", "review_id"), TEXTS),
}
"""What a column may hold, good and bad; the other columns hold numbers."""


@st.composite
def files(draw: st.DrawFn) -> tuple[CanonicalReader, str]:
    """Draw a table of any kind, some of whose rows are broken."""
    reader = draw(st.sampled_from(READERS))
    more = [column.name for column in reader.columns if not column.is_required]
    names = draw(st.permutations([*reader.required, *draw(st.lists(st.sampled_from(more), unique=True))]))
    cells = [st.sampled_from(CELLS.get(name, NUMBERS)) for name in names]
    rows = draw(st.lists(st.tuples(*cells), min_size=1, max_size=12))
    short = draw(st.sampled_from(("", "1,2")))
    return reader, "\n".join([",".join(names), *map(",".join, rows), short])


def read(text: str, monkeypatch: pytest.MonkeyPatch, n_at_once: int) -> Import:
    """Read a file some rows at a time, with an exam that has renamed a domain."""
    domains = tuple(replace(one, formerly=("old",)) for one in CONTEXT.blueprints[EXAM].domains[:1])
    exam = replace(CONTEXT.blueprints[EXAM], domains=(*domains, *CONTEXT.blueprints[EXAM].domains[1:]))
    monkeypatch.setattr(table_reading, "CHUNK_ROWS", n_at_once)
    context = replace(CONTEXT, blueprints={EXAM: exam}, exams_of={"me": (EXAM,)})
    found = read_bytes(text.encode(), "file.csv", context)
    return replace(found, notices=tuple(sorted(found.notices)))


QUOTED = """started_at,time_on_task_min,activity,note
2026-02-01T09:00,9,lab,c\x01
soon,9,lab,"x
2026-02-01T09:00,9,lab,b
y"
"""
"""The test of the quoted lines meets the time of the first row before that row is read."""

UNREADABLE_BELOW_BROKEN = "is_correct,taken_at,practice_exam_id,exam_code,candidate\n" + "".join(
    f"{mark},2026-02-01T09:00,p1,{code},me\n" for mark, code in (("yes", EXAM), ("yes", "ZZZ"), ("maybe", EXAM))
)
"""A row that breaks a rule above one that cannot be read, which is found first."""


@given(file=files())
@example(file=(READERS[1], UNREADABLE_BELOW_BROKEN))
@example(file=(READERS[2], QUOTED))
def test_rows_read_at_once_are_as_rows_read_one_by_one(file: tuple[CanonicalReader, str]) -> None:
    """Rows, keys and problems are equal and in the same order, and notices are equal, whatever is wrong."""
    _, text = file
    with pytest.MonkeyPatch.context() as monkeypatch:
        one_by_one = read(text, monkeypatch, 1)
        assert read(text, monkeypatch, 3) == one_by_one
        assert read(text, monkeypatch, 4096) == one_by_one


def test_the_drawn_files_have_good_rows_problems_and_notices() -> None:
    """Otherwise the comparison would prove nothing; one of them is compared here, too."""
    with pytest.MonkeyPatch.context() as monkeypatch:
        found = read(QUOTED, monkeypatch, 4096)
        assert read(QUOTED, monkeypatch, 1) == found
    assert (len(found.rows), bool(found.problems), bool(found.notices)) == (2, True, True)
