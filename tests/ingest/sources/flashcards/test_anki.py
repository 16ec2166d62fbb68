"""Anki: reviews from collections, packages and logs."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from textwrap import dedent

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from analytics.errors import OpenQuestionError, Question, UnreadableFileError
from analytics.ingest import Import, ReadingContext
from analytics.ingest.file_mapping import FileMapping
from analytics.ingest.left_out import LeftOut, LeftOutReason
from analytics.ingest.sources.flashcards import anki, anki_collection
from analytics.ingest.sources.flashcards.anki_collection import Review
from analytics.ingest.tables import json_document
from analytics.ingest.tables.opened import OpenedFile
from analytics.records import CardReview
from tests.inputs.anki_files import FIRST_MS, REVIEWS, collection, package, packed, stub
from tests.inputs.ingest_inputs import CONTEXT, EXAM, found, lines

AWS = replace(CONTEXT, mapping=FileMapping(study=("AWS",)))
ALL = replace(CONTEXT, mapping=FileMapping(study=("*",)))
FIRST_AT = datetime.fromtimestamp(FIRST_MS / 1000, UTC)
GOOD = collection()


def read(data: bytes, context: ReadingContext = AWS) -> Import:
    """Read a collection that is recognized."""
    opened = OpenedFile("cards.apkg", data)
    assert anki.SOURCE.recognizes(opened)
    return anki.SOURCE.read(opened, context)


def refusal(data: bytes, context: ReadingContext = AWS) -> str:
    """Return the reason of a refusal."""
    with pytest.raises(UnreadableFileError) as caught:
        read(data, context)
    return caught.value.reason


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
    assert (result.n_read, len(result.rows), result.n_skipped, result.n_failed) == (len(REVIEWS), 2, 3, 0)
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
    assert (result.rows, result.n_skipped) == ((), len(REVIEWS))
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


NEWEST = packed(collection(version=18))


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


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (collection(reviews=()), "Include scheduling"),
        (stub(), "asks you to update"),
        (collection(version=19), "newer version of Anki"),
        (collection(version=10), "old version of Anki"),
        (package({"meta": b"\x08\x04", "collection.anki2": GOOD}), "newer version of Anki"),
        (package({"meta": b"", "collection.anki2": GOOD}), "newer version of Anki"),
        (package({"meta": b"\x08\x03", "collection.anki2": GOOD}), "damaged"),
        (package({"collection.anki21b": b"not packed"}), "damaged"),
        (package({"collection.anki2": b"no database"}), "damaged"),
        (GOOD[: len(GOOD) // 2], "damaged"),
        (collection(more="delete from col"), "damaged"),
        (collection(more="update col set decks = '[1]'"), "damaged"),
        (collection(more="update col set decks = '{\"1\": {}}'"), "damaged"),
        (collection(more="drop table cards; create view cards as select 1 as id, 1 as nid"), "not an Anki collection"),
        (collection(more="alter table cards add column long as (hex(zeroblob(15000000)))"), "not an Anki collection"),
        (collection(more="drop table notes"), "not an Anki collection"),
        (collection(more="update col set ver = 'x'"), "damaged"),
    ],
)
def test_unreadable_files_are_refused(data: bytes, sentence: str) -> None:
    """Each refusal has its own reason."""
    assert sentence in refusal(data)


def test_an_encrypted_or_damaged_member_is_refused() -> None:
    """The second has a wrong checksum."""
    data = bytearray(package({"collection.anki2": GOOD}))
    at = data.index(b"PK\x01\x02")
    encrypted = bytearray(data)
    encrypted[at + 8] |= 1
    encrypted[6] |= 1
    assert "cannot be unpacked" in refusal(bytes(encrypted))
    data[14] ^= 0xFF
    data[at + 16] ^= 0xFF
    assert "damaged" in refusal(bytes(data))


@pytest.mark.parametrize("is_packed", [False, True])
def test_a_decompression_bomb_is_refused(monkeypatch: pytest.MonkeyPatch, is_packed: bool) -> None:
    """Bytes are counted as they are decompressed, whatever size is stated."""
    monkeypatch.setattr(anki_collection, "MAX_COLLECTION_BYTES", 2 * 1024 * 1024)
    bomb = bytes(8 * 1024 * 1024)
    members = {"collection.anki21b": packed(bomb)} if is_packed else {"collection.anki2": bomb}
    assert "unpacks to more than 2 MB" in refusal(package(members))


def test_too_many_reviews_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """They are counted before any is read."""
    monkeypatch.setattr(anki, "MAX_ROWS", 4)
    assert "more than 4 reviews" in refusal(GOOD)


def test_a_query_without_end_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    """A hostile table can take forever to read."""
    monkeypatch.setattr(anki_collection, "MAX_STEPS", 20)
    monkeypatch.setattr(anki_collection, "_STEPS_BETWEEN_LOOKS", 10)
    assert "takes too long" in refusal(GOOD)


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


def test_too_many_decks_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Up to schema 14 they are in one cell, which is counted before it is parsed."""
    monkeypatch.setattr(json_document, "MAX_MARKS", 3)
    assert "damaged" in refusal(GOOD)


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


