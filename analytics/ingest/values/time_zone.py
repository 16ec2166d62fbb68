"""The zone of times that name none."""

from analytics.errors import OpenQuestionError, Question
from analytics.ingest.reading import ReadingContext


def zone_for(context: ReadingContext, file: str) -> str:
    """Give the zone in which another program's times were written: the answered one, else the candidate's own.

    Raises:
        OpenQuestionError: If neither is known, for a zone that is assumed may be hours off.
    """
    if context.answers.zone is not None:
        return context.answers.zone
    if context.is_zone_given:
        return context.zone
    raise OpenQuestionError(
        file,
        Question.ZONE,
        "its times name no time zone. Say yours with --zone, such as --zone Europe/Berlin, "
        "or set it once on the Data page.",
    )
