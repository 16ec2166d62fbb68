"""Pairs are counted by direction, and distinguished only on evidence."""

from datetime import date
from typing import Any

import pytest

from analytics.blueprints.lookalikes import shipped_look_alikes
from analytics.models.stability import CLAIM_LEVEL
from analytics.records import ErrorCause
from analytics.reports.practice.confusion_pairs import (
    DISTINGUISHED_SHARE,
    RECENT_QUESTIONS,
    ConfusionPair,
    PairStatus,
    confusion_pairs,
    mistaken_for,
)
from analytics.reports.practice.response_log import LoggedResponse
from tests.inputs.answers import logged

KNOWN = shipped_look_alikes()


def wrong(chosen: str, correct: str, **changes: Any) -> LoggedResponse:
    return logged("-", chosen=chosen, correct_answer=correct, **changes)


def right(correct: str, **changes: Any) -> LoggedResponse:
    return logged("+", chosen=correct, correct_answer=correct, **changes)


def only(responses: list[LoggedResponse]) -> ConfusionPair:
    (pair,) = confusion_pairs(responses, KNOWN)
    return pair


def test_directions_are_counted_apart_and_spellings_together() -> None:
    """Both directions and all spellings form one pair, with the hint of its set."""
    pair = only(
        [
            wrong("Kinesis Firehose", "Kinesis Data Streams"),
            wrong("Amazon Data Firehose", "Amazon Kinesis Data Streams", day=date(2026, 11, 9)),
            wrong("kinesis data streams", "Firehose"),
        ]
    )
    assert pair.names == ("Amazon Data Firehose", "Amazon Kinesis Data Streams")
    assert [(*way, n) for way, n in pair.counts.items()] == [
        ("Amazon Data Firehose", "Amazon Kinesis Data Streams", 2),
        ("Amazon Kinesis Data Streams", "Amazon Data Firehose", 1),
    ]
    assert pair.n_confused == 3
    assert pair.look_alike is not None
    assert "replay" in pair.look_alike.rule


@pytest.mark.parametrize(
    ("chosen", "correct", "pair"),
    [
        ("A", "C", None),
        ("b, d", "a", None),
        ("1", "2", None),
        ("True", "False", None),
        (None, "Amazon S3", None),
        ("Amazon S3", None, None),
        ("Amazon S3", "amazon s3", None),
        ("Amazon S3; AWS Glue", "AWS Glue; Amazon EFS", ("Amazon S3", "Amazon EFS")),
        ("Amazon S3; AWS Batch", "AWS Glue; Amazon EFS", None),
        ("Write to S3, then Glue", "PCA", ("Write to S3, then Glue", "PCA")),
        ("Send the records to S3 with a Lambda function", "PCA", None),
        ("Amazon S3; AWS Batch", "AWS Batch; Send the records to S3 with a Lambda function", None),
    ],
)
def test_a_pair_needs_two_names(chosen: str | None, correct: str | None, pair: tuple[str, str] | None) -> None:
    """Option letters and sentences are no names; with several answers, one too many and one missing form a pair."""
    assert mistaken_for(logged("-", chosen=chosen, correct_answer=correct), KNOWN) == pair


def test_a_right_answer_is_no_confusion() -> None:
    """Even if the log spells the chosen answer differently."""
    assert mistaken_for(logged("+", chosen="S3 bucket", correct_answer="Amazon S3"), KNOWN) is None


def test_another_cause_set_by_the_candidate_takes_the_pair_away() -> None:
    """A misread question is no confusion."""
    assert not confusion_pairs([wrong("PCA", "t-SNE", error_cause=ErrorCause.MISREAD)], KNOWN)
    assert only([wrong("PCA", "t-SNE", error_cause=ErrorCause.CONFUSED_PAIR)]).n_confused == 1


