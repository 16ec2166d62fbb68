"""Forecast the next practice exam after each change of the earlier ones, and store the forecasts.

Only a forecast stored before the day of an exam could have failed.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta

from analytics.blueprints.model import ExamBlueprint
from analytics.estimation.selection import known_blueprints
from analytics.exports.settings import FORMAT as SETTINGS_FORMAT
from analytics.store import Store, StoredForecast
from analytics.updates.context import UpdateContext
from analytics.updates.import_files import import_read_files
from analytics.updates.import_reading import ReadFile
from analytics.updates.import_report import ImportReport

MAX_CANDIDATES = 30
"""With more candidates these forecasts would slow an import down; they are computed later, when shown."""

MAX_PROVIDERS = 5
"""The latest providers whose next practice exam is forecast."""

AHEAD = timedelta(weeks=1)

ExamState = tuple[str, str, str, int, int]
"""A practice exam, by candidate, exam code and id, with its last batch and its number of rows."""


@contextmanager
def storing_forecasts(store: Store, *, made_at: datetime, today: date) -> Iterator[None]:
    """Store forecasts of the next practice exam, from the data after a change of practice exams.

    There is one for each provider so far: an exam in a week, like the real one, with as many questions as the longest
    practice exam. A shorter one has the same forecast on fewer questions.
    """
    before = _practice_exams(store)
    yield
    _forecast_changed(store, before, made_at, today)


def import_and_forecast(context: UpdateContext, files: Sequence[ReadFile], *, is_dry_run: bool = False) -> ImportReport:
    """Import files that have been read, and store forecasts of the next practice exam.

    An export has the forecasts of its database, so importing it makes no others and gives an equal database.
    """
    with context.store.reading():
        before = _practice_exams(context.store)
        report = import_read_files(context, files, is_dry_run=is_dry_run)
        if not any(file.format == SETTINGS_FORMAT for file in report.files):
            _forecast_changed(context.store, before, context.made_at, context.today)
        return report


def _forecast_changed(store: Store, before: frozenset[ExamState], made_at: datetime, today: date) -> None:
    with store.reading():
        changed = {(name, code) for name, code, *_ in _practice_exams(store) ^ before}
        if not changed:
            return
        blueprints = known_blueprints(store)
        forecasts: list[StoredForecast] = []
        for name, code in sorted(changed):
            if code in blueprints:
                forecasts += _forecasts(store, blueprints[code], name, made_at, today)
        store.save_forecasts(forecasts)


def _practice_exams(store: Store) -> frozenset[ExamState]:
    with store.reading():
        if store.n_profiles() > MAX_CANDIDATES:
            return frozenset()
        return frozenset(store.rows("practice_exam_states"))


def _forecasts(
    store: Store, blueprint: ExamBlueprint, name: str, made_at: datetime, today: date
) -> Iterator[StoredForecast]:
    """Forecast the next practice exam of each of a candidate's providers."""
    # The model is slow to import, and most imports need none.
    from analytics.estimation.evidence import read_evidence  # noqa: PLC0415
    from analytics.estimation.exam_form import exam_form  # noqa: PLC0415
    from analytics.estimation.forecast import forecast_of, practice_like_real_exam  # noqa: PLC0415
    from analytics.estimation.model_fit import fit_model  # noqa: PLC0415
    from analytics.estimation.practice_results import practice_results  # noqa: PLC0415

    evidence = read_evidence(store, blueprint, [name], today)
    exams = practice_results(evidence)
    if not exams:
        return  # all questions are of domains that the exam does not have
    fitted = fit_model(evidence, exam_form(blueprint))
    n_items = max(exam.n_items for exam in exams)
    for provider in list(dict.fromkeys(exam.provider for exam in reversed(exams)))[:MAX_PROVIDERS]:
        design = practice_like_real_exam(fitted, today + AHEAD, provider=provider, n_items=n_items)
        forecast = forecast_of(fitted, design)
        yield StoredForecast(
            candidate_id=name,
            exam_code=blueprint.code,
            practice_exam_id=f"next: {provider}",
            made_at_utc=made_at.astimezone(UTC).replace(tzinfo=None),
            model_version=forecast.model_version,
            day=forecast.day,
            provider=forecast.provider,
            n_items=forecast.n_items,
            probabilities=tuple(forecast.probabilities.tolist()),
        )
