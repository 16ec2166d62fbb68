"""Read the results of a test in the IMS format QTI results reporting 2.x, with an `itemResult` per question.

QTI has no domains, so the candidate's patterns are matched against the identifiers of questions. Namespaces differ
between programs and versions, so they are ignored.
"""

import math
from collections.abc import Iterator
from datetime import datetime
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from analytics.errors import UnreadableFileError
from analytics.ingest.mapping.file_reading import FileReading, SourceReader
from analytics.ingest.reading import Import, LeftOutReason, shortened
from analytics.ingest.sources.quizzes.answered_exams import AnsweredExam, AnsweredQuestion, day_of, read_practice_exams
from analytics.ingest.tables.opened import OpenedFile
from analytics.ingest.values.fields import or_none
from analytics.ingest.values.texts import text_digest

MAX_BYTES = 10_000_000
"""Enough for ten thousand questions with long answers; the tree takes many times the memory of the text."""

_ROOT = "assessmentResult"
_NOT_ANSWERED = frozenset({"initial", "pendingSubmission"})
_OWN_VARIABLES = frozenset({"duration", "numAttempts"})
_LONGEST_S = 86_400.0


def _recognizes(opened: OpenedFile) -> bool:
    start = opened.data[:2000].replace(b"\0", b"")  # UTF-16 too
    return b"<" in start[:10] and _ROOT.encode() in start


def _read(opened: OpenedFile, reading: FileReading) -> Import:
    """Read the answered questions as one practice exam."""
    reading.require_at_most(len(opened.data), MAX_BYTES, "bytes", "Export one test at a time.")
    root = _document(opened)
    questions = list[AnsweredQuestion]()
    for number, item in enumerate(_children(root, "itemResult"), start=1):
        if item.get("sessionStatus") in _NOT_ANSWERED:
            reading.left_out.add(LeftOutReason.NO_ANSWER)
            continue
        with reading.refusing(str(number), value=item.get("identifier", "")):
            questions.append(_question(item, number, reading))
    name = next((test.get("identifier", "") for test in _children(root, "testResult")), "")
    form, taken_at = f"test {text_digest(name)[:8]}" if name else None, _taken_at(root, reading)
    return read_practice_exams(
        reading, [AnsweredExam(provider="QTI", form=form, taken_at=taken_at, questions=questions)]
    )


def _document(opened: OpenedFile) -> Element:
    try:
        root: Element = fromstring(opened.data, forbid_dtd=True)  # whose entities could expand without end
    except DefusedXmlException:
        reason = "it has a document type (DOCTYPE), which may be harmful. Remove it, or export the results again."
        raise UnreadableFileError(opened.name, reason) from None
    except ParseError:
        raise UnreadableFileError(opened.name, "the XML is damaged or incomplete. Export it again.") from None
    if _tag(root) != _ROOT:
        raise UnreadableFileError(opened.name, f"this is not a QTI result: it begins with {_tag(root)!r}.")
    return root


def _tag(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _children(element: Element, tag: str) -> Iterator[Element]:
    return (child for child in element if _tag(child) == tag)


def _values(element: Element, tag: str) -> list[str]:
    return [(value.text or "").strip() for child in _children(element, tag) for value in _children(child, "value")]


def _question(item: Element, number: int, reading: FileReading) -> AnsweredQuestion:
    identity = item.get("identifier", "").strip()
    if not identity:
        raise ValueError("it does not name its question (identifier)")
    responses = {one.get("identifier", ""): one for one in _children(item, "responseVariable")}
    asked = [one for name, one in responses.items() if name not in _OWN_VARIABLES]
    return AnsweredQuestion(
        line=str(number),
        identity=identity,
        is_correct=_is_correct(item, asked),
        domain=reading.mapping.domain_of(identity) or "",
        position=number,
        response_time_s=_seconds(responses.get("duration")),
        chosen=", ".join(value for one in asked for value in _values(one, "candidateResponse")),
        correct_answer=", ".join(value for one in asked for value in _values(one, "correctResponse")),
    )


def _is_correct(item: Element, asked: list[Element]) -> bool:
    """Whether an item has all points or, without points, the correct responses."""
    scores = {one.get("identifier", ""): one for one in _children(item, "outcomeVariable")}
    score, maximum = _points(scores.get("SCORE")), _points(scores.get("MAXSCORE"))
    if maximum is None and "SCORE" in scores:
        maximum = _number(scores["SCORE"].get("normalMaximum"))
    if score is not None and maximum:
        return score >= maximum
    known = [one for one in asked if _values(one, "correctResponse")]
    if not known:
        raise ValueError("it has neither points and their maximum nor the correct answer")
    pairs = [(one, _values(one, "candidateResponse"), _values(one, "correctResponse")) for one in known]
    return all(
        given == correct if one.get("cardinality") == "ordered" else sorted(given) == sorted(correct)
        for one, given, correct in pairs
    )


def _points(variable: Element | None) -> float | None:
    values = [] if variable is None else [value.text for value in _children(variable, "value")]
    return _number(values[0]) if len(values) == 1 else None


def _number(text: str | None) -> float | None:
    number = or_none(float, text or "")
    return number if number is not None and math.isfinite(number) else None


def _seconds(duration: Element | None) -> float | None:
    values = [] if duration is None else _values(duration, "candidateResponse")
    seconds = _number(values[0]) if values else None
    return seconds if seconds is not None and 0 < seconds <= _LONGEST_S else None


def _taken_at(root: Element, reading: FileReading) -> str:
    """Return the day that the candidate gave, else the moment of the test or its first dated question, or ask."""
    stamps = [one.get("datestamp", "") for tag in ("testResult", "itemResult") for one in _children(root, tag)]
    stamp = next((stamp for stamp in stamps if stamp), None)
    if stamp is None or reading.mapping.taken_on is not None:
        return day_of(reading)
    moment = or_none(datetime.fromisoformat, stamp)
    if moment is None:
        raise UnreadableFileError(reading.file, f"{shortened(stamp)!r} is not a time (datestamp). Export it again.")
    return reading.instant(moment, "1").isoformat()


SOURCE = SourceReader("qti_results", _recognizes, _read)
