"""How fast the model is, and how close to slower ones, run side by side: ``python -m tests.bench models``.

Prints ratios and asserts nothing. Times are processor times, so other programs do not count. NUTS, scikit-learn,
statsmodels and TrueSkill Through Time run if they can be imported; none of them is needed or locked, and missing
ones are named.
"""

import importlib.util
import time
import warnings
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import NamedTuple

import numpy as np
from scipy import special

from analytics.models import response
from analytics.models.exam_score import score_draws, with_free_cut
from analytics.models.intervals import Floats
from analytics.models.points import Points
from tests.bench.targets import target_ms
from tests.inputs.model_worlds import MLS_FORM, fit_cells
from tests.validation import nuts_reference
from tests.validation.agreement import posterior_of
from tests.validation.generative import Record, answered, cells_as_points, exam_day_points, latent
from tests.validation.misspecified import Person, people
from tests.validation.reference_records import all_records, sat
from tests.validation.scoring import difference, scored

N_TIMES, N_FITS = 5, 50
CHUNK = 100
MANY = 100_000
WANTED_MS = {10: 1.0, 300: 50.0}


def seconds(action: Callable[[], object], n_times: int = N_TIMES) -> float:
    """Return the shortest of some runs, the one least disturbed by other work."""
    taken = []
    for _ in range(n_times):
        start = time.process_time()
        action()
        taken.append(time.process_time() - start)
    return min(taken)


def is_there(name: str) -> bool:
    """Return whether another program's package can be imported; print a note if not."""
    found = importlib.util.find_spec(name) is not None
    if not found:
        print(f"  skipped: {name} is not in this environment (the lock leaves it out: pip install --group bench)")
    return found


def many_exams(n_exams: int) -> Record:
    """Return a record of weekly practice exams of four domains, near 75 %."""
    cells = [cell for e in range(n_exams) for cell in sat(e, 0.5 * e, 75)]
    return Record(name=f"{n_exams} exams", cells=cells, form=MLS_FORM, exam_week=0.5 * n_exams)


def chance_of(record: Record) -> float:
    """Fit a record and return P(pass) alone, as the other programs do: not the probability of each score."""
    return float(score_draws(*with_free_cut(*posterior_of(record)), record.form).pass_probability())


class Arrays(NamedTuple):
    """What a query gives a fit: the points of the practice exams and of the exam day, with the counts."""

    cells: Points
    day: Points
    n_correct: Floats
    n_items: Floats

    def chances(self) -> Floats:
        """Fit and return P(pass) of each candidate, with nothing kept from an earlier run."""
        fit = fit_cells(replace(self.cells), self.n_correct, self.n_items, guess_floor=MLS_FORM.guess_floor)
        return score_draws(*with_free_cut(*fit.predict(replace(self.day))), MLS_FORM).pass_probability()


def arrays_of(record: Record) -> Arrays:
    """Return the arrays of one candidate."""
    counts = (record.column(name)[None] for name in ("n_correct", "n_items"))
    return Arrays(cells_as_points(record), exam_day_points(record), *counts)


def growth_with_exams() -> None:
    """Time one candidate's fit and chance as practice exams grow."""
    print(f"\n{'practice exams':<18}{'fit and P(pass)':>18}{'of the first':>14}")
    first = None
    for n_exams in (1, 3, 10, 20, 40, 100, 300):
        taken = seconds(arrays_of(many_exams(n_exams)).chances, N_FITS)
        first = first or taken
        wanted_ms = WANTED_MS.get(n_exams)
        note = target_ms(f"fit and P(pass), {n_exams} exams", 1000 * taken, wanted_ms) if wanted_ms else ""
        print(f"{n_exams:<18}{1000 * taken:>15.2f} ms{taken / first:>14.1f}{note}")


def growth_with_candidates() -> None:
    """Time candidates of ten exams in batches; one chunk's arrays are fitted again and again."""
    record = many_exams(10)
    world, rng = latent(record), np.random.default_rng(1)
    normals = rng.normal(size=(CHUNK, world.cell_loadings.shape[1]))
    share = response.share_correct(world.cell_mean + normals @ world.cell_loadings.T, MLS_FORM.guess_floor)
    n_items = np.tile(record.column("n_items"), (CHUNK, 1))
    n_correct = rng.binomial(n_items.astype(int), share).astype(float)
    many = Arrays(cells_as_points(record, CHUNK), exam_day_points(record, CHUNK), n_correct, n_items)

    def chunks(n: int) -> None:
        for _ in range(n):
            many.chances()

    alone = seconds(arrays_of(answered(record, n_correct[0].astype(int).tolist())).chances, N_FITS)
    print(f"\n{'candidates':<18}{'fit and P(pass)':>18}{'per candidate':>16}{'of one alone':>14}")
    for n_candidates in (CHUNK, 1_000, 10_000, MANY):
        n_chunks = n_candidates // CHUNK
        sampled = min(n_chunks, 30)
        taken = seconds(partial(chunks, sampled), 1) * n_chunks / sampled
        note = "" if sampled == n_chunks else f"  (from {sampled} chunks of {n_chunks:,})"
        each = taken / n_candidates
        print(f"{n_candidates:<18,}{taken:>16.2f} s{1000 * each:>13.3f} ms{each / alone:>14.2f}{note}")


