"""Google Forms quizzes: responses from the form or from its linked sheet."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from analytics.errors import DataProblem, counted
from analytics.ingest.left_out import LeftOutTally
from analytics.ingest.mapping.people import own_entries
from analytics.ingest.reading import Import, Notices, ReadingContext, shortened
from analytics.ingest.sources.quizzes.answered_exams import AnsweredExam, AnsweredQuestion, read_practice_exams
from analytics.ingest.sources.quizzes.quiz_rows import check_width
from analytics.ingest.sources.source_reader import SourceReader
from analytics.ingest.tables.opened import OpenedFile
from analytics.ingest.tables.raw_table import RawRow, header_of, raw_rows
from analytics.ingest.values.plain_text import text_digest
from analytics.ingest.values.time_zone import instant_in, zone_for
from analytics.ingest.values.written_dates import column_order, parse_moment

FORMAT = "google_forms"
PROVIDER = "Google Forms"

_TIMESTAMPS = frozenset(
    {"timestamp", "zeitstempel", "marca temporal", "horodateur", "carimbo de data/hora", "informazioni cronologiche"}
)
_PEOPLE = frozenset(
    {"username", "email address", "nutzername", "e-mail-adresse", "nombre de usuario", "adresse e-mail"}
    | {"dirección de correo electrónico", "nom d'utilisateur", "nome de usuário", "endereço de e-mail", "nome utente"}
    | {"indirizzo email", "name", "your name", "full name", "first name", "last name", "student name", "vorname"}
    | {"nachname", "nom", "prénom", "nombre", "nombre completo", "nome", "nome completo", "cognome", "氏名", "名前"}
)
"""The account, or a question for the name."""
_TOTALS = frozenset(
    {"total score", "score", "gesamtpunktzahl", "punkte", "puntuación", "pontuação", "punteggio", "score total"}
)
_SCORE = " [score]"
_POINTS = re.compile(r"([0-9]{1,5}(?:\.[0-9]{1,3})?)\s*/\s*([0-9]{1,5}(?:\.[0-9]{1,3})?)")
_UNGRADED = re.compile(r"[-–]*\s*/\s*0(?:\.0+)?|[-–]*")

_NOT_POINTS = "not points such as 8 / 10; a spreadsheet may have turned it into a date, so export from the form itself"


def _is_quiz(opened: OpenedFile) -> bool:
    header = header_of(opened)
    if not header or header[0] not in _TIMESTAMPS or _total_at(header) is None:
        return False
    return any(name.endswith(_SCORE) for name in header) or _holds_slash(opened)


def _holds_slash(opened: OpenedFile) -> bool:
    """Return whether a cell below the header may be points, such as 8 / 10."""
    if opened.sheet is None:
        return "/" in opened.text.partition("\n")[2]
    return any("/" in cell for _, cells in opened.sheet.rows[1:] for cell in cells)


def _total_at(header: Sequence[str]) -> int | None:
    return next((at for at, name in enumerate(header[:3]) if name in _TOTALS), None)


def _read(opened: OpenedFile, context: ReadingContext) -> Import:
    """Read each response as one practice exam."""
    head, *rows = raw_rows(opened)
    header = [cell.casefold() for cell in head.cells]
    left_out = LeftOutTally()
    people = [at for at, title in enumerate(header) if title in _PEOPLE]
    own = own_entries(
        opened.name,
        rows,
        lambda row: [row.cells[at] for at in people if at < len(row.cells)],
        person=context.mapping.person,
        left_out=left_out,
    )
    notices = Notices()
    problems: list[DataProblem] = []
    exams: list[AnsweredExam] = []
    stamps = [(row.line, row.cells[0]) for row in own]
    order = column_order(stamps, opened.name, order=context.mapping.date_order, today=context.today, notices=notices)
    form = f"quiz {text_digest(' '.join(header))[:8]}"
    for row in own:
        try:
            check_width(row, header)
            moment = parse_moment(row.cells[0], order)
            zone = moment.offset or (ZoneInfo(zone_for(context, opened.name)) if moment.needs_zone else None)
            taken_at = instant_in(zone, moment.wall, row.line, notices) if zone else moment.wall
            exams.append(_practice_exam(row, head.cells, header, form=form, taken_at=taken_at, context=context))
        except ValueError as error:
            problems.append(DataProblem(opened.name, row.line, "", shortened(row.cells[0]), str(error)))
    read = read_practice_exams(FORMAT, opened.name, exams, problems=problems, context=context, notices=notices)
    return replace(read, left_out=left_out.counts())


def _practice_exam(
    row: RawRow,
    titles: Sequence[str],
    header: Sequence[str],
    *,
    form: str,
    taken_at: datetime,
    context: ReadingContext,
) -> AnsweredExam:
    """Read the questions of one response that have points, else its total."""
    answered: list[AnsweredQuestion] = []
    for at, name in enumerate(header):
        points = _POINTS.fullmatch(row.cells[at])
        if not name.endswith(_SCORE) or _UNGRADED.fullmatch(row.cells[at]):
            continue
        if points is None:
            raise ValueError(f"{shortened(titles[at])!r} is {shortened(row.cells[at])!r}, {_NOT_POINTS}")
        question = titles[at][: -len(_SCORE)]
        answered.append(
            AnsweredQuestion(
                line=row.line,
                identity=question,
                is_correct=float(points[1]) >= float(points[2]) > 0,
                domain=context.mapping.domain_of(question) or "",
                position=len(answered) + 1,
            )
        )
    total = _POINTS.fullmatch(row.cells[_total_at(header) or 0])
    counts = None if answered else _counts(row, header, total)
    return AnsweredExam(
        provider=PROVIDER, form=form, taken_at=taken_at.isoformat(), questions=answered, total=counts, line=row.line
    )


def _counts(row: RawRow, header: Sequence[str], total: re.Match[str] | None) -> tuple[int, int]:
    """Return the points as a number of correct answers, if each question has one point."""
    if total is None:
        raise ValueError(f"the score is {shortened(row.cells[_total_at(header) or 0])!r}, {_NOT_POINTS}")
    n_questions = sum(name not in _TIMESTAMPS | _PEOPLE | _TOTALS for name in header)
    n_correct, n_items = float(total[1]), float(total[2])
    if n_items != n_questions or not n_correct.is_integer():
        raise ValueError(
            f"the {counted(n_questions, 'question')} have {total[0]} points in total, which does not show "
            "how many answers were correct; export from the form itself (Responses, Download responses) "
            "to get the points of each question"
        )
    return int(n_correct), int(n_items)


SOURCE = SourceReader(FORMAT, _is_quiz, _read)
