"""Answer the open questions about files before they are imported: by asking, or by the guesses."""

from collections.abc import Sequence
from dataclasses import dataclass

from analytics.blueprints.model import ExamBlueprint
from analytics.clock import DayRule
from analytics.errors import OpenQuestionError, UnreadableFileError
from analytics.ingest import Import, ReadingContext
from analytics.ingest.file_mapping import FileMapping
from analytics.ingest.tables.opened import OpenedFile
from analytics.records import ME, StudySession
from analytics.updates.context import ImportOptions, Source, UpdateContext
from analytics.updates.import_guesses import GuessBasis, guessed_answers, with_mapping
from analytics.updates.import_preview import PreviewAnswers, has_past_plans, unknown_domains
from analytics.updates.import_reading import Reading, open_source, read_labeled, read_sources, source_context
from analytics.updates.import_totals import import_totals
from dashboard.cli.dialogue import Dialogue
from dashboard.cli.questions import Asked, ask, domains
from dashboard.text import imports, mapping
from dashboard.text import terminal_questions as text


@dataclass(slots=True)
class ImportDialogue:
    """Settles what files do not say; with `takes_guesses` nobody is asked."""

    dialogue: Dialogue
    context: UpdateContext
    options: ImportOptions
    days: DayRule
    takes_guesses: bool

    def settled(self, sources: Sequence[Source]) -> Sequence[Source] | None:
        """Return the files with the answers about them, None if the user does not want to import them.

        A question that has no guess stays open if guesses are taken.

        Raises:
            DialogueEndedError: If the user stops at a question.
        """
        with self.dialogue.progress(text.reading(", ".join(source.name for source in sources))):
            opened = [_opened(file, source) for source in sources for file in open_source(source)]
            files = read_sources(self.context, opened, self.options)
        if not any(isinstance(file.reading, OpenQuestionError) for file in files):
            return opened
        settled = [
            self._answered(source.contents, file.context)
            if isinstance(source.contents, OpenedFile) and isinstance(file.reading, OpenQuestionError)
            else source
            for source, file in zip(opened, files, strict=True)
        ]
        if not self.takes_guesses and not self.dialogue.confirm(text.CONFIRM, guess=True):
            return None
        return settled

    def _answered(self, file: OpenedFile, reading_with: ReadingContext) -> Source:
        """Ask all questions about a file, and show what an import of it adds up to."""
        if not self.takes_guesses:
            self.dialogue.say(text.heading(file.name))
        answers = PreviewAnswers(mapping=self.options.mapping, exam_code=self.context.exam_code)
        reading = self._read(file, answers, reading_with)
        while isinstance(reading, OpenQuestionError):
            more = self._answer(file, reading, answers, reading_with)
            if more is None or (self.takes_guesses and more == answers):
                break
            answers = more
            reading = self._read(file, answers, reading_with)
        if isinstance(reading, Import):
            answers, reading = self._past_events(file, answers, reading, reading_with)
            answers, reading = self._topics(file, answers, reading, reading_with)
            totals = [imports.totals(found, self.context.today) for found in import_totals(reading, self.days)]
            for line in text.preview(file.name, totals, reading.n_skipped, reading.n_failed):
                self.dialogue.say(line)
        return Source(file, file.name, answers.mapping, answers.exam_code)

    def _answer(
        self, file: OpenedFile, question: OpenQuestionError, answers: PreviewAnswers, reading_with: ReadingContext
    ) -> PreviewAnswers | None:
        basis = GuessBasis(file, self.context.zone, self._exam(answers, reading_with))
        guess = guessed_answers(question, answers, basis)
        if self.takes_guesses:
            return guess
        asked = Asked(
            dialogue=self.dialogue,
            opened=file,
            question=question,
            answers=answers,
            guess=guess,
            today=self.context.today,
            blueprints=self.context.blueprints,
        )
        return ask(asked)

    def _exam(self, answers: PreviewAnswers, reading_with: ReadingContext) -> ExamBlueprint | None:
        """Return the chosen exam, else the candidate's only one."""
        codes = [answers.exam_code] if answers.exam_code else list(reading_with.exams_of.get(ME, ()))
        return self.context.blueprints.get(codes[0]) if len(codes) == 1 else None

    def _topics(
        self, file: OpenedFile, answers: PreviewAnswers, reading: Import, reading_with: ReadingContext
    ) -> tuple[PreviewAnswers, Import]:
        """Ask for the domains of topics that are none."""
        exam = self._exam(answers, reading_with)
        topics = {} if exam is None else unknown_domains(reading, exam)
        if self.takes_guesses or exam is None or not topics:
            return answers, reading
        given = domains(self.dialogue, topics, exam)
        answers = with_mapping(answers, FileMapping(domain={**answers.mapping.domain, **given}))
        reread = self._read(file, answers, reading_with)
        return answers, reread if isinstance(reread, Import) else reading

    def _past_events(
        self, file: OpenedFile, answers: PreviewAnswers, reading: Import, reading_with: ReadingContext
    ) -> tuple[PreviewAnswers, Import]:
        """Ask whether past events took place, which a calendar does not say."""
        is_open = reading.mapping.kind is None and has_past_plans(reading, self.days, self.context.today)
        if self.takes_guesses or not is_open or not self.dialogue.confirm(f"{mapping.IS_DONE}?", guess=False):
            return answers, reading
        answers = with_mapping(answers, FileMapping(kind=StudySession.TABLE))
        reread = self._read(file, answers, reading_with)
        return answers, reread if isinstance(reread, Import) else reading

    def _read(self, file: OpenedFile, answers: PreviewAnswers, reading_with: ReadingContext) -> Reading:
        source = Source(file, file.name, answers.mapping, answers.exam_code)
        with self.dialogue.progress(text.reading(file.name)):
            return read_labeled(file, source_context(reading_with, source))


def _opened(file: OpenedFile | UnreadableFileError, source: Source) -> Source:
    """Return an opened file as a source, the original one if it cannot be opened."""
    return source if isinstance(file, UnreadableFileError) else Source(file, file.name)
