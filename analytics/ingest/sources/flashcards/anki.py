"""Read Anki reviews from packages, collections and review logs as CSV, including those that FSRS tools exchange."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial

from analytics.clock import FIRST_DAY, DayRule
from analytics.errors import DataProblem, OpenQuestionError, Question, UnreadableFileError, counted
from analytics.ingest.canonical import row_rules
from analytics.ingest.mapping.entries import CHOOSE_STUDY
from analytics.ingest.mapping.file_reading import FileReading, SourceReader
from analytics.ingest.reading import Import, LeftOutReason, listed
from analytics.ingest.sources.flashcards import anki_collection
from analytics.ingest.sources.flashcards.anki_collection import Review
from analytics.ingest.tables.opened import OpenedFile
from analytics.ingest.tables.text_table import MAX_ROWS, Cells
from analytics.ingest.values.fields import UNLIKELY_YEAR, CellError
from analytics.ingest.values.texts import one_line
from analytics.records import CardReview, Row

FORMAT = "anki"
MAX_RESPONSE_S = 86_400

_WHOLE = re.compile(r"-?[0-9]{1,18}")
_LOG_COLUMNS = frozenset({"id", "cid", "usn", "ease", "ivl", "lastivl", "factor", "time", "type"})
_FSRS_COLUMNS = frozenset({"card_id", "review_time", "review_rating"})
_FSRS_NAMES = {"id": "review_time", "ease": "review_rating", "time": "review_duration"}
"""The columns of FSRS tools by those of Anki, where the id of a review is its time in milliseconds."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MS_AHEAD = 9_000 * 366 * 86_400_000

_NO_REVIEWS = (
    "it has no reviews. In Anki choose File, Export, tick Include scheduling information, and import "
    "that file. Or export everything as an Anki Collection Package (.colpkg), which always has them."
)
_NOT_A_TIME = "not a time in milliseconds, up to one day"
_WHICH_DECKS = f"which decks are for your exam? {CHOOSE_STUDY} Reviews by deck: "
_WHICH_LOG = (
    "this review log has no deck names. If all reviews are for your exam, say so with --study '*', in a map "
    "file (--map), or on the Data page. Reviews: "
)


def _read_collection(opened: OpenedFile, reading: FileReading) -> Import:
    with anki_collection.opened_collection(opened.data, opened.name) as connection:
        n_reviews = anki_collection.n_reviews(connection)
        if n_reviews == 0:
            raise UnreadableFileError(opened.name, _NO_REVIEWS)
        reading.require_at_most(n_reviews, MAX_ROWS, "reviews", "Export fewer decks.")
        return _Reviews(reading, _WHICH_DECKS).result(anki_collection.reviews(connection, opened.name))


def _read_log(names: Mapping[str, str], opened: OpenedFile, reading: FileReading) -> Import:
    """Read a review log, which has no decks; `names` has its columns by those of Anki."""
    table, reviews = opened.readable_table(), list[Review]()
    columns = (names.get(name, name) for name in ("id", "ease", "time"))
    at = [table.header.index(name) if name in table.header else None for name in columns]
    for item in table.rows(lambda cells: len(cells) == len(table.header)):
        if isinstance(item, DataProblem):
            reading.problems.append(item)
        else:
            review_id, ease, time_ms = (_whole(item, index) for index in at)
            reviews.append(Review(item.line, review_id, ease, time_ms, deck="", tags=()))
    read = _Reviews(reading, _WHICH_LOG).result(reviews)
    renamed = (replace(problem, column=names.get(problem.column, problem.column)) for problem in read.problems)
    return replace(read, problems=tuple(renamed))


def _whole(row: Cells, index: int | None) -> object:
    """Return a whole number, the cell if it is not one, or 0 if the log has no such column."""
    if index is None:
        return 0
    cell = row.cells[index].strip()
    return int(cell) if _WHOLE.fullmatch(cell) else cell