LOG = f"""
    id,cid,usn,ease,ivl,lastIvl,factor,time,type
    {FIRST_MS},1,-1,3,10,5,2500,12500,1
    {FIRST_MS + 1},1,-1,0,10,5,2500,0,4
    x,1,-1,3,10,5,2500,1,1
    {FIRST_MS + 2},1,-1
    {FIRST_MS + 3},1,-1,--3,10,5,2500,1,1
    """


def test_a_review_log_has_no_decks() -> None:
    """Its owner has to say that all reviews are study."""
    opened = OpenedFile("revlog.csv", dedent(LOG).strip().encode())
    assert anki.LOG_SOURCE.recognizes(opened)
    with pytest.raises(OpenQuestionError, match="has no deck names"):
        anki.LOG_SOURCE.read(opened, CONTEXT)
    result = anki.LOG_SOURCE.read(opened, ALL)
    assert [row.line for row in result.rows] == ["2"]
    assert found(result) == [("5", "", f"{FIRST_MS + 2},1,-1"), ("4", "id", "x"), ("6", "ease", "--3")]
    assert (result.n_read, result.n_skipped, result.format) == (5, 1, "anki_review_log")
    assert not any("deleted" in notice for notice in result.notices)


def fsrs_log(header: str, rows: str) -> OpenedFile:
    """Return a log that is recognized."""
    opened = OpenedFile("revlog.csv", f"{header}\n{rows}".encode())
    assert anki.FSRS_SOURCE.recognizes(opened)
    return opened


def test_a_log_of_fsrs_tools_is_a_review_log() -> None:
    """Its columns have names of their own, in any order; the time of an answer may be missing."""
    rows = f"a,3,{FIRST_MS},9000\nb,0,{FIRST_MS + 1},0\nc,5,{FIRST_MS + 2},1\nd,1,soon,1\n"
    result = anki.FSRS_SOURCE.read(fsrs_log("card_id,review_rating,review_time,review_duration", rows), ALL)
    (row,) = result.rows
    assert isinstance(row.record, CardReview)
    assert (row.record.review_id, row.record.rating, row.record.response_time_s) == (f"anki:{FIRST_MS}", 3, 9.0)
    assert row.record.reviewed_at == FIRST_AT
    assert result.left_out == {LeftOutReason.NO_REVIEW: LeftOut(1)}
    assert found(result) == [("4", "review_rating", "5"), ("5", "review_time", "soon")]
    assert result.format == "fsrs_review_log"
    short = anki.FSRS_SOURCE.read(fsrs_log("card_id,review_time,review_rating", f"1,{FIRST_MS},3\n"), ALL)
    assert [getattr(row.record, "response_time_s", 0) for row in short.rows] == [None]


def test_other_tables_are_not_recognized() -> None:
    """A review log has all of its columns."""
    assert not anki.LOG_SOURCE.recognizes(OpenedFile("x.csv", b"id,cid,ease\n1,2,3\n"))
    assert not anki.LOG_SOURCE.recognizes(OpenedFile("x.csv", b""))


def read_or_refuse(data: bytes) -> None:
    """Read a file if it is recognized; only a refusal may be raised."""
    opened = OpenedFile("x", data)
    for source in (anki.SOURCE, anki.LOG_SOURCE):
        if source.recognizes(opened):
            try:
                result = source.read(opened, ALL)
            except UnreadableFileError:
                continue
            assert result.n_read == len(result.rows) + result.n_skipped + result.n_failed


@given(
    st.binary(max_size=400), st.sampled_from([b"", b"PK\x03\x04", b"\x28\xb5\x2f\xfd", b"SQLite format 3\x00revlog"])
)
def test_any_bytes_are_read_or_refused(data: bytes, magic: bytes) -> None:
    """Nothing but a refusal is raised."""
    read_or_refuse(magic + data)


SOUND = {
    "schema 11": GOOD,
    "schema 18": collection(version=18),
    "package": package({"meta": b"\x08\x03", "collection.anki21b": NEWEST}),
}


@given(
    st.sampled_from(sorted(SOUND)),
    st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), max_size=12),
)
@example("schema 11", [(0.19140625, 128)])  # a letter of the schema, which SQLite's message then repeats
def test_damaged_collections_are_read_or_refused(which: str, changes: list[tuple[float, int]]) -> None:
    """Changed bytes lead to a refusal or to other values."""
    damaged = bytearray(SOUND[which])
    for at, value in changes:
        damaged[int(at * len(damaged))] = value
    read_or_refuse(bytes(damaged))
