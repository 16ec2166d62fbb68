"""Answer the open questions about files before their import, by asking on a terminal or by guessing."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from zoneinfo import available_timezones

from analytics.blueprints.model import ExamBlueprint
from analytics.clock import DayRule
from analytics.errors import OpenQuestionError, Question, UnreadableFileError
from analytics.ingest import Import
from analytics.ingest.file_mapping import FileMapping, whole_title
from analytics.ingest.mapping.labels import unlabeled_titles
from analytics.ingest.mapping.map_file import MAX_ITEMS
from analytics.ingest.mapping.suggestions import suggested_domain
from analytics.ingest.mapping.targets import mappable_columns
from analytics.ingest.tables.opened import OpenedFile
from analytics.ingest.values.fields import or_none
from analytics.records import ME, StudySession
from analytics.updates.context import UpdateContext
from analytics.updates.import_preview import (
    TableHead,
    guess_basis,
    guessed_answers,
    has_past_plans,
    table_head,
    unknown_domains,
    with_day,
    with_mapping,
)
from analytics.updates.import_reading import PreviewAnswers, ReadFile, exams_by_candidate, with_exams_of_all
from analytics.updates.import_totals import import_totals
from dashboard import formatting
from dashboard.cli.dialogue import Dialogue, FileSkippedError, number
from dashboard.text import imports, mapping, terminal
from dashboard.text import terminal_questions as text


@dataclass(slots=True)
class ImportDialogue:
    """Settles what files leave open; with `takes_guesses`, without asking."""

    dialogue: Dialogue
    context: UpdateContext
    days: DayRule
    takes_guesses: bool
    last_exam: str = ""
    """The exam of the previous file, likely that of the next."""

    def answered_files(self, files: Sequence[ReadFile]) -> Sequence[ReadFile] | None:
        """Return the files with their answers, None if the user declines; what has no guess stays open."""
        settled = []
        for file in files:
            opened = file.opened
            try:
                if isinstance(opened, UnreadableFileError) or not file.is_open:
                    settled.append(file)
                else:
                    settled.append(self._ask_all(file, opened).closed())
            except FileSkippedError:
                self.dialogue.say(text.SKIPPED.format(file=opened.name))
        if not settled or not (self.takes_guesses or self.dialogue.confirm(text.CONFIRM, guess=True, can_skip=False)):
            return None
        return with_exams_of_all(exams_by_candidate(self.context.store), settled)

    def _ask_all(self, file: ReadFile, opened: OpenedFile) -> ReadFile:
        if not self.takes_guesses:
            self.dialogue.say(text.HEADING.format(file=file.opened.name))
        asked: Mapping[str, int] = {}
        while isinstance(file.reading, OpenQuestionError):
            asked = file.reading.found if file.reading.question is Question.DOMAIN else asked
            answers = self._answer(opened, file.reading, file)
            if answers is None or (self.takes_guesses and answers == _answers(file)):
                return file
            self.last_exam = answers.exam_code or self.last_exam
            file = self._reread(file, answers)
        if not self.takes_guesses:
            file = self._with_topics(self._with_past_events(file), asked)
        if isinstance(file.reading, Import):
            totals = [imports.totals(found, self.context.today) for found in import_totals(file.reading, self.days)]
            for line in text.preview(file.opened.name, totals, file.reading.n_passed_over, file.reading.n_failed):
                self.dialogue.say(line)
        return file

    def _answer(self, opened: OpenedFile, question: OpenQuestionError, file: ReadFile) -> PreviewAnswers | None:
        exam, answers = self._exam(file) or self.context.blueprints.get(self.last_exam), _answers(file)
        guess = guessed_answers(question, answers, guess_basis(opened, answers, exam, self.context))
        if self.takes_guesses:
            return guess
        asked = _FileQuestion(self.dialogue, self.context, opened, question, answers=answers, guess=guess, exam=exam)
        answer = _ASK[question.question](asked)
        return answer if isinstance(answer, PreviewAnswers) else with_mapping(answers, answer)

    def _exam(self, file: ReadFile) -> ExamBlueprint | None:
        chosen = file.context.exam_code
        codes = [chosen] if chosen else list(file.context.exams_of.get(ME, ()))
        return self.context.blueprints.get(codes[0]) if len(codes) == 1 else None

    def _with_past_events(self, file: ReadFile) -> ReadFile:
        """Ask whether past events of a calendar took place."""
        read = file.reading
        if not isinstance(read, Import) or not has_past_plans(read, self.days, self.context.today):
            return file
        if not self.dialogue.confirm(f"{mapping.IS_DONE}?", guess=False):
            return file
        return self._reread(file, with_mapping(_answers(file), FileMapping(kind=StudySession.TABLE)))

    def _with_topics(self, file: ReadFile, asked: Mapping[str, int]) -> ReadFile:
        """Ask for the domains of unknown topics that were not asked about, and of titles without one."""
        exam = self._exam(file)
        if exam is None or not isinstance(file.reading, Import):
            return file
        titles = unlabeled_titles(row.record for row in file.reading.rows)
        without = {one.title: one.n_without_domain for one in titles if one.title and one.n_without_domain}
        found = {**without, **unknown_domains(file.reading)}
        topics = {name: n for name, n in found.items() if name not in asked}
        given = _domains(self.dialogue, topics, exam) if topics else {}
        if not given:
            return file
        known = file.reading.mapping.domain
        return self._reread(file, with_mapping(_answers(file), FileMapping(domain={**known, **given})))

    def _reread(self, file: ReadFile, answers: PreviewAnswers) -> ReadFile:
        with self.dialogue.progress(terminal.READING.format(file=file.opened.name)):
            return file.reread(replace(file.context, mapping=answers.mapping, exam_code=answers.exam_code))


def _answers(file: ReadFile) -> PreviewAnswers:
    return PreviewAnswers(mapping=file.context.mapping, exam_code=file.context.exam_code)


@dataclass(frozen=True, slots=True)
class _FileQuestion:
    """A question about a file, the answers so far, a guess, and what is known."""

    dialogue: Dialogue
    context: UpdateContext
    opened: OpenedFile
    question: OpenQuestionError
    answers: PreviewAnswers
    guess: PreviewAnswers | None
    exam: ExamBlueprint | None

    @property
    def words(self) -> str:
        return mapping.ASKED[self.question.question]

    @property
    def guessed(self) -> FileMapping:
        return (self.guess or self.answers).mapping


def _one_of(asked: _FileQuestion) -> FileMapping:
    one = mapping.ONE_OF[asked.question.question]
    if note := one.note(asked.question):
        asked.dialogue.say(formatting.unescaped(note))
    choices = {choice: formatting.unescaped(words) for choice, words in one.choices(asked.question).items()}
    chosen = asked.dialogue.choose(asked.words, choices, getattr(asked.guessed, one.field))
    return FileMapping(**{one.field: chosen})


def _columns(asked: _FileQuestion) -> FileMapping:
    """Ask what a row is, and then for corrections of the guessed columns."""
    head = table_head(asked.opened, asked.answers.mapping)
    if head is None:
        raise asked.question
    found = head.guess(exam=asked.exam)
    guess, is_sure = asked.guessed.kind or found.kind, asked.guessed.kind is not None or found.is_sure
    if not is_sure:
        asked.dialogue.say(mapping.UNSURE)
    kinds = {guess: guess, **mapping.KIND_OF_ROW}
    kind = asked.dialogue.choose(mapping.WHICH_KIND, kinds, guess if is_sure else None)
    is_answered = kind == asked.answers.mapping.kind and bool(asked.answers.mapping.columns)
    columns = dict(asked.answers.mapping.columns if is_answered else head.guess(kind, asked.exam).columns)
    is_open = bool(asked.question.found)
    if is_open:
        asked.dialogue.say(mapping.still_missing(asked.question.found))
    while is_open or not columns or _asks_for_change(asked.dialogue, head, columns):
        _change(asked.dialogue, head, kind, columns)
        is_open = False
    return FileMapping(kind=kind, columns=columns)


def _asks_for_change(dialogue: Dialogue, head: TableHead, columns: Mapping[str, str]) -> bool:
    for line in _named(head, columns).values():
        dialogue.say(f"  {line}")
    return dialogue.confirm(text.CHANGE_COLUMNS, guess=False)


def _named(head: TableHead, columns: Mapping[str, str]) -> Mapping[str, str]:
    return {
        name: text.column(head.title_of(name), next(iter(cells), ""), columns.get(name))
        for name, cells in head.examples().items()
    }


def _change(dialogue: Dialogue, head: TableHead, kind: str, columns: dict[str, str]) -> None:
    """Ask what one column contains; another column with the same meaning loses it."""
    name = dialogue.choose(text.WHICH_COLUMN, _named(head, columns), None)
    meanings = {ours: mapping.column_meaning(ours) for ours in (None, *mappable_columns(kind))}
    ours = dialogue.choose(text.WHAT_IS_IT, meanings, columns.get(name))
    for other in [source for source, target in columns.items() if source == name or target == ours]:
        del columns[other]
    if ours is not None:
        columns[name] = ours


def _exam(asked: _FileQuestion) -> PreviewAnswers:
    named = mapping.exam_choices(asked.question.found, asked.context.blueprints)
    code = asked.dialogue.choose(asked.words, named, (asked.guess or asked.answers).exam_code)
    return replace(asked.answers, exam_code=code)


def _domain(asked: _FileQuestion) -> FileMapping:
    """Ask for the domains of all topics; without any, the file has nothing to import."""
    given = _domains(
        asked.dialogue, asked.question.found, asked.context.blueprints[asked.question.about], are_needed=True
    )
    if not given:
        raise FileSkippedError
    return FileMapping(domain={**asked.answers.mapping.domain, **given})


def _day(asked: _FileQuestion) -> PreviewAnswers:
    def parse(line: str) -> date:
        day = or_none(date.fromisoformat, line)
        if day is None or day > asked.context.today:
            raise ValueError(text.NOT_A_DAY)
        return day

    label = formatting.unescaped(mapping.which_day(asked.question))
    return with_day(asked.question, asked.answers, asked.dialogue.enter(label, parse, asked.guessed.taken_on))


def _zone(asked: _FileQuestion) -> FileMapping:
    def parse(line: str) -> str:
        if line not in available_timezones():
            raise ValueError(text.NOT_A_ZONE)
        return line

    return FileMapping(zone=asked.dialogue.enter(asked.words, parse, asked.guessed.zone))


def _n_items(asked: _FileQuestion) -> FileMapping:
    return FileMapping(n_items=asked.dialogue.enter(asked.words, lambda line: number(line, MAX_ITEMS), None))


def _study(asked: _FileQuestion) -> FileMapping:
    names = mapping.entry_choices(asked.question)
    if not names:
        if asked.dialogue.confirm(text.NO_NAMES, guess=True):
            return FileMapping(study=("*",))
        raise FileSkippedError
    guess = [name for name in names if whole_title(name) in (asked.guessed.study or ())]
    chosen = asked.dialogue.choose_some(asked.words, names, guess)
    return FileMapping(study=("*",) if chosen is None else tuple(map(whole_title, chosen)))


def _person(asked: _FileQuestion) -> FileMapping:
    return FileMapping(person=asked.dialogue.choose(asked.words, mapping.person_choices(asked.question), None))


def _same_person(asked: _FileQuestion) -> FileMapping:
    choices = mapping.same_person_choices(asked.question)
    options = {name: formatting.unescaped(words) for name, words in choices.items()}
    person = asked.dialogue.choose(formatting.unescaped(mapping.same_person(asked.question)), options, None)
    return FileMapping(candidates={**asked.answers.mapping.candidates, asked.question.about: person})


def _domains(
    dialogue: Dialogue, topics: Mapping[str, int], exam: ExamBlueprint, *, are_needed: bool = False
) -> Mapping[str, str]:
    """Ask for the domain of each topic; return those chosen, by pattern."""
    asked = list(topics)[:50]  # more are assigned on the Data page
    nearest = {name: suggested_domain(name, exam) for name in asked}
    if not dialogue.confirm(text.topics(len(nearest), exam.code), guess=are_needed or any(nearest.values())):
        return {}
    options = {"": text.NO_DOMAIN, **{one.domain_id: f"{one.domain_id} · {one.name}" for one in exam.domains}}
    given: dict[str, str] = {}
    for topic, near in nearest.items():
        guess = "" if near is None else near.domain_id
        given[whole_title(topic)] = dialogue.choose(text.topic(topic, topics[topic]), options, guess, lists=not given)
    return {topic: domain_id for topic, domain_id in given.items() if domain_id}


_ASK: Mapping[Question, Callable[[_FileQuestion], FileMapping | PreviewAnswers]] = {
    **dict.fromkeys(mapping.ONE_OF, _one_of),
    Question.COLUMNS: _columns,
    Question.EXAM: _exam,
    Question.DOMAIN: _domain,
    Question.DAY: _day,
    Question.FIRST_WEEK: _day,
    Question.ZONE: _zone,
    Question.N_ITEMS: _n_items,
    Question.STUDY: _study,
    Question.PERSON: _person,
    Question.SAME_PERSON: _same_person,
}
