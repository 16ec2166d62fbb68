"""Labels of titles: which rows lack one, and what a label changes."""

from dataclasses import replace
from datetime import UTC, date, datetime

from analytics.ingest.file_mapping import FileMapping
from analytics.ingest.mapping.labels import (
    TitleLabel,
    UnlabeledTitle,
    labels_fingerprint,
    labels_mapping,
    mapping_with_labels,
    merged_labels,
    saved_labels,
    title_of,
    unlabeled_titles,
    with_label,
)
from analytics.ingest.mapping.map_file import MAX_ENTRIES, MAX_TEXT_CHARS, map_text, parse_map
from analytics.records import Activity, CardReview, PlannedSession, Record, StudySession
from tests.inputs.builders import practice_exam, session

DAY = date(2026, 11, 5)
STUDY = session(DAY, 1, activity=Activity.OTHER)
TRACKED = replace(STUDY, source_id="toggl:2026-11-05T09:00:00Z", note="AWS / Chapter 1")
PLANNED = PlannedSession(planned_key="p", starts_at=DAY, duration_min=60, title="AWS evening")
CARD = CardReview(review_id="1", reviewed_at=datetime(2026, 11, 5, tzinfo=UTC), rating=3, deck="AWS::S3")


def test_each_kind_of_row_has_its_title() -> None:
    """A tracker's project, the resource before the note, the calendar's title, the deck."""
    assert title_of(TRACKED) == "AWS"
    assert title_of(replace(TRACKED, resource="Book")) == "Book"
    assert title_of(replace(STUDY, note="reading / writing")) == "reading / writing"
    assert title_of(replace(STUDY, note="reading / writing", source_id="typed:2026-11-05")) == "reading / writing"
    assert title_of(STUDY) == ""
    assert (title_of(PLANNED), title_of(replace(PLANNED, title=None))) == ("AWS evening", "")
    assert (title_of(CARD), title_of(replace(CARD, deck=None))) == ("AWS::S3", "")


def test_unlabeled_rows_are_counted_by_title() -> None:
    """Rows without a domain or an activity; the most minutes come first."""
    rows: list[Record] = [
        TRACKED,
        replace(TRACKED, domain_id="1"),
        replace(TRACKED, domain_id="1", activity=Activity.LAB),
        PLANNED,
        CARD,
        CARD,
        replace(CARD, domain_id="1"),
        *practice_exam(DAY, [(7, 10)]),
    ]
    assert unlabeled_titles(rows) == (
        UnlabeledTitle("AWS", n_rows=2, n_without_domain=1, minutes=120, minutes_without_domain=60),
        UnlabeledTitle("AWS::S3", n_rows=2, n_without_domain=2, minutes=0, minutes_without_domain=0),
        UnlabeledTitle("AWS evening", n_rows=1, n_without_domain=1, minutes=0, minutes_without_domain=0),
    )


def test_a_label_does_not_override_a_row() -> None:
    """It only fills missing values."""
    meaning = TitleLabel("2", Activity.VIDEO)
    named = with_label(replace(STUDY, domain_id="1"), meaning)
    assert isinstance(named, StudySession)
    assert (named.domain_id, named.activity) == ("1", Activity.VIDEO)
    lab = replace(STUDY, activity=Activity.LAB)
    assert with_label(lab, meaning) == replace(lab, domain_id="2", source_id=lab.session_key)
    assert with_label(CARD, meaning) == replace(CARD, domain_id="2")
    assert with_label(lab, TitleLabel(activity=Activity.VIDEO)) == lab


def test_a_task_goes_with_its_domain() -> None:
    """A row of another domain does not get the task."""
    meaning = TitleLabel("2", task_id="2.1")
    assert with_label(CARD, meaning) == replace(CARD, domain_id="2", task_id="2.1")
    other = replace(STUDY, domain_id="1")
    assert with_label(other, meaning) == other


def test_a_labeled_row_keeps_its_key() -> None:
    """The key is exported with it, so that the next import finds the same row."""
    for row, key in ((STUDY, STUDY.session_key), (PLANNED, "p"), (TRACKED, TRACKED.source_id)):
        assert with_label(row, TitleLabel("2")) == replace(row, domain_id="2", source_id=key)


def test_labels_are_saved_as_mappings() -> None:
    """Saved, read and merged by exam; the later label counts."""
    first = merged_labels(
        {}, {"A": {"AWS": TitleLabel("1"), "Book": TitleLabel("2", Activity.READING, "2.3")}, "B": {}}
    )
    assert list(first) == [labels_fingerprint("A")]
    saved = {name: parse_map(map_text(mapping)) for name, mapping in first.items()}
    second = merged_labels(saved, {"A": {"AWS": TitleLabel(None, Activity.LAB)}, "B": {"AWS": TitleLabel("7")}})
    assert saved_labels(["A"], second) == {
        "AWS": TitleLabel(None, Activity.LAB, exam_code="A"),
        "Book": TitleLabel("2", Activity.READING, "2.3", "A"),
    }
    assert saved_labels(["B", "A"], second)["AWS"] == TitleLabel("7", exam_code="B")
    assert saved_labels(["C"], second) == {}


def test_labels_that_cannot_be_saved_are_left_out() -> None:
    """No title, one that is too long, and the oldest of too many."""
    many = {f"title {n}": TitleLabel("1") for n in range(MAX_ENTRIES + 5)}
    saved = labels_mapping({"": TitleLabel("1"), "x" * MAX_TEXT_CHARS: TitleLabel("1"), **many})
    assert len(saved.domain) == MAX_ENTRIES
    assert "=title 4" not in saved.domain
    assert "=title 5" in saved.domain


def test_a_map_file_includes_labels() -> None:
    """The downloaded map file holds both."""
    mapping = FileMapping(domain={"S3": "3"}, activity={"lab": Activity.LAB})
    both = mapping_with_labels(mapping, {"AWS": TitleLabel("1", Activity.VIDEO, "1.2")})
    assert both.task == {"=AWS": "1.2"}
    assert both.domain == {"S3": "3", "=AWS": "1"}
    assert both.activity == {"lab": Activity.LAB, "=AWS": Activity.VIDEO}
