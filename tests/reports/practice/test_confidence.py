"""Confidence compared with correctness, for questions not seen before."""

import pytest

from analytics.blueprints.parser import shipped_blueprints
from analytics.models.beta_proportions import beta_proportion
from analytics.records import Confidence
from analytics.reports.practice.mistakes import confidence_judgments
from analytics.reports.practice.response_log import ResponseGroup
from tests.inputs.answers import logged
from tests.inputs.builders import EXAM

BLUEPRINT = shipped_blueprints()[EXAM]


def test_every_answer_is_in_one_of_four_counts() -> None:
    """Each response is known, a misconception, lucky, or an honest gap."""
    answers = [
        *[logged("+", confidence=Confidence.CONFIDENT)] * 5,
        *[logged("-", confidence=Confidence.CONFIDENT)] * 2,
        *[logged("+", confidence=Confidence.GUESS)] * 3,
        logged("+", confidence=Confidence.UNSURE),
        *[logged("-", confidence=Confidence.UNSURE)] * 4,
        logged("-"),
    ]
    judged = confidence_judgments(answers, BLUEPRINT)
    counts = (judged.confident.n_correct, judged.confident.n_wrong, judged.n_lucky, judged.n_honest_gaps)
    assert counts == (5, 2, 4, 4)
    assert (judged.n, judged.n_unjudged) == (sum(counts), 1)
    assert judged.confident.share == beta_proportion(5, 7)
    wrong, other = judged.confident.share_wrong, beta_proportion(2, 7)
    assert (wrong.value, wrong.low, wrong.high) == pytest.approx((other.value, other.low, other.high))
    assert judged.guess_floor == BLUEPRINT.guess_floor


def test_what_was_seen_before_counts_nowhere() -> None:
    """A seen question does not count, since it may be remembered."""
    judged = confidence_judgments([logged("+", confidence=Confidence.CONFIDENT, was_seen=True)], BLUEPRINT)
    assert (judged.n, judged.n_unjudged) == (0, 0)


def test_confident_answers_are_counted_by_domain() -> None:
    """Each domain of the exam has its own, in the exam's order."""
    few = [logged("-", confidence=Confidence.CONFIDENT)] * 4
    enough = [logged("-", confidence=Confidence.CONFIDENT, domain_id="2")] * 5
    first, second, *_ = confidence_judgments([*few, *enough], BLUEPRINT).domains
    assert (first.confident, second.confident) == (ResponseGroup(4, 0), ResponseGroup(5, 0))
