"""Read a candidate's own table as a canonical one, by its mapping."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

from analytics.errors import DataProblem, UnreadableFileError
from analytics.ingest.canonical.columns import ContentKeys, content_of
from analytics.ingest.canonical.reader import text_cell
from analytics.ingest.file_mapping import TimeUnit
from analytics.ingest.guesses.column_values import column_values
from analytics.ingest.layouts.long_table import SAMPLE_ROWS, LongTable
from analytics.ingest.layouts.week_grid import WEEK_TOTALS
from analytics.ingest.mapping import scores, targets
from analytics.ingest.mapping.column_names import OPPOSITES
from analytics.ingest.mapping.file_reading import FileReading
from analytics.ingest.mapping.scores import PercentCounts
from analytics.ingest.mapping.spans import columns_written_once, is_moment
from analytics.ingest.own_tables.column_facts import TableFacts
from analytics.ingest.own_tables.mapped_columns import HOURS_PER_DAY, SECONDS_OF, SHARED_DAYS, MappedColumns, ReadAnswer
from analytics.ingest.own_tables.own_rows import OwnRows
from analytics.ingest.own_tables.topics import TEXT_OF, Sittings, Topics
from analytics.ingest.reading import CHOOSE_ACTIVITY, Import, LeftOutReason, Notices, ReadingContext, listed
from analytics.ingest.tables.text_table import Cells, Table
from analytics.ingest.values import fields
from analytics.ingest.values.durations import length_s
from analytics.ingest.values.fields import CellError, parsed
from analytics.ingest.values.texts import unescape_formula
from analytics.ingest.values.words import known_activity, provider_in, timed_or_not, yes_or_no
from analytics.records import TOTAL_DOMAIN, Activity, PlannedSession, StudySession

_ONLY_MISTAKES = (
    "no answer is correct, so this may list only your mistakes, which would count as a result of 0 %. Add the "
    "questions that you got right, or a column that says which answers are correct."
)
_NONE_RIGHT = (
    "No answer is correct, so this may list only your mistakes. It counts as a result of 0 % until you add the "
    "questions that you got right."
)
_WHOLE = re.compile(r"(?:[0-9]{1,6}(?:[.,]0{1,2})?)?")
_RESULT = ("candidate", "exam_code", "practice_exam_id", "domain_id")
_COUNTS = ("n_items", "n_correct", "n_seen_before", "n_correct_seen_before")


class MappedReading:
    """One reading of a table by its mapping."""

    def __init__(self, table: Table, context: ReadingContext) -> None:
        self._reading = FileReading(context.mapping.kind or "", table.name, context, table.notices)
        self._notices, self._mapping = self._reading.notices, context.mapping
        self._columns = MappedColumns(table, self._reading)
        self._spans = self._columns.spans
        self._facts = TableFacts(self._columns)
        self._reading.context = replace(context, exam_code=self._facts.exam_code)
        self._blueprint = context.blueprints.get(self._facts.exam_code or "")
        self._topics = Topics(self._columns.kind, context.mapping, self._blueprint)
        self._percents = PercentCounts(self._reading)
        self._other_activities: Counter[str] = Counter()
        self._sittings = Sittings(self._columns.kind)
        self._content_keys = ContentKeys()
        self._moments = frozenset(name for name, column in self._columns.targets.items() if is_moment(column))
        self._places = [
            (target, self._columns.index(target))
            for target in self._columns.source_names
            if target != targets.PERSON and (target != "n_items" or any(self._columns.cells(target)))
        ]
        self._line, self._is_split = "", False
        self._marks = set[str]()

    def result(self) -> Import:
        """Read the table, ask for what the mapping lacks, or refuse a mapping that does not fit."""
        table = self._columns.table
        header = self._header()
        own_rows, problems = OwnRows(self._columns, self._blueprint, self._minutes_of), self._columns.problems
        own = own_rows.select(list(self._filled_rows()))
        if LeftOutReason.OTHER_PEOPLE in self._reading.left_out:  # whose names may be the value of a problem
            problems = [replace(one, value="") for one in problems]
        self._add_unused(own_rows.used)
        if opposites := [name for name in self._columns.source_names.values() if name in OPPOSITES]:
            self._notices.add(f"Yes and no are read the other way around in {listed(opposites)}.")
        if self._columns.most_hours > HOURS_PER_DAY:
            self._notices.add(WEEK_TOTALS.format("Monday" if isinstance(table, LongTable) else "date"))
        rows = [(row, cells) for row in own if (cells := self._canonical_cells(header, row)) is not None]
        if self._marks == {"no"}:
            if self._columns.read_answer is not None:
                raise UnreadableFileError(table.name, _ONLY_MISTAKES)
            self._notices.add(_NONE_RIGHT)
        self._topics.add_notices(self._notices)
        if self._other_activities:
            words = listed(list(self._other_activities))
            self._notices.add(f"Rows with unknown activities count as other: {words}. {CHOOSE_ACTIVITY}.")
        source_names = dict(self._columns.source_names)
        if targets.SCORE in source_names:
            source_names["n_correct"] = source_names[targets.SCORE]
        joined = self._by_domain(header, rows) if {*_COUNTS[:2]} <= {*header} else [item for _, item in rows]
        items: list[Cells | DataProblem] = [*joined, *self._reading.problems, *problems]
        items.sort(key=lambda item: self._columns.places[item.line])
        read = self._reading.rows_of(
            self._columns.kind, header, items, source_names, has_decimal_comma=self._facts.decimal == ","
        )
        return replace(read, unknown_topics=self._topics.unknown, n_merged=len(rows) - len(joined))

    def _by_domain(self, header: Sequence[str], rows: Sequence[tuple[Cells, Cells]]) -> Sequence[Cells]:
        """Join results for topics of the same domain: add up counts, average percentages with assumed counts.

        Each row comes with its canonical cells.
        """
        domain_at, counts_at = header.index("domain_id"), [header.index(name) for name in _COUNTS if name in header]
        result_at = [header.index(name) for name in _RESULT if name in header]
        alike: dict[tuple[str, ...], dict[str, int]] = {}
        for n, (given, (_, cells)) in enumerate(rows):
            is_whole = all(_WHOLE.fullmatch(cells[at]) for at in counts_at)  # else the row will have a problem
            if is_whole and cells[domain_at] != TOTAL_DOMAIN:
                of_domain = alike.setdefault(tuple(cells[at] for at in result_at), {})
                of_domain.setdefault(self._row(given.cells).get("domain_id", ""), n)
        joined = {n: item for n, (_, item) in enumerate(rows)}
        for first, *others in (places.values() for places in alike.values()):
            topics = [joined[first].cells, *(joined.pop(n).cells for n in others)]
            for at in counts_at if others else ():
                counts = [re.split("[.,]", cells[at])[0] for cells in topics]
                total = sum(map(int, filter(None, counts)))
                topics[0][at] = str(round(total / len(topics)) if self._is_split else total) if all(counts) else ""
        if len(joined) < len(rows):
            self._notices.add(f"Topics of the same domain were {'averaged' if self._is_split else 'added up'}.")
        return list(joined.values())

    def _add_unused(self, used_by_rows: Sequence[str]) -> None:
        """Add a notice on unused columns, with a remedy if they may be results by domain."""
        table, given = self._columns.table, self._columns.source_names
        used = {"", *given.values(), *used_by_rows}
        unused = {name: title for name, title in zip(table.header, table.titles, strict=True) if name not in used}
        if not unused:
            return
        notice = f"Columns that are not used: {listed(list(unused.values()))}."
        if targets.SCORE in given and "domain_id" not in given:
            rows = [row.cells for row in self._columns.rows[:SAMPLE_ROWS]]
            columns = [one for one in column_values(table.header, rows) if one.name in unused and one.filled]
            if sum(one.is_percent or one.is_of_total for one in columns) > 1:
                notice += f" For results by domain, import a copy without {given[targets.SCORE]!r}."
        self._notices.add(notice)

    def _filled_rows(self) -> Iterator[Cells]:
        """Yield the rows, with cells that were written once for several; leave out sessions without day or length."""
        at, above = dict(self._places).get(self._spans.moment), list[str]()
        every = [item.cells for item in self._columns.rows]
        once = () if at is None else columns_written_once(every, at, [place for _, place in self._places])
        for item in self._columns.rows:
            row, cells = self._row(item.cells), item.cells
            if above and not row[self._spans.moment] and (once or row.get(targets.START_TIME)):
                cells = [above[n] if n in {at, *once} else cell for n, cell in enumerate(cells)]
                row = self._row(cells)
                self._notices.add("Rows without a date were given that of the row above.", line=item.line)
            elif at is not None and row[self._spans.moment]:
                above = cells
            if self._spans.lacks_day_or_length(row):
                self._reading.left_out.add(LeftOutReason.NO_DAY_OR_LENGTH)
            else:
                yield Cells(item.line, cells)

    def _row(self, cells: Sequence[str]) -> dict[str, str]:
        return self._spans.joined({target: self._columns.prepared(target, cells[at]) for target, at in self._places})

    def _minutes_of(self, item: Cells) -> float:
        """Return the minutes of a row, 0 if they cannot be read or the kind has none."""
        try:
            return self._minutes(self._row(item.cells), Notices()) if self._spans.length else 0.0
        except ValueError:  # which becomes a problem if the row is imported
            return 0.0

    def _header(self) -> tuple[str, ...]:
        """Return the canonical columns: the mapped and the derived ones."""
        mapped, kind = self._columns.source_names, self._columns.kind
        has_topic = "domain_id" in mapped
        derived = {
            "exam_code": False,
            "provider": "form" in mapped,
            "task_id": has_topic,
            TEXT_OF.get(kind, ""): has_topic,
            "note": kind is StudySession,
            "item_id": targets.QUESTION_TEXT in mapped,
            "source_id": kind in {StudySession, PlannedSession},
        }
        added = {name: self._columns.is_available(name) for name in self._columns.targets} | derived
        return tuple(name for name in self._columns.targets if name in mapped or added[name])

    def _canonical_cells(self, header: Sequence[str], item: Cells) -> Cells | None:
        """Return a row's canonical cells, None with a problem if one cannot be read."""
        self._line = item.line
        try:
            values = self._values(self._row(item.cells))
        except CellError as error:
            column = self._columns.source_names.get(error.column, error.column)
            self._reading.refuse(item.line, error.reason, column, error.cell)
            return None
        # an id from all cells does not change with the mapping
        named = zip(self._columns.table.header, item.cells, strict=True)
        content = {name: cell.strip() for name, cell in named if name and not fields.is_missing(cell)}
        values["source_id"] = values.get("source_id") or self._content_keys.of(content_of(content))
        return Cells(item.line, [values.get(name, "") for name in header])

    def _values(self, row: Mapping[str, str]) -> dict[str, str]:
        values = {
            target: self._value(target, cell, row) for target, cell in row.items() if target in self._columns.targets
        }
        if self._spans.length and not row.get(self._spans.length):
            values[self._spans.length] = f"{self._minutes(row, self._notices):.9g}".replace(".", self._facts.decimal)
        day = self._mapping.days.get(fields.stripped(row.get("form", ""))) or self._mapping.taken_on
        if self._spans.moment in SHARED_DAYS and day is not None:
            values.setdefault(self._spans.moment, day.isoformat())
        if "domain_id" in self._columns.targets:
            self._set_topic(values, row)
        counts = parsed("n_wrong", "", lambda _cell: scores.missing_count_from_wrong(row))
        values |= {name: n for name, n in counts.items() if not values.get(name)}
        if targets.SCORE in row and not (row.get("n_items") and row.get("n_correct")):
            score = partial(self._counts, row, values["domain_id"])
            values["n_items"], values["n_correct"] = parsed(targets.SCORE, row[targets.SCORE], score)
        if self._columns.read_answer is not None:
            values["is_correct"] = self._correctness(self._columns.read_answer, row)
        self._marks.add(values.get("is_correct", ""))
        if "activity" in self._columns.targets:
            self._set_activity(values, row)
        if row.get(targets.QUESTION_TEXT) and not values.get("item_id"):
            question = row[targets.QUESTION_TEXT].strip().encode("utf-8", "surrogatepass")
            values["item_id"] = f"text:{hashlib.sha256(question).hexdigest()[:16]}"
        if "practice_exam_id" in self._columns.targets and not values.get("practice_exam_id"):
            values["practice_exam_id"] = self._sittings.id_of(values, row.get("domain_id", ""))
        if "provider" not in row and (provider := provider_in(values.get("form", ""))):
            values["provider"] = provider
            self._notices.add("Providers were read from the names of the practice exams.")
        return values

    def _value(self, target: str, cell: str, row: Mapping[str, str]) -> str:
        if not cell and target == "is_correct" and self._facts.marks_right_only:
            column = self._columns.source_names[target]
            why = f"Only correct answers are marked in {column!r}, so blank ones count as wrong."
            self._notices.add(why, line=self._line)
            return "no"
        if not cell:
            return ""
        if target in self._moments:
            return parsed(target, cell, partial(self._moment, row.get(targets.START_TIME, "")))
        if target in self._facts.time_units:
            unit = self._facts.time_units[target]
            seconds = parsed(target, cell, partial(length_s, unit=unit, decimal=self._facts.decimal))
            if seconds > 3600 * self._columns.most_hours:
                most = "day" if self._columns.most_hours == HOURS_PER_DAY else "week"
                raise CellError(target, cell, f"longer than a {most}; check whether the unit is {unit}")
            return f"{seconds / SECONDS_OF[target]:.9g}".replace(".", self._facts.decimal)
        types = self._columns.targets[target].types
        if types == {bool}:
            word = fields.stripped(cell)
            if self._columns.source_names[target] in OPPOSITES:
                word = {"yes": "no", "no": "yes"}.get(yes_or_no(word), word)
            return yes_or_no(timed_or_not(word))
        return text_cell(cell) if types == {str} else cell

    def _correctness(self, read: ReadAnswer, row: Mapping[str, str]) -> str:
        """Return "yes" or "no" for whether an answer is the correct one; a blank one is not."""
        (mine, answer), (right, key) = ((self._columns.source_names[one], row[one]) for one in targets.COMPARED)
        self._notices.add(f"Answers are correct where {mine!r} and {right!r} are the same.")
        expected = read(key) if key else None
        if expected is None:
            reason = "not an answer such as B, or A, C" if key else "the correct answer is missing"
            raise CellError(targets.CORRECT_ANSWER, key, reason)
        if not answer:
            self._notices.add(f"Blank answers in {mine!r} count as wrong.", line=self._line)
        return "yes" if read(answer) == expected else "no"

    def _moment(self, start_time: str, cell: str) -> str:
        """Return a day or moment in ISO form."""
        found = self._facts.moments.start(cell, start_time)
        if found.clock is None:
            return found.day.isoformat()
        return self._facts.moments.instant(found, self._line, self._notices).isoformat(timespec="seconds")

    def _minutes(self, row: Mapping[str, str], notices: Notices) -> float:
        """Return the length of a session in minutes, in one cell or two, else by its start and end."""

        def minutes_in(name: str, unit: TimeUnit) -> float:
            return parsed(name, row[name], partial(length_s, unit=unit, decimal=self._facts.decimal)) / 60

        if row.get(self._spans.length):
            return minutes_in(self._spans.length, self._facts.time_units[self._spans.length])
        units = {targets.HOURS: TimeUnit.HOURS, targets.MINUTES: TimeUnit.MINUTES}
        spent = [minutes_in(name, unit) for name, unit in units.items() if row.get(name)]
        if spent:
            return sum(spent)
        at = self._spans.moment
        start = parsed(at, row[at], partial(self._facts.moments.start, start_time=row.get(targets.START_TIME, "")))
        column = targets.END if targets.END in self._columns.source_names else at
        minutes = partial(self._facts.moments.minutes, start, line=self._line, notices=notices)
        unit = TimeUnit.CLOCK if ":" in row.get(targets.BREAK, "") else TimeUnit.MINUTES
        pause = minutes_in(targets.BREAK, unit) if row.get(targets.BREAK) else 0
        return parsed(column, row.get(targets.END, ""), minutes) - pause

    def _counts(self, row: Mapping[str, str], domain_id: str, cell: str) -> tuple[str, str]:
        """Return the questions and correct answers of a score.

        Without a number of questions, the exam's is assumed. In a table with a column per domain, it is the number for
        the whole practice exam.
        """
        is_by_domain = domain_id != TOTAL_DOMAIN and isinstance(self._columns.table, LongTable)
        stated = row.get("n_items")
        of_row = None if is_by_domain else stated
        if self._facts.score_unit == targets.OF_TOTAL and not fields.stripped(cell).endswith("%"):
            n_correct, n_items = scores.counts_of_total(cell, of_row or "")
            return str(n_items), str(n_correct)
        percent = scores.percent_in(cell, self._facts.score_unit, decimal=self._facts.decimal)
        exam_code = row.get("exam_code") or self._facts.exam_code or ""
        length = self._percents.assumed_items(exam_code) if stated is None else scores.stated_items(stated)
        if of_row is not None or domain_id == TOTAL_DOMAIN:
            is_assumed = of_row is None
            n_correct, n_items = self._percents.of_whole(percent, length, self._line, is_assumed=is_assumed)
        else:
            of_domain = self._percents.by_domain(exam_code, length).get(domain_id, 0)
            n_correct, n_items = self._percents.of_domain(percent, of_domain)
            self._is_split = True
        return str(n_items), str(n_correct)

    def _set_topic(self, values: dict[str, str], row: Mapping[str, str]) -> None:
        """Set the domain and task; other words become the resource or title, or are added to the note."""
        topic = parsed("domain_id", row.get("domain_id", ""), lambda cell: self._topics.topic_of(cell, *row.values()))
        values["domain_id"] = topic.domain_id
        values["task_id"] = values.get("task_id") or topic.task_id
        if topic.words:
            column = TEXT_OF[self._columns.kind]
            if values.get(column):
                _add_to_note(values, topic.words)
            else:
                values[column] = text_cell(topic.words)

    def _set_activity(self, values: dict[str, str], row: Mapping[str, str]) -> None:
        """Set the activity, by the mapping's patterns or its word; an unknown word is added to the note."""
        word = fields.stripped(row.get("activity", ""))
        activity = self._mapping.activity_of(*(text for text in row.values() if text)) or known_activity(word)
        values["activity"] = activity or Activity.OTHER
        if word and activity is None:
            self._other_activities[word] += 1
            _add_to_note(values, word)


def _add_to_note(values: dict[str, str], words: str) -> None:
    note = unescape_formula(values.get("note", ""))
    values["note"] = text_cell(f"{note} / {words}" if note else words)
