"""Anki: reviews from collections and packages."""

from dataclasses import replace
from datetime import timedelta

import pytest

from analytics.errors import OpenQuestionError, Question
from analytics.ingest.file_mapping import FileMapping
from analytics.ingest.reading import LeftOutReason
from analytics.ingest.sources.flashcards import anki, anki_collection
from analytics.ingest.sources.flashcards.anki_collection import Review
from analytics.ingest.tables.opened import OpenedFile
from analytics.records import CardReview
from tests.inputs.anki_files import (
    ALL,
    FIRST_AT,
    FIRST_MS,
    GOOD,
    NEWEST,
    REVIEWS,
    collection,
    package,
    packed,
    read,
    stub,
)
from tests.inputs.ingest_inputs import CONTEXT, EXAM, found, lines


def anki_reviews(data: bytes) -> list[Review]:
    with anki_collection.opened_collection(data, "x") as connection:
        return list(anki_collection.reviews(connection, "x"))


@pytest.mark.parametrize("version", [11, 15, 18])
def test_each_review_of_a_study_deck_is_a_row(version: int) -> None:
    """Its id is its instant, its deck the home deck of the card, and its time is in seconds."""
    result = read(collection(version=version))
    assert [row.record for row in result.rows] == [
        CardReview(
            review_id=f"anki:{FIRST_MS}", reviewed_at=FIRST_AT, rating=3, response_time_s=12.5, deck="AWS::Storage"
        ),
        CardReview(
            review_id=f"anki:{FIRST_MS + 60_000}",
            reviewed_at=FIRST_AT + timedelta(minutes=1),
            rating=1,
            response_time_s=60.0,
            deck="AWS::Security",
        ),
    ]
    assert lines(result) == [str(FIRST_MS), str(FIRST_MS + 60_000)]
    assert result.problems == ()


def test_other_entries_are_skipped() -> None:
    """Entries set by hand, other decks and deleted cards, each with a notice."""
    result = read(GOOD)
    assert (result.n_read, len(result.rows), result.n_passed_over, result.n_failed) == (len(REVIEWS), 2, 3, 0)
    assert {reason: rows.n_rows for reason, rows in result.left_out.items()} == {
        LeftOutReason.NO_REVIEW: 1,
        LeftOutReason.OTHER_DECKS: 2,
    }
    assert result.notices[0] == "1 review has no deck, because the card was deleted."
    assert "the time counts twice" in result.notices[1]


def test_the_question_lists_decks() -> None:
    """It counts their reviews, and says how to answer."""
    with pytest.raises(OpenQuestionError) as caught:
        read(GOOD, CONTEXT)
    assert caught.value.question is Question.STUDY
    assert caught.value.found == {"AWS::Storage": 1, "AWS::Security": 1, "Deutsch": 1}
    assert "--map" in caught.value.reason
    assert "(card deleted) 1" in caught.value.reason


def test_without_a_study_deck_nothing_is_imported() -> None:
    """Nor is there a notice of how reviews count."""
    result = read(GOOD, replace(CONTEXT, mapping=FileMapping(study=("French",))))
    assert (result.rows, result.n_passed_over) == ((), len(REVIEWS))
    assert not any("study time" in notice for notice in result.notices)


def test_the_pattern_for_all_decks_matches_deleted_cards() -> None:
    """A review of a deleted card has no deck and no domain."""
    result = read(GOOD, ALL)
    last = result.rows[-1].record
    assert isinstance(last, CardReview)
    assert (len(result.rows), last.deck, last.rating, last.response_time_s) == (4, None, 2, None)


def test_deck_or_tag_sets_the_domain() -> None:
    """A domain that the exam does not have is a problem of its row."""
    answers = FileMapping(study=("AWS",), domain={"domain::1": "1", "security": "9"})
    result = read(GOOD, replace(CONTEXT, mapping=answers, exam_code=EXAM))
    (row,) = result.rows
    assert isinstance(row.record, CardReview)
    assert row.record.domain_id == "1"
    assert found(result) == [(str(FIRST_MS + 60_000), "domain_id", "9")]


def test_impossible_values_are_problems() -> None:
    """Texts instead of numbers, ratings and times out of range, days in the future or long ago."""
    reviews = [
        ("x", 100, 3, 1000),
        (5, 100, 3, 1000),
        (-5, 100, 3, 1000),
        (4_000_000_000_000, 100, 3, 1000),
        (FIRST_MS, 100, 5, 1000),
        (FIRST_MS + 1, 100, "good", 1000),
        (FIRST_MS + 2, 100, 3, 86_400_001),
        (FIRST_MS + 3, 100, 3, b"\xff"),
        (FIRST_MS + 4, 100, 3, 1000),
    ]
    result = read(collection(reviews=reviews, key="blob"))
    assert lines(result) == [str(FIRST_MS + 4)]
    assert {(line, column) for line, column, _ in found(result)} == {
        ("x", "id"),
        ("5", "id"),
        ("-5", "id"),
        ("4000000000000", "id"),
        (str(FIRST_MS), "ease"),
        (str(FIRST_MS + 1), "ease"),
        (str(FIRST_MS + 2), "time"),
        (str(FIRST_MS + 3), "time"),
    }
    assert result.n_read == len(reviews)


