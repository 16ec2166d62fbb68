"""Times without an offset: the zone they are in, and the instants they mean."""

from datetime import datetime, tzinfo

from analytics.clock import possible_instants
from analytics.errors import OpenQuestionError, Question
from analytics.ingest.reading import Notices, ReadingContext

AT_CLOCK_CHANGE = (
    "At a clock change, repeated local times were read as the first of the two, and skipped ones as that "
    "much later (02:30 as 03:30)."
)


def zone_for(context: ReadingContext, file: str) -> str:
    """Return the zone of another program's times: the one answered, else the candidate's.

    Raises:
        OpenQuestionError: If neither was given, since an assumed zone may be hours off.
    """
    if context.mapping.zone is not None:
        return context.mapping.zone
    if context.is_zone_given:
        return context.zone
    raise OpenQuestionError(
        file,
        Question.ZONE,
        "its times have no time zone. Set it with --zone, such as --zone Europe/Berlin, or once on the Data page.",
    )


def instant_in(zone: tzinfo, wall: datetime, line: str, notices: Notices) -> datetime:
    """Return the instant of a local time, and note its line at a clock change."""
    first, *others = possible_instants(wall, zone)
    if others:
        notices.add(AT_CLOCK_CHANGE, line=line)
    return first
