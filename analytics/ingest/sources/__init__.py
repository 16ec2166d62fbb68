"""Readers for other programs' files, which they recognize by their contents."""

from analytics.ingest.mapping.file_reading import SourceReader
from analytics.ingest.sources.calendars import ics
from analytics.ingest.sources.flashcards import anki
from analytics.ingest.sources.quizzes import (
    aws_score_report,
    canvas,
    google_forms,
    kahoot,
    moodle,
    pasted_results,
    qti_results,
    question_banks,
    udemy,
    uworld,
    xapi,
)
from analytics.ingest.sources.trackers import activitywatch, rescuetime, super_productivity, timers

SOURCES: tuple[SourceReader, ...] = (
    *timers.SOURCES,
    super_productivity.SOURCE,
    super_productivity.WORKLOG_SOURCE,
    activitywatch.SOURCE,
    rescuetime.SOURCE,
    ics.SOURCE,
    anki.SOURCE,
    anki.LOG_SOURCE,
    anki.FSRS_SOURCE,
    aws_score_report.SOURCE,
    udemy.SOURCE,
    xapi.SOURCE,
    google_forms.SOURCE,
    moodle.SOURCE,
    canvas.SOURCE,
    kahoot.SOURCE,
    qti_results.SOURCE,
    uworld.SOURCE,
    question_banks.SOURCE,
    pasted_results.SOURCE,
)
"""Asked about a file in this order."""