class _Reviews:
    """Turns the reviews of a file into rows."""

    def __init__(self, reading: FileReading, question: str) -> None:
        self._reading = reading
        self._question = question
        self._days = DayRule(reading.context.zone)
        self._rules = row_rules.ExamRules(reading.context, reading.notices)
        self._rows: list[Row] = []
        self._by_deck: Counter[str] = Counter()

    def result(self, reviews: Iterable[Review]) -> Import:
        """Read all reviews, or ask which decks are study."""
        for review in reviews:
            self._add(review)
        if self._reading.mapping.study is None and self._by_deck:
            nameless = "(card deleted)" if self._reading.source == FORMAT else ""
            decks = [f"{deck or nameless} {n}".strip() for deck, n in self._by_deck.most_common()]
            found = {deck: n for deck, n in self._by_deck.most_common() if deck}
            raise OpenQuestionError(self._reading.file, Question.STUDY, f"{self._question}{listed(decks)}.", found)
        if self._by_deck[""] and self._reading.source == FORMAT:
            without_deck = counted(self._by_deck[""], "review has", "reviews have")
            self._reading.notices.add(f"{without_deck} no deck, because the card was deleted.")
        if self._rows:
            self._reading.notices.add(
                "Review time counts as study time. If a timer was running too, delete its entries, or "
                "the time counts twice. Reviews do not affect readiness."
            )
        problems, notices = tuple(self._reading.problems), self._reading.notices.texts()
        return Import(self._reading.source, tuple(self._rows), problems, notices, dict(self._reading.left_out))

    def _add(self, review: Review) -> None:
        if isinstance(review.ease, int) and review.ease <= 0:
            self._reading.left_out.add(LeftOutReason.NO_REVIEW, minutes=_minutes(review.time_ms))
            return
        deck = one_line(review.deck)
        self._by_deck[deck] += 1
        if not self._reading.mapping.is_study(deck):
            self._reading.left_out.add(LeftOutReason.OTHER_DECKS, minutes=_minutes(review.time_ms))
            return
        line = one_line(review.line)
        with self._reading.refusing(line):
            record = CardReview(
                review_id=f"anki:{review.review_id}",
                reviewed_at=self._instant(review.review_id),
                rating=_whole_up_to("ease", review.ease, 4, "not a rating from 1 to 4"),
                response_time_s=max(0, _whole_up_to("time", review.time_ms, MAX_RESPONSE_S * 1000, _NOT_A_TIME)) / 1000
                or None,  # 0 means unknown
                deck=deck or None,
                domain_id=self._reading.mapping.domain_of(deck, *review.tags),
            )
            violations = list(self._rules.violations(record))
            for column, reason in violations:
                self._reading.refuse(line, reason, column, record.domain_id or "")
            if not violations:
                self._rows.append(Row(line, record))

    def _instant(self, review_id: object) -> datetime:
        """Return the instant of a review, which is its id in milliseconds."""
        if not isinstance(review_id, int) or not 0 <= review_id < _MS_AHEAD:
            raise CellError("id", review_id, "not a time in milliseconds")
        instant = _EPOCH + timedelta(milliseconds=review_id)
        if instant.date() < FIRST_DAY:
            raise CellError("id", review_id, UNLIKELY_YEAR)
        if self._days.day_of(instant) > self._reading.context.today:
            raise CellError("id", review_id, f"in the future; today is {self._reading.context.today}")
        return instant


def _whole_up_to(column: str, value: object, most: int, reason: str) -> int:
    if not isinstance(value, int) or value > most:
        raise CellError(column, value, reason)
    return value


def _minutes(time_ms: object) -> float:
    return time_ms / 60_000 if isinstance(time_ms, int) and 0 < time_ms <= MAX_RESPONSE_S * 1000 else 0.0


SOURCE = SourceReader(FORMAT, lambda opened: anki_collection.is_collection(opened.data), _read_collection)
LOG_SOURCE = SourceReader("anki_review_log", lambda opened: opened.columns >= _LOG_COLUMNS, partial(_read_log, {}))
FSRS_SOURCE = SourceReader(
    "fsrs_review_log", lambda opened: opened.columns >= _FSRS_COLUMNS, partial(_read_log, _FSRS_NAMES)
)
