"""An exam written from a short form."""

import pytest
from numpy.testing import assert_allclose

from analytics.blueprints.custom import CustomDomain, CustomExam, exam_text
from analytics.blueprints.model import PassKind, WeightKind
from analytics.blueprints.parser import parse_blueprint
from analytics.errors import DocumentError


def exam(*domains: CustomDomain, code: str = "MINE", pass_percent: float | None = 70) -> CustomExam:
    """Return an exam of 40 questions in an hour."""
    return CustomExam(
        code=code,
        name='My "own" = exam\\',
        n_questions=40,
        duration_min=60,
        pass_percent=pass_percent,
        domains=domains,
    )


def test_a_custom_exam_survives_a_round_trip() -> None:
    """Quotes and backslashes are kept; weights of 60 and 30 are rescaled to 90."""
    found = parse_blueprint(exam_text(exam(CustomDomain("A", 60), CustomDomain("B [x]", 30))), file="mine")
    assert (found.code, found.name, found.n_items_max, found.duration_min) == ("MINE", 'My "own" = exam\\', 40, 60)
    assert (found.cut.kind, found.cut.pass_score) == (PassKind.PERCENT, 70)
    assert [domain.name for domain in found.domains] == ["A", "B [x]"]
    assert_allclose([domain.share or 0 for domain in found.domains], [2 / 3, 1 / 3])
    assert found.domains[0].weight_kind is WeightKind.APPROX
    assert found.cut.share == 0.70


@pytest.mark.parametrize(
    ("weights", "wrong_sum"),
    [
        ([33, 33, 33], None),
        ([50, 30, 21], None),
        ([50, 30, 22], 102),
        ([40, 13], 53),
        ([25, 15], None),
        ([None, None], None),
        ([1, 1, 1], None),
        ([], None),
    ],
)
def test_weights_that_add_to_100_are_all_equal_or_missing_are_right(
    weights: list[float | None], wrong_sum: float | None
) -> None:
    """Rounding may miss 100 by 1, as GCP-PMLE does. Of the exam's 40 questions they may be numbers, too."""
    assert exam(*(CustomDomain("A", weight) for weight in weights)).wrong_sum == wrong_sum


def test_more_than_a_hundred_questions_of_a_domain_are_a_percentage() -> None:
    """As in exams of several hundred questions."""
    found = parse_blueprint(exam_text(exam(CustomDomain("A", 150), CustomDomain("B", 50))), file="mine")
    assert [domain.share for domain in found.domains] == [0.75, 0.25]


def test_tasks_are_numbered_within_their_domain() -> None:
    """In their order; a domain may have none."""
    found = parse_blueprint(exam_text(exam(CustomDomain("A", 60, ["one", "two"]), CustomDomain("B", 40))), file="mine")
    tasks = [[(task.task_id, task.title) for task in domain.tasks] for domain in found.domains]
    assert tasks == [[("1.1", "one"), ("1.2", "two")], []]


def test_unknown_values_are_written_as_unpublished() -> None:
    """One missing weight makes all unpublished; without a cut the exam is pass or fail."""
    found = parse_blueprint(
        exam_text(exam(CustomDomain("A", 60), CustomDomain("B", None), pass_percent=None)), file="mine"
    )
    assert not found.is_weight_published
    assert found.cut.kind is PassKind.PASS_FAIL_ONLY


@pytest.mark.parametrize("wrong", [exam(), exam(CustomDomain("", None)), exam(CustomDomain("A", 100), code="")])
def test_a_broken_rule_is_refused_in_parsing(wrong: CustomExam) -> None:
    """No domain, a domain without a name, an exam without a code."""
    with pytest.raises(DocumentError):
        parse_blueprint(exam_text(wrong), file="mine")