def test_six_correct_after_a_mistake_suffice_and_five_of_six_do_not() -> None:
    """Only the last six questions count, by their posterior."""
    before = [wrong("PCA", "t-SNE")] * 3
    told = only([*before, *[right("t-SNE"), right("PCA")] * 3])
    assert (told.n_recent, told.n_recent_correct, told.status) == (RECENT_QUESTIONS, 6, PairStatus.DISTINGUISHED)
    assert told.chance == pytest.approx(1 - DISTINGUISHED_SHARE**7)
    assert told.share.low > 0.5
    open_one = only([*before, *[right("t-SNE")] * 5])
    assert (open_one.n_recent_correct, open_one.status) == (5, PairStatus.CANNOT_TELL)


def test_five_right_in_a_row_just_suffice() -> None:
    """With an earlier sixth one wrong they would not, as the constant's docstring says."""
    assert 1 - DISTINGUISHED_SHARE**6 >= CLAIM_LEVEL > 1 - DISTINGUISHED_SHARE**5


def test_always_answering_the_same_does_not_distinguish() -> None:
    """What was missed must come up again and be correct."""
    pair = only([wrong("PCA", "t-SNE"), *[right("PCA")] * 6])
    assert (pair.chance > CLAIM_LEVEL, pair.missed_last) == (True, ("t-SNE",))
    assert pair.status is PairStatus.CANNOT_TELL
    assert only([wrong("PCA", "t-SNE"), *[right("PCA")] * 6, right("t-SNE")]).status is PairStatus.DISTINGUISHED


def test_mostly_wrong_is_still_confused_and_few_questions_say_nothing() -> None:
    """It takes at least four questions."""
    assert only([wrong("PCA", "t-SNE")] * 4).status is PairStatus.STILL_CONFUSED
    assert only([wrong("PCA", "t-SNE")] * 3).status is PairStatus.CANNOT_TELL


def test_right_answers_to_questions_seen_before_are_no_evidence() -> None:
    """They may be memory; a wrong answer to such a question counts."""
    seen = only([wrong("PCA", "t-SNE"), *[right("t-SNE", was_seen=True)] * 6])
    assert (seen.n_recent, seen.status) == (1, PairStatus.CANNOT_TELL)
    assert only([wrong("PCA", "t-SNE", was_seen=True)]).n_confused == 1


def test_mistakes_with_a_third_thing_are_not_about_the_pair() -> None:
    """A mistake with a third answer, or about another pair, does not count."""
    pairs = confusion_pairs([wrong("PCA", "t-SNE"), wrong("Recall", "t-SNE"), right("Recall")], KNOWN)
    assert {pair.names: pair.n_recent for pair in pairs} == {("PCA", "t-SNE"): 1, ("Recall", "t-SNE"): 2}


def test_the_drill_order_has_distinguished_pairs_last() -> None:
    """Pairs that are still confused come first, then the more frequent, then the latest."""
    responses = [
        *[wrong("PCA", "t-SNE")] * 3,
        *[right("t-SNE")] * 6,
        wrong("RMSE", "MAE"),
        wrong("Precision", "Recall", day=date(2026, 11, 9)),
        *[wrong("Amazon Lex", "Amazon Polly")] * 2,
    ]
    names = [pair.names for pair in confusion_pairs(responses, KNOWN)]
    assert names == [("Amazon Lex", "Amazon Polly"), ("Precision", "Recall"), ("MAE", "RMSE"), ("PCA", "t-SNE")]


def test_questions_that_were_missed_alone_decide_nothing() -> None:
    """Where only wrong answers name what was correct, none of them could be correct."""
    missed = [wrong("Amazon Lex", "Amazon Polly", day=date(2026, 11, day)) for day in range(1, 9)]
    unnamed = logged("+", chosen=None, correct_answer=None)
    pair = only([*missed, unnamed])
    assert (pair.n_confused, pair.n_recent, pair.missed_last, pair.status) == (8, 0, (), PairStatus.CANNOT_TELL)
    sampled = only([*missed, right("Amazon S3")])
    assert (sampled.n_recent, sampled.status) == (RECENT_QUESTIONS, PairStatus.STILL_CONFUSED)
