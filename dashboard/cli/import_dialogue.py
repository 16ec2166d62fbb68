"""Answer the open questions about files before their import, by asking or by guessing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from analytics.blueprints.model import ExamBlueprint
from analytics.clock import DayRule
from analytics.errors import OpenQuestionError, Question, UnreadableFileError
from analytics.ingest import Import
from analytics.ingest.file_mapping import FileMapping
from analytics.ingest.mapping.labels import unlabeled_titles
from analytics.ingest.tables.opened import OpenedFile
from analytics.records import ME, StudySession
from analytics.updates.context import UpdateContext
from analytics.updates.import_preview import guess_basis, guessed_answers, has_past_plans, unknown_domains, with_mapping
from analytics.updates.import_reading import PreviewAnswers, ReadFile, exams_by_candidate, with_exams_of_all
from analytics.updates.import_totals import import_totals
from dashboard.cli.dialogue import Dialogue, FileSkippedError
from dashboard.cli.questions import FileQuestion, ask, domains
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
        settled = [one for file in files if (one := self._answered_file(file)) is not None]
        if not settled or not (self.takes_guesses or self.dialogue.confirm(text.CONFIRM, guess=True, can_skip=False)):
            return None
        return with_exams_of_all(exams_by_candidate(self.context.store), settled)

    def _answered_file(self, file: ReadFile) -> ReadFile | None:
        if isinstance(file.opened, UnreadableFileError) or not file.is_open:
            return file
        try:
            return self._ask_all(file, file.opened).closed()
        except FileSkippedError:
            self.dialogue.say(text.SKIPPED.format(file=file.opened.name))
            return None

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
            for line in text.preview(file.opened.name, totals, file.reading.n_skipped, file.reading.n_failed):
                self.dialogue.say(line)
        return file

    def _answer(self, opened: OpenedFile, question: OpenQuestionError, file: ReadFile) -> PreviewAnswers | None:
        exam = self._exam(file) or self.context.blueprints.get(self.last_exam)
        basis = guess_basis(opened, _answers(file), exam, self.context)
        guess = guessed_answers(question, _answers(file), basis)
        if self.takes_guesses:
            return guess
        asked = FileQuestion(
            dialogue=self.dialogue,
            opened=opened,
            question=question,
            answers=_answers(file),
            guess=guess,
            today=self.context.today,
            exam=exam,
            blueprints=self.context.blueprints,
        )
        return ask(asked)

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
        given = domains(self.dialogue, topics, exam) if topics else {}
        if not given:
            return file
        known = file.reading.mapping.domain
        return self._reread(file, with_mapping(_answers(file), FileMapping(domain={**known, **given})))

    def _reread(self, file: ReadFile, answers: PreviewAnswers) -> ReadFile:
        with self.dialogue.progress(terminal.READING.format(file=file.opened.name)):
            return file.reread(replace(file.context, mapping=answers.mapping, exam_code=answers.exam_code))


def _answers(file: ReadFile) -> PreviewAnswers:
    return PreviewAnswers(mapping=file.context.mapping, exam_code=file.context.exam_code)