def beside_nuts() -> None:
    """Time and compare with chains: the frozen ones, and a fresh one if numpyro is installed."""
    print(f"\n{'record':<52}{'chains':>9}{'Cutscore':>12}{'times faster':>14}{'P differs by':>14}")
    for record in all_records():
        reference, _ = nuts_reference.read_reference(record)
        taken = seconds(partial(chance_of, record))
        gap = chance_of(record) - reference.pass_probability
        ratio = reference.seconds / taken
        print(f"{record.name:<52}{reference.seconds:>7.1f} s{1000 * taken:>9.2f} ms{ratio:>14,.0f}{gap:>+14.4f}")
    if is_there("numpyro"):
        record = all_records()[0]
        fresh = nuts_reference.sample(record, seed=1)
        gap = chance_of(record) - fresh.pass_probability
        print(f"  fresh chains for '{record.name}': {fresh.seconds} s, P differs by {gap:+.4f}")


def beside_others() -> None:
    """Compare with general programs, on people of a world that is nobody's model."""
    asked = people(10, 20, seed=2)
    rivals: list[tuple[str, str, Callable[[Person], float]]] = [
        ("Cutscore", "numpy", lambda person: chance_of(person.record)),
        ("logistic regression (scikit-learn)", "sklearn", by_logistic),
        ("local linear trend (statsmodels)", "statsmodels", by_local_trend),
        ("TrueSkill Through Time", "trueskillthroughtime", by_trueskill),
    ]
    happened = np.array([person.is_passed[0] for person in asked])
    ours, own_time = np.zeros(0), 1.0
    print(
        f"\n{f'method, {len(asked)} people of the made-up world':<44}{'Brier':>9}{'worse by':>20}{'time of ours':>14}"
    )
    for name, package, chance in rivals:
        if not is_there(package):
            continue
        start = time.process_time()
        told = np.array([chance(person) for person in asked])
        taken = time.process_time() - start
        if not len(ours):
            ours, own_time = told, taken
        gap, error = difference(told, ours, happened)
        brier = scored(name, told, happened).brier
        print(f"{name:<44}{brier:>9.4f}{gap:>+11.4f} +-{error:.4f}{taken / own_time:>14.1f}")


def passing(mean_share: float, sd_share: float) -> float:
    """Return P(pass) for a forecast of the share correct, adding the exam's chance and the cut."""
    kept = min(0.995, max(0.005, mean_share))
    spread = np.sqrt(sd_share**2 + kept * (1 - kept) / MLS_FORM.n_items + MLS_FORM.cut_sd**2)
    return float(special.ndtr((kept - MLS_FORM.cut_mean) / spread))


def by_logistic(person: Person) -> float:
    """Regress the person's own answers on the week and the mix of domains, with scikit-learn's usual penalty."""
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415 -- may be missing

    record, form = person.record, MLS_FORM
    features = np.column_stack([record.column("week"), record.mixes])
    n_correct, n_items = record.column("n_correct"), record.column("n_items")
    answers = np.repeat([1, 0], len(features))
    times = np.concatenate([n_correct, n_items - n_correct])
    fitted = LogisticRegression().fit(np.vstack([features, features]), answers, sample_weight=times)
    on_exam_day = np.append(record.exam_week, form.shares)[None, :]
    return passing(float(fitted.predict_proba(on_exam_day)[0, 1]), 0.0)


def by_local_trend(person: Person) -> float:
    """Fit a local linear trend to the scores on a grid of half weeks; it needs three scores."""
    from statsmodels.tsa.statespace.structural import UnobservedComponents  # noqa: PLC0415 -- may be missing

    scores = person.scores(0)
    if len(scores.percent) < 3:
        return passing(scores.mean_of_three / 100, 0.1)
    grid = np.full(int(2 * scores.exam_week) + 1, np.nan)
    grid[(2 * scores.weeks).astype(int)] = scores.percent / 100
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it says of most of these short series that it did not converge
        fitted = UnobservedComponents(grid, level="lltrend").fit(disp=False)
        forecast = fitted.get_forecast(1)
    return passing(float(forecast.predicted_mean[0]), float(forecast.se_mean[0]))


def by_trueskill(person: Person) -> float:
    """Play each question as a game against an opponent of fixed skill; skill drifts between weeks."""
    from trueskillthroughtime import Gaussian, History, Player  # noqa: PLC0415 -- may be missing

    games, times = [], []
    for cell in person.record.cells:
        won = [["candidate"], ["question"]]
        games += [won] * cell.n_correct + [won[::-1]] * (cell.n_items - cell.n_correct)
        times += [1 + round(2 * cell.week)] * cell.n_items
    fixed = {"question": Player(Gaussian(0.0, 1e-6), 1.0, 0.0)}
    history = History(games, times=times, priors=fixed, mu=1.0, sigma=1.0, beta=1.0, gamma=0.1)
    history.convergence(epsilon=0.01, iterations=8, verbose=False)
    skill = history.learning_curves()["candidate"][-1][1]
    draws = skill.mu + skill.sigma * special.ndtri((np.arange(64) + 0.5) / 64)
    share = special.ndtr(draws / np.sqrt(2))
    return passing(float(share.mean()), float(share.std()))


def main() -> None:
    """Run all parts."""
    growth_with_exams()
    growth_with_candidates()
    beside_nuts()
    beside_others()
