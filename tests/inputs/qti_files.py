"""Results of a test in QTI's format."""

from collections.abc import Sequence

ITEM = """<itemResult identifier="{name}" sequenceIndex="1" datestamp="2026-03-01T10:00:00" sessionStatus="{status}">
<responseVariable identifier="duration" cardinality="single" baseType="duration">
<candidateResponse><value>{seconds}</value></candidateResponse></responseVariable>
<responseVariable identifier="RESPONSE" cardinality="{cardinality}" baseType="identifier">
{correct}<candidateResponse>{given}</candidateResponse></responseVariable>{score}</itemResult>"""


def values(texts: Sequence[str]) -> str:
    """Return some value elements."""
    return "".join(f"<value>{text}</value>" for text in texts)


def item(
    name: str,
    given: Sequence[str] = ("A",),
    correct: Sequence[str] = ("A",),
    *,
    points: str | None = None,
    maximum: str | None = None,
    cardinality: str = "single",
    status: str = "final",
    seconds: str = "45.5",
) -> str:
    """Return the result of one question."""
    score = "" if points is None else f'<outcomeVariable identifier="SCORE">{values([points])}</outcomeVariable>'
    score += "" if maximum is None else f'<outcomeVariable identifier="MAXSCORE">{values([maximum])}</outcomeVariable>'
    right = f"<correctResponse>{values(correct)}</correctResponse>" if correct else ""
    return ITEM.format(
        name=name,
        status=status,
        seconds=seconds,
        cardinality=cardinality,
        correct=right,
        given=values(given),
        score=score,
    )


def results(*items: str, version: str = "v2p1", stamp: str | None = "2026-03-01T10:00:00Z", person: str = "") -> bytes:
    """Return a file of results."""
    when = "" if stamp is None else f' datestamp="{stamp}"'
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<assessmentResult '
        f'xmlns="http://www.imsglobal.org/xsd/imsqti_result_{version}"><context sourcedId="{person}"/>'
        f'<testResult identifier="Mock 1"{when}/>{"".join(items)}</assessmentResult>'
    ).encode()
