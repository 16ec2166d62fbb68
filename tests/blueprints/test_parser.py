"""Parsing exam files, with every error named."""

import tomllib
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import tomli_w

from analytics.blueprints.model import CutScore, ExamStatus, PassKind
from analytics.blueprints.parser import (
    read_blueprint,
    shipped_blueprints,
)
from analytics.errors import DocumentError
from tests.inputs.exam_files import FULL, LEAST, parsed


def changed(path: str, value: object, *, start: str = FULL) -> str:
    """Return a good file with one key changed, or removed if the value is None."""
    document = tomllib.loads(start)
    table_name, _, key = path.rpartition(".")
    table = document.setdefault(table_name, {}) if table_name else document
    if value is None:
        del table[key]
    else:
        table[key] = value
    return tomli_w.dumps(document)


def test_the_smallest_file_is_enough() -> None:
    """Every optional key may be missing, and nothing is invented for it."""
    exam = parsed(LEAST)
    assert (exam.code, exam.name, exam.duration_min) == ("MY-EXAM", "My exam", 90)
    assert (exam.n_items_min, exam.n_items_max, exam.n_unscored_items, exam.n_scored_items) == (
        60,
        60,
        None,
        60,
    )
    assert exam.cut == CutScore(PassKind.PERCENT, None, None, None)
    assert exam.status_on(date(2026, 11, 25)) is ExamStatus.ACTIVE
    assert (exam.fee, exam.currency, exam.free_retake) == (None, "", False)
    assert (exam.attempt_limit, exam.attempt_window_d, exam.retake_wait_d) == (None, None, ())
    assert (exam.provider, exam.level, exam.guide_version) == (None, None, None)
    assert (exam.is_adaptive, exam.is_open_book, exam.has_public_items, exam.may_return) == (False, False, False, True)
    assert exam.services == exam.replaced_by == exam.source_urls == exam.unverified_fields == ()


def test_every_key_of_a_full_file_is_read() -> None:
    """A service of two categories is read once, and only web links are."""
    exam = parsed(FULL)
    assert (exam.provider, exam.level, exam.guide_version) == ("Me", "associate", "2")
    assert (exam.listed_status, exam.first_day, exam.last_day, exam.general_availability) == (
        ExamStatus.BETA,
        date(2026, 1, 5),
        date(2028, 12, 31),
        date(2026, 6, 1),
    )
    assert (exam.replaced_by, exam.replaces) == (("NEXT",), ("LAST",))
    assert (exam.fee, exam.currency, exam.free_retake) == (70.5, "EUR", True)
    assert (exam.n_unscored_items, exam.n_scored_items) == (10, 50)
    assert (exam.is_adaptive, exam.is_open_book, exam.has_public_items, exam.may_return) == (True, True, True, False)
    assert (exam.question_types, exam.options_per_question) == (("multiple_choice", "lab"), 5)
    assert (exam.n_breaks, exam.break_min) == (2, 10)
    assert exam.cut == CutScore(PassKind.SCALED, 750, 100, 900)
    assert (exam.retake_wait_d, exam.attempt_limit, exam.attempt_window_d) == ((0, 14), 3, 365)
    assert exam.task_ids == ("1.1", "1.2")
    assert exam.services == ("Disk", "Tape")
    assert exam.source_urls == ("https://example.org/guide",)
    assert exam.unverified_fields == ("fee.amount",)


@pytest.mark.parametrize("key", ["attempt_limit", "attempt_window_days"])
def test_no_limit_is_written_as_zero(key: str) -> None:
    """A limit of 0 attempts or 0 days means no limit."""
    exam = parsed(changed(f"retake.{key}", 0))
    assert None in (exam.attempt_limit, exam.attempt_window_d)


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ("questions = 60\nquestions_scored = 50", (60, 60, 10)),
        ("questions = 60\nquestions_unscored = 10", (60, 60, 10)),
        ("questions_min = 100\nquestions_max = 150\nquestions_unscored = 25", (100, 150, 25)),
        ("questions_min = 40\nquestions_max = 60\nquestions_scored = 30", (40, 60, None)),
        ("questions_max = 90", (90, 90, None)),
    ],
)
def test_a_number_of_questions_may_be_fixed_a_band_or_a_maximum(
    counts: str, expected: tuple[int, int, int | None]
) -> None:
    """Of a fixed number the scored ones imply the unscored ones; of a range they do not."""
    exam = parsed(LEAST.replace("questions = 60", counts))
    assert (exam.n_items_min, exam.n_items_max, exam.n_unscored_items) == expected


