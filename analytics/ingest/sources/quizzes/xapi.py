"""Read the answers to questions in xAPI statements of a learning platform.

xAPI has no domains, so the candidate's patterns are matched against a question and the activities that it is part of.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from analytics.ingest.mapping.file_reading import FileReading, SourceReader
from analytics.ingest.reading import Import, LeftOutReason, shortened
from analytics.ingest.sources.quizzes.answered_exams import AnsweredExam, AnsweredQuestion, read_practice_exams
from analytics.ingest.tables import json_document
from analytics.ingest.tables.json_document import Json, as_list, as_mapping, as_text, load_json, value_at
from analytics.ingest.tables.opened import OpenedFile
from analytics.ingest.values.durations import iso_duration_s
from analytics.ingest.values.fields import or_none
from analytics.ingest.values.texts import text_digest

MAX_STATEMENTS = 100_000

_VOIDED, _ANSWERED = "/voided", "/answered"
_AROUND = ("parent", "grouping", "category")

_Event = tuple[str, datetime, AnsweredExam]
"""The attempt that an answer belongs to, its moment, and a practice exam with only this question."""


def _statements(opened: OpenedFile) -> list[Json]:
    """Return the statements in a list, in a store's response, or in lines."""
    document = load_json(opened)
    if document is not None:
        inner = as_list(value_at(document, "statements")) or as_list(document)
        return list(inner) or [document]
    if json_document.has_too_many_values(opened.text):
        return []
    statements: list[Json] = []
    for line in opened.text.splitlines():
        try:
            statements.append(json.loads(line) if line.strip() else None)
        except (ValueError, RecursionError):
            statements.append(line)
    return statements


def _is_statements(opened: OpenedFile) -> bool:
    if not all(f'"{key}"' in opened.text for key in ("actor", "verb", "object")):
        return False
    first = next((as_mapping(one) for one in _statements(opened) if one is not None), {})
    return bool(first.get("actor")) and all(as_text(value_at(first, part, "id")) for part in ("verb", "object"))


def _read(opened: OpenedFile, reading: FileReading) -> Import:
    """Read each attempt at a quiz as one practice exam."""
    statements = _statements(opened)
    reading.require_at_most(len(statements), MAX_STATEMENTS, "statements", "Export fewer of them.")
    taken = {as_text(value_at(one, "object", "id")) for one in statements if _is(one, _VOIDED)}
    events: list[_Event] = []
    given = [(number, one) for number, one in enumerate(statements, start=1) if one is not None]
    answers = [(number, one) for number, one in given if not isinstance(one, Mapping) or _is(one, _ANSWERED)]
    reading.left_out.add(LeftOutReason.NO_ANSWER, len(given) - len(answers))
    for number, statement in reading.own_entries(answers, lambda one: _person(one[1])):
        key = as_text(value_at(statement, "id"))
        if key and key in taken:
            reading.left_out.add(LeftOutReason.NO_ANSWER)
            continue
        taken.add(key)
        with reading.refusing(str(number), value=key):
            events.append(_event(statement, str(number), reading))
    return read_practice_exams(reading, list(_practice_exams(events)))


def _is(statement: Json, verb: str) -> bool:
    return as_text(value_at(statement, "verb", "id")).endswith(verb)


def _person(statement: Json) -> list[str]:
    """Return the name, and the address or account, of the person who answered."""
    actor = as_mapping(value_at(statement, "actor"))
    keys = (as_text(actor.get("mbox")).removeprefix("mailto:"), as_text(value_at(actor, "account", "name")))
    return [as_text(actor.get("name")), next(filter(None, keys), as_text(actor.get("mbox_sha1sum")))]


def _event(statement: Json, line: str, reading: FileReading) -> _Event:
    is_correct = value_at(statement, "result", "success")
    if not isinstance(is_correct, bool):
        raise ValueError("it does not say whether the answer was correct (result, success)")
    question = as_text(value_at(statement, "object", "id"))
    if not question:
        raise ValueError("it does not name its question (object, id)")
    around = [one for kind in _AROUND for one in as_list(value_at(statement, "context", "contextActivities", kind))]
    names = [name for one in (value_at(statement, "object"), *around) for name in _names(one)]
    quiz = next((as_text(value_at(one, "id")) for one in around), "")
    stamp = as_text(value_at(statement, "timestamp")) or as_text(value_at(statement, "stored"))
    written = or_none(datetime.fromisoformat, stamp)
    if written is None:
        raise ValueError(f"{shortened(stamp)!r} is not a time (timestamp, or stored)")
    moment = reading.instant(written, line)
    attempt = as_text(value_at(statement, "context", "registration")) or f"{quiz} {moment.date()}"
    form = f"quiz {text_digest(quiz)[:8]}" if quiz else None
    seconds = iso_duration_s(as_text(value_at(statement, "result", "duration"))) or 0.0
    answered = AnsweredQuestion(
        line=line,
        identity=question,
        is_correct=is_correct,
        domain=reading.mapping.domain_of(*names) or "",
        response_time_s=seconds if 0 < seconds <= 86_400 else None,
    )
    taken_at = moment.isoformat()
    return attempt, moment, AnsweredExam(provider="xAPI", form=form, taken_at=taken_at, questions=[answered], line=line)


def _names(activity: Json) -> Iterator[str]:
    """Yield the names of an activity in all languages, and its id."""
    yield from (as_text(name) for name in as_mapping(value_at(activity, "definition", "name")).values())
    yield as_text(value_at(activity, "id"))


def _practice_exams(events: Sequence[_Event]) -> Iterator[AnsweredExam]:
    """Join the answers of each attempt, in order of time."""
    attempts: dict[str, list[AnsweredExam]] = {}
    for attempt, _, exam in sorted(events, key=lambda event: event[1]):
        attempts.setdefault(attempt, []).append(exam)
    for exams in attempts.values():
        answers = enumerate((answer for exam in exams for answer in exam.questions), start=1)
        yield replace(exams[0], questions=[replace(answer, position=position) for position, answer in answers])


SOURCE = SourceReader("xapi", _is_statements, _read)
