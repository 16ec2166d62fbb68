"""Times without an offset: the instants they mean."""

from datetime import datetime, tzinfo

from analytics.clock import possible_instants
from analytics.ingest.reading import Notices

AT_CLOCK_CHANGE = (
    "At a clock change, repeated local times were read as the first of the two, and skipped ones as that "
    "much later (02:30 as 03:30)."
)


def instant_in(zone: tzinfo, wall: datetime, line: str, notices: Notices) -> datetime:
    """Return the instant of a local time, and note its line at a clock change."""
    first, *others = possible_instants(wall, zone)
    if others:
        notices.add(AT_CLOCK_CHANGE, line=line)
    return first
