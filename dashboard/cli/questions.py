"""The questions about a file on a terminal, a function each, as on the Data page."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from zoneinfo import available_timezones

from analytics.blueprints.model import ExamBlueprint
from analytics.errors import OpenQuestionError, Question
from analytics.ingest.file_mapping import FileMapping, whole_title
from analytics.ingest.mapping.map_file import MAX_ITEMS
from analytics.ingest.mapping.suggestions import suggested_domain
from analytics.ingest.mapping.targets import mappable_columns
from analytics.ingest.tables.opened import OpenedFile
from analytics.ingest.values.fields import or_none
from analytics.updates.import_preview import TableHead, table_head, with_day, with_mapping
from analytics.updates.import_reading import PreviewAnswers
from dashboard import formatting
from dashboard.cli.dialogue import Dialogue, FileSkippedError, number
from dashboard.text import mapping as mapping_text
from dashboard.text import terminal_questions as text


@dataclass(frozen=True, slots=True, kw_only=True)
class FileQuestion:
    """A question about a file, the answers so far, a guess, and what is known."""

    dialogue: Dialogue
    opened: OpenedFile
    question: OpenQuestionError
    answers: PreviewAnswers
    guess: PreviewAnswers | None
    today: date
    exam: ExamBlueprint | None
    blueprints: Mapping[str, ExamBlueprint]

    @property
    def words(self) -> str:
        return mapping_text.ASKED[self.question.question]

    @property
    def guessed(self) -> FileMapping:
        return (self.guess or self.answers).mapping


def ask(asked: FileQuestion) -> PreviewAnswers:
    """Ask a question; return the answers with this one added."""
    answer = _ASK[asked.question.question](asked)
    return answer if isinstance(answer, PreviewAnswers) else with_mapping(asked.answers, answer)


def _one_of(asked: FileQuestion) -> FileMapping:
    one = mapping_text.ONE_OF[asked.question.question]
    if note := one.note(asked.question):
        asked.dialogue.say(formatting.unescaped(note))
    choices = {choice: formatting.unescaped(words) for choice, words in one.choices(asked.question).items()}
    chosen = asked.dialogue.choose(asked.words, choices, getattr(asked.guessed, one.field))
    return FileMapping(**{one.field: chosen})


def _columns(asked: FileQuestion) -> FileMapping:
    """Ask what a row is, and then for corrections of the guessed columns."""
    head = table_head(asked.opened, asked.answers.mapping)
    if head is None:
        raise asked.question
    found = head.guess(exam=asked.exam)
    guess, is_sure = asked.guessed.kind or found.kind, asked.guessed.kind is not None or found.is_sure
    if not is_sure:
        asked.dialogue.say(mapping_text.UNSURE)
    kinds = {guess: guess, **mapping_text.KIND_OF_ROW}
    kind = asked.dialogue.choose(mapping_text.WHICH_KIND, kinds, guess if is_sure else None)
    is_answered = kind == asked.answers.mapping.kind and bool(asked.answers.mapping.columns)
    columns = dict(asked.answers.mapping.columns if is_answered else head.guess(kind, asked.exam).columns)
    is_open = bool(asked.question.found)
    if is_open:
        asked.dialogue.say(mapping_text.still_missing(asked.question.found))
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
    meanings = {ours: mapping_text.column_meaning(ours) for ours in (None, *mappable_columns(kind))}
    ours = dialogue.choose(text.WHAT_IS_IT, meanings, columns.get(name))
    for other in [source for source, target in columns.items() if source == name or target == ours]:
        del columns[other]
    if ours is not None:
        columns[name] = ours


def _exam(asked: FileQuestion) -> PreviewAnswers:
    codes = list(asked.question.found) or list(asked.blueprints)
    named = {code: f"{code} · {asked.blueprints[code].name}" if code in asked.blueprints else code for code in codes}
    code = asked.dialogue.choose(asked.words, named, (asked.guess or asked.answers).exam_code)
    return replace(asked.answers, exam_code=code)


def _domain(asked: FileQuestion) -> FileMapping:
    """Ask for the domains of all topics; without any, the file has nothing to import."""
    given = domains(asked.dialogue, asked.question.found, asked.blueprints[asked.question.about], are_needed=True)
    if not given:
        raise FileSkippedError
    return FileMapping(domain={**asked.answers.mapping.domain, **given})


def _day(asked: FileQuestion) -> PreviewAnswers:
    def parse(line: str) -> date:
        day = or_none(date.fromisoformat, line)
        if day is None or day > asked.today:
            raise ValueError(text.NOT_A_DAY)
        return day

    label = formatting.unescaped(mapping_text.which_day(asked.question))
    return with_day(asked.question, asked.answers, asked.dialogue.enter(label, parse, asked.guessed.taken_on))


def _zone(asked: FileQuestion) -> FileMapping:
    def parse(line: str) -> str:
        if line not in available_timezones():
            raise ValueError(text.NOT_A_ZONE)
        return line

    return FileMapping(zone=asked.dialogue.enter(asked.words, parse, asked.guessed.zone))


def _n_items(asked: FileQuestion) -> FileMapping:
    return FileMapping(n_items=asked.dialogue.enter(asked.words, lambda line: number(line, MAX_ITEMS), None))


def _study(asked: FileQuestion) -> FileMapping:
    names = mapping_text.entry_choices(asked.question)
    guess = [name for name in names if whole_title(name) in (asked.guessed.study or ())]
    chosen = asked.dialogue.choose_some(asked.words, names, guess)
    return FileMapping(study=("*",) if chosen is None else tuple(map(whole_title, chosen)))


def _person(asked: FileQuestion) -> FileMapping:
    return FileMapping(person=asked.dialogue.choose(asked.words, mapping_text.person_choices(asked.question), None))


def _same_person(asked: FileQuestion) -> FileMapping:
    choices = mapping_text.same_person_choices(asked.question)
    options = {name: formatting.unescaped(words) for name, words in choices.items()}
    person = asked.dialogue.choose(formatting.unescaped(mapping_text.same_person(asked.question)), options, None)
    return FileMapping(candidates={**asked.answers.mapping.candidates, asked.question.about: person})


def domains(
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


_ASK: Mapping[Question, Callable[[FileQuestion], FileMapping | PreviewAnswers]] = {
    **dict.fromkeys(mapping_text.ONE_OF, _one_of),
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
