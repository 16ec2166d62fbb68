"""What a score report says of each domain, entered beside the result."""

from collections.abc import Iterable, Mapping, Sequence

from analytics.records import ExamOutcome


def domain_outcomes(whole: ExamOutcome, words: Mapping[str, str]) -> list[ExamOutcome]:
    """Return a row for each domain with a word, beside the result as a whole."""
    return [
        ExamOutcome(
            candidate_id=whole.candidate_id,
            taken_on=whole.taken_on,
            exam_code=whole.exam_code,
            is_passed=whole.is_passed,
            domain_id=domain_id,
            classification=word,
        )
        for domain_id, word in words.items()
    ]


def without_words(outcomes: Sequence[ExamOutcome]) -> Iterable[ExamOutcome]:
    """Return the results as a whole that have no words by domain."""
    worded = {(row.exam_code, row.taken_on) for row in outcomes if row.domain_id is not None}
    return [row for row in outcomes if row.domain_id is None and (row.exam_code, row.taken_on) not in worded]