@pytest.mark.parametrize(
    "members",
    [
        {"collection.anki2": GOOD},
        {"collection.anki21": GOOD, "collection.anki2": stub()},
        {"meta": b"\x08\x01", "collection.anki2": GOOD},
        {"meta": b"\x08\x02", "collection.anki21": GOOD, "collection.anki2": stub()},
        {"meta": b"\x08\x03", "collection.anki21b": NEWEST, "collection.anki2": stub()},
        {"collection.anki21b": NEWEST, "collection.anki21": stub(), "collection.anki2": stub()},
    ],
)
def test_the_meta_of_a_package_names_its_collection(members: dict[str, bytes]) -> None:
    """Without it the newest collection is read; the others only ask for an update."""
    assert len(read(package(members)).rows) == 2


def test_a_compressed_collection_is_read() -> None:
    """Somebody took it out of its package."""
    assert len(read(NEWEST).rows) == 2


def test_repeated_ids_multiply_nothing() -> None:
    """Three cards with one id and three reviews of it are three reviews."""
    no_key = (
        "create table cards_without_key as select * from cards; drop table cards;"
        "alter table cards_without_key rename to cards;"
        "insert into cards values (100, 100, 10, 0), (100, 100, 10, 0);"
    )
    reviews = [(FIRST_MS, 100, 3, 5)] * 3
    assert read(collection(reviews=reviews, key="integer", more=no_key)).n_read == 3


def test_long_texts_are_cut() -> None:
    """A cell may be as large as the file, and each that is kept would take four bytes a character."""
    long = 100_000 * "x"
    reviews = [(f"1{long}", 100, 3, 5), (FIRST_MS, 100, long, 5), (FIRST_MS + 1, 100, 3, 5)]
    more = f"update notes set tags = 'security ' || '{long}' where id = 100"
    answers = FileMapping(study=("AWS",), domain={"security": "1", "*xxx": "2"})
    result = read(collection(reviews=reviews, key="blob", more=more), replace(CONTEXT, mapping=answers, exam_code=EXAM))
    assert [len(problem.line) for problem in result.problems] == [len(str(FIRST_MS)), 200]
    ((row,), (review,)) = result.rows, anki_reviews(collection(reviews=reviews[2:], more=more))
    assert isinstance(row.record, CardReview)
    assert (row.record.domain_id, sum(map(len, review.tags))) == ("1", 5000 - len(" "))


def test_only_decks_and_notes_of_reviewed_cards_are_read() -> None:
    """A collection has room for millions of others."""
    more = "insert into decks values (77, 'Other'); insert into notes values (77, 'other', '')"
    (review,) = anki_reviews(collection(version=15, reviews=REVIEWS[:1], more=more))
    assert (review.deck, review.tags) == ("AWS::Storage", ("s3", "domain::1"))


def test_anki_s_collation_is_available() -> None:
    """A column of names can be sorted with it."""
    with anki_collection.opened_collection(collection(version=18), "x") as connection:
        names = [name for (name,) in connection.execute("select name from decks order by +name collate unicase desc")]
    assert names == ["Deutsch", "Default", "AWS\x1fStorage", "AWS\x1fSecurity"]


def test_deck_names_are_cleaned() -> None:
    """Control characters are dropped, and long names cut; markup stays."""
    decks = {10: "AWS\x00\n<b>x</b>", 11: "AWS " + "y" * 3000, 12: "z"}
    first, second = (row.record for row in read(collection(decks=decks)).rows)
    assert isinstance(first, CardReview)
    assert isinstance(second, CardReview)
    assert first.deck == "AWS <b>x</b>"
    assert second.deck is not None
    assert len(second.deck) == 2000


@pytest.mark.parametrize(
    "data",
    [b"", b"id,cid", package({"x": b""}), b"PK\x03\x04broken", packed(b"text"), b"\x28\xb5\x2f\xfdbroken",
     b"SQLite format 3\x00 of another program"],
)  # fmt: skip
def test_other_files_are_not_recognized(data: bytes) -> None:
    """A name does not make a collection."""
    assert not anki.SOURCE.recognizes(OpenedFile("collection.anki2", data))
