"""Texts of what to study next."""

from dataclasses import replace

import pytest

from analytics.reports.planning.plan_weeks import AUDIT, REVIEW
from analytics.reports.planning.study_next import StudyNext, StudyReason
from dashboard.text import study_next as text

NAMES = {"1": "Data *x*", "2": "Models", "3": "Security"}


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        (
            StudyNext("2", 6.0, StudyReason.LARGEST_GAP, focus="2"),
            "Study next: Models, about 6\u00a0h this week. It costs you the most questions.",
        ),
        (
            StudyNext(None, 10.0, StudyReason.ABOUT_EQUAL, ("1", "2"), "2"),
            "Study next: Models. Two of three domains are about equal. Your plan puts this one first.",
        ),
        (
            StudyNext(None, None, StudyReason.ABOUT_EQUAL, ("1", "2", "3")),
            "Study next: any domain. All three domains are about equal.",
        ),
        (
            StudyNext(None, None, StudyReason.ABOUT_EQUAL, ("2", "3")),
            "Study next: Models or Security. They are about equal.",
        ),
        (
            StudyNext(None, 10.0, StudyReason.NO_EVIDENCE, focus="3"),
            "Study next: Security. Nothing is known about your gaps yet. Your plan puts this one first.",
        ),
        (
            StudyNext(None, None, StudyReason.NO_EVIDENCE),
            "Study next: too early to tell. Nothing is known about your gaps yet.",
        ),
        (
            StudyNext(None, 4.0, StudyReason.FIXED_BY_HAND, focus="my *words*"),
            "Study next: my \\*words\\*, about 4\u00a0h this week. You set this focus.",
        ),
        (
            StudyNext(None, 4.0, StudyReason.REVIEW, focus=REVIEW),
            "Study next: Review, about 4\u00a0h this week. Your plan ends with review.",
        ),
        (StudyNext(None, None, StudyReason.PASSED), ""),
    ],
)
def test_each_answer_is_one_or_two_short_sentences(answer: StudyNext, sentence: str) -> None:
    """What, this week's hours, and why; among domains that are about equal or not known the plan decides."""
    assert text.sentence(answer, NAMES) == sentence


def test_where_a_page_has_said_that_domains_are_equal_the_reason_is_left_out() -> None:
    """What the plan puts first is said anyway, and every other reason too."""
    first = StudyNext(None, 4.0, StudyReason.ABOUT_EQUAL, ("1", "2"), "1")
    assert text.sentence(first, NAMES, says_equal=False).endswith(". Your plan puts this one first.")
    assert "about equal" not in text.sentence(first, NAMES, says_equal=False)
    review = StudyNext(None, 4.0, StudyReason.REVIEW, focus=REVIEW)
    assert text.sentence(review, NAMES, says_equal=False) == text.sentence(review, NAMES)


def test_of_many_domains_that_are_about_equal_the_others_are_named() -> None:
    """A list of most of a long exam's domains tells less than the few that are not among them."""
    names = NAMES | {"4": "Cost", "5": "Design"}
    many = StudyNext(None, None, StudyReason.ABOUT_EQUAL, ("5", "1", "2", "4"))
    assert text.sentence(many, names) == "Study next: any domain except Security. The others are about equal."
    some = replace(many, equal=("1", "2", "4"))
    assert text.value(some, names) == "Data \\*x\\*, Models or Cost"
    assert text.listed(("1", "2", "3", "4"), names, "All domains") == "All domains except Design"


def test_every_reason_without_a_domain_has_a_value() -> None:
    """Also a week of audit, and a largest gap that has had its hours."""
    assert text.value(StudyNext(None, 1.0, StudyReason.AUDIT, focus=AUDIT), NAMES).startswith("Audit")
    assert text.note(StudyNext("1", 1.0, StudyReason.HOURS_DUE), NAMES) == text.REASONS[StudyReason.HOURS_DUE]


@pytest.mark.parametrize(("n_equal", "n_all", "which"), [(2, 2, "Both"), (3, 3, "All three"), (2, 3, "Two of three")])
def test_domains_that_are_about_equal_are_counted(n_equal: int, n_all: int, which: str) -> None:
    """A list of long names would hide which one the plan puts first; there is no "all two"."""
    assert text.about_equal(n_equal, n_all) == f"{which} domains are about equal"
