"""Results of practice exams, as a whole and by domain."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from analytics.blueprints.parser import shipped_blueprints
from analytics.estimation.evidence import Evidence, read_evidence
from analytics.estimation.practice_results import practice_results
from analytics.models.intervals import wilson
from analytics.records import TOTAL_DOMAIN, Record
from tests.inputs.builders import EXAM, TODAY, practice_exam, store_with

FIRST = practice_exam(date(2026, 11, 1), [(3, 10), (8, 12)])
SECOND = practice_exam(date(2026, 11, 8), [(9, 10), (6, 12)], provider="Provider B", n_seen=6)


def _evidence(folder: Path, records: list[Record]) -> Evidence:
    return read_evidence(store_with(folder, records), shipped_blueprints()[EXAM], ["me"], TODAY)


def test_each_practice_exam_is_one_result_the_oldest_first(tmp_path: Path) -> None:
    """Its counts are the sums over its domains, in any order of rows."""
    results = practice_results(_evidence(tmp_path, [*SECOND, *FIRST]))
    assert [(p.day, p.n_correct, p.n_items) for p in results] == [
        (date(2026, 11, 1), 11, 22),
        (date(2026, 11, 8), 15, 22),
    ]
    assert [p.provider for p in results] == ["Provider A", "Provider B"]


def test_a_provider_has_one_place_in_all_results_of_a_candidate(tmp_path: Path) -> None:
    """Places follow the alphabet of all providers, also in a domain that not all have asked about."""
    earlier = practice_exam(date(2026, 11, 1), [(3, 10), (8, 12)], provider="Provider B")
    evidence = _evidence(tmp_path, [*earlier, *practice_exam(date(2026, 11, 8), [(9, 10)])])
    assert [p.provider_place for p in practice_results(evidence)] == [1, 0]
    assert [p.provider_place for p in practice_results(evidence, "2")] == [1]


def test_a_domain_has_results_of_its_own(tmp_path: Path) -> None:
    """A domain's result counts only its questions, with the range of their number."""
    result = practice_results(_evidence(tmp_path, [*FIRST]), "2")[0]
    assert (result.n_correct, result.n_items, result.share) == (8, 12, wilson(8, 12))


def test_questions_seen_before_are_counted(tmp_path: Path) -> None:
    """Six of ten and six of twelve are 12 of 22, which are most of them."""
    new, whole = practice_results(_evidence(tmp_path, [*FIRST, *SECOND]))
    assert round(whole.seen_share * 22) == 12
    assert (new.is_mostly_seen, whole.is_mostly_seen) == (False, True)


def test_a_result_known_only_as_a_whole_is_in_no_domain(tmp_path: Path) -> None:
    """A total is a result of the exam, not of a domain."""
    evidence = _evidence(tmp_path, [replace(FIRST[0], domain_id=TOTAL_DOMAIN)])
    assert len(practice_results(evidence)) == 1
    assert practice_results(evidence, "1") == ()
