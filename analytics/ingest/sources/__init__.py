"""Readers of other programs' files, one module each; each knows its files by what they hold."""

from analytics.ingest.file_source import FileSource
from analytics.ingest.sources import (
    activitywatch,
    anki,
    atimelogger,
    aws_score_report,
    be_focused,
    canvas,
    clockify,
    forest,
    google_forms,
    ics,
    moodle,
    pasted_results,
    pomofocus,
    rescuetime,
    super_productivity,
    toggl,
    udemy,
    uworld,
    xapi,
)

SOURCES: tuple[FileSource, ...] = (
    toggl.SOURCE,
    clockify.SOURCE,
    pomofocus.SOURCE,
    be_focused.SOURCE,
    forest.SOURCE,
    atimelogger.SOURCE,
    super_productivity.SOURCE,
    activitywatch.SOURCE,
    rescuetime.SOURCE,
    ics.SOURCE,
    anki.SOURCE,
    anki.LOG_SOURCE,
    aws_score_report.SOURCE,
    udemy.SOURCE,
    xapi.SOURCE,
    google_forms.SOURCE,
    moodle.SOURCE,
    canvas.SOURCE,
    uworld.SOURCE,
    pasted_results.SOURCE,
)
"""In the order in which they are asked."""
