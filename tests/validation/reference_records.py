"""Simulated records of many kinds for the comparison with long chains."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from analytics.models.exam_score import ExamForm
from tests.inputs.model_worlds import MLS_FORM, MLS_ITEMS
from tests.validation.generative import TOTAL, Cell, Record

SIX_DOMAINS = ExamForm(
    n_items=100,
    shares=(0.10, 0.15, 0.25, 0.20, 0.18, 0.12),
    share_half_widths=(0.0,) * 6,
    cut_mean=0.70,
    cut_sd=0.0,
    guess_floor=0.25,
    day_shock_sd=0.12,
)
FILL_IN = replace(MLS_FORM, guess_floor=0.0)


def sat(
    exam: int,
    week: float,
    percent: float,
    *,
    items: Sequence[int] = MLS_ITEMS,
    tilt: Sequence[float] = (4, -6, 2, 0),
    provider: int = 0,
    seen: float = 0.0,
    untimed: float = 0.0,
    open_book: float = 0.0,
    hours: float = 0.0,
    offset: float = 0.0,
) -> list[Cell]:
    """Return the cells of a practice exam with about this percentage; domains differ by a few points."""
    shares = [min(100.0, max(0.0, percent + off)) / 100 for off in np.resize(tilt, len(items))]
    return [
        Cell(
            week=week, domain=k, exam=exam, n_items=n, n_correct=round(n * share), provider=provider, seen=seen,
            untimed=untimed, open_book=open_book, hours=hours, offset=offset,
        )
        for k, (n, share) in enumerate(zip(items, shares, strict=True))
    ]  # fmt: skip


def total(exam: int, week: float, n_correct: int, n_items: int = 65, provider: int = 0) -> list[Cell]:
    """Return the cell of a practice exam of which only the total is known."""
    return [Cell(week=week, domain=TOTAL, exam=exam, n_items=n_items, n_correct=n_correct, provider=provider)]


def _record(name: str, exams: Sequence[list[Cell]], ahead: float = 1.0, form: ExamForm = MLS_FORM) -> Record:
    cells = [cell for exam in exams for cell in exam]
    return Record(name=name, cells=cells, form=form, exam_week=max(cell.week for cell in cells) + ahead)


def _rising(seen_from: int = 10) -> list[list[Cell]]:
    return [sat(w, w, 55 + 25 * w / 9, seen=float(w >= seen_from)) for w in range(10)]


def _with_hours() -> Record:
    exams = [sat(e, 2.0 * e, 62 + 4 * e, hours=0.25 * e) for e in range(5)]
    return replace(_record("study hours recorded", exams), has_hours=True, exam_hours=(1.2, 1.4, 0.9, 1.1))


def _tiny(exam: int, week: float, n_correct: Sequence[int]) -> list[Cell]:
    return [Cell(week=week, domain=k, exam=exam, n_items=1, n_correct=y) for k, y in enumerate(n_correct)]


def _many() -> list[list[Cell]]:
    percents = [58, 63, 61, 70, 66, 73, 71, 78, 74, 77]
    return [
        sat(w, 1.3 * w, percent, provider=w % 3, seen=0.4 * (w in {5, 8}), tilt=(9, -12, 4, -3))
        for w, percent in enumerate(percents)
    ]


def all_records() -> list[Record]:
    """Return the records: few and many exams, providers, repeats, totals, extremes, conditions, gaps."""
    flat = [sat(w, w, 80) for w in range(10)]
    conditions = [
        sat(0, 0, 60),
        sat(1, 2, 74, untimed=1.0),
        sat(2, 4, 86, untimed=1.0, open_book=1.0),
        sat(3, 5, 72),
    ]
    repeats = [
        sat(0, 0, 66),
        sat(1, 1, 70, provider=1),
        sat(2, 3, 88, seen=1.0),
        sat(3, 4, 83, provider=1, seen=0.5),
        sat(4, 5, 74),
    ]
    six = [sat(e, 2.0 * e, 70 + e, items=(8, 12, 20, 16, 14, 10)) for e in range(3)]
    return [
        _record("one exam near 80 %", [sat(0, 0, 80)]),
        _record("one exam near 60 %", [sat(0, 0, 60)], ahead=4),
        _record("one exam, far below the guess floor", [sat(0, 0, 8)]),
        _record("one exam, all wrong", [sat(0, 0, 0, tilt=(0,))]),
        _record("one exam of four questions, three right", [_tiny(0, 0, [1, 1, 0, 1])]),
        _record("two exams of four questions, all right", [_tiny(0, 0, [1, 1, 1, 1]), _tiny(1, 1, [1, 1, 1, 1])]),
        _record("two exams, all right", [sat(e, e, 100, tilt=(0,)) for e in range(2)]),
        _record("three exams of one provider", [sat(w, w, 80) for w in range(3)]),
        _record("three exams of three providers", [sat(w, w, 74 + 3 * w, provider=w) for w in range(3)]),
        _record("three exams, the real one eight weeks later", [sat(w, w, 68 + 2 * w) for w in range(3)], ahead=8),
        _record("three exams of fill-in questions", [sat(w, w, 70 + 2 * w) for w in range(3)], form=FILL_IN),
        _record("three exams of six domains, exact cut", six, form=SIX_DOMAINS),
        _record("totals only", [total(e, 1.5 * e, y) for e, y in enumerate((41, 46, 44, 50))]),
        _record("two totals of ten questions", [total(e, e, y, 10) for e, y in enumerate((6, 9))]),
        _record("long gaps", [sat(0, 0, 62), sat(1, 1, 66), sat(2, 40, 75)], ahead=12),
        _record("untimed and open book", conditions),
        _record("seen before, wholly and in part, of two providers", repeats),
        _with_hours(),
        _record("questions of known easiness", [sat(e, e, 78, offset=0.3 - 0.3 * e) for e in range(3)]),
        _record("one domain far behind", [sat(w, w, 78, tilt=(10, -40, 12, 5)) for w in range(4)]),
        _record("ten exams, flat at 80 %", flat),
        _record("ten exams, rising", _rising(), ahead=4),
        _record("ten exams, rising, the last three seen before", _rising(7)),
        _record("ten exams of three providers, some seen in part", _many()),
    ]