@pytest.mark.parametrize(
    ("path", "value", "key", "rule"),
    [
        ("schema", None, "schema", "is required"),
        ("schema", "exam-blueprint/2", "schema", "newer schema than exam-blueprint/1; update Cutscore"),
        ("schema", "exam-blueprint/0", "schema", "it must be 'exam-blueprint/1'"),
        ("schema", "exam-blueprint/one", "schema", "it must be 'exam-blueprint/1'"),
        ("schema", "confusables/2", "schema", "it must be 'exam-blueprint/1'"),
        ("exam", 5, "exam", "a table"),
        ("exam", None, "exam.code", "is required"),
        ("exam.code", None, "exam.code", "is required"),
        ("exam.code", " ", "exam.code", "is required"),
        ("exam.name", None, "exam.name", "is required"),
        ("exam.name", "x" * 501, "exam.name", "at most 500"),
        ("exam.status", "sleeping", "exam.status", "announced, beta, active, retiring, retired"),
        ("exam.status_date", "2026-01-05", "exam.status_date", "a date"),
        ("exam.status_date", datetime(2026, 1, 5, tzinfo=UTC), "exam.status_date", "a date"),
        (
            "exam.retires",
            date(2026, 1, 4),
            "exam.status_date",
            "the first day, 2026-01-05, is after the last",
        ),
        ("exam.general_availability", date(2026, 1, 4), "exam.general_availability", "not be before"),
        ("exam.replaced_by", "NEXT", "exam.replaced_by", "a list"),
        ("fee.amount", -1, "fee.amount", "from 0"),
        ("fee.amount", True, "fee.amount", "a number"),
        ("fee.amount", float("inf"), "fee.amount", "a number"),
        ("format", None, "format.questions", "set questions, or questions_min and questions_max"),
        ("format.questions", None, "format.questions", "set questions"),
        ("format.questions", 0, "format.questions", "from 1"),
        ("format.questions_scored", 61, "format.questions_scored", "not be above the number of questions (60)"),
        ("format.questions_scored", 49, "format.questions_scored", "must add up to 60"),
        ("format.questions_unscored", 60, "format.questions_unscored", "below the number of questions (60)"),
        ("format.duration_minutes", None, "format.duration_minutes", "is required"),
        ("format.duration_minutes", 0, "format.duration_minutes", "from 1"),
        ("format.question_types", ["essay"], "format.question_types[1]", "one of: multiple_choice"),
        ("format.options_per_question", 1, "format.options_per_question", "from 2"),
        ("scoring", None, "scoring.pass_kind", "is required"),
        ("scoring.pass_kind", "points", "scoring.pass_kind", "scaled, percent"),
        ("scoring.pass_kind", "percent", "scoring.pass_score", "from 0 to 100"),
        ("scoring.pass_score", 99, "scoring.pass_score", "not be below scale_min (100)"),
        ("scoring.pass_score", 901, "scoring.pass_score", "not be above scale_max (900)"),
        ("scoring.scale_min", 900, "scoring.scale_min", "below scale_max (900)"),
        ("retake.wait_days", [0, -1], "retake.wait_days[2]", "from 0"),
        ("retake.attempt_limit", -1, "retake.attempt_limit", "from 0"),
        ("domain", None, "domain", "at least one domain"),
        ("services", {"Storage": [5]}, "services.Storage[1]", "text in quotes"),
        ("source", [{"url": 5}], "source[1].url", "text in quotes"),
        ("check.unverified_fields", [5], "check.unverified_fields[1]", "text in quotes"),
    ],
)
def test_a_broken_rule_is_named_with_its_key(path: str, value: object, key: str, rule: str) -> None:
    """The error says what is wrong, where, and what is allowed."""
    with pytest.raises(DocumentError) as caught:
        parsed(changed(path, value))
    assert (caught.value.file, caught.value.key) == ("my.toml", key)
    assert rule in caught.value.rule


def test_a_range_of_questions_is_in_order() -> None:
    """A minimum above the maximum is refused."""
    band = LEAST.replace("questions = 60", "questions_min = 61\nquestions_max = 60")
    with pytest.raises(DocumentError, match=r"format\.questions_min = 61: it must not be above"):
        parsed(band)


def test_shipped_blueprints_are_read_once() -> None:
    """The same immutable mapping is returned."""
    assert shipped_blueprints() is shipped_blueprints()
    with pytest.raises(TypeError):
        shipped_blueprints()["X"] = parsed(LEAST)  # type: ignore[index]


def test_the_blueprints_in_the_shared_folder_load() -> None:
    """If available, they are read like a candidate's own file."""
    shared = Path(__file__).parents[3] / "shared" / "data"
    paths = sorted(shared.glob("*/blueprint.toml"))
    if not paths:
        pytest.skip(f"NOT CHECKED: there are no exams in {shared}")
    for path in paths:
        exam = read_blueprint(path)
        assert exam.n_scored_items in (10, 50)
        assert exam.guess_floor == 0.25
        assert exam.is_weight_published
