"""Run every check of the model and write the results, good or bad: ``python -m tests.validation.page``.

Writes VALIDATION.md and its figures. Nothing is asserted here; the tests hold the limits.
"""

import platform
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import ParamSpec, TypeVar

import numpy as np
import scipy

from tests.validation import (
    after_pause,
    claims,
    comparison,
    figures,
    fixed_worlds,
    in_cohort,
    known_results,
    misspecified,
    real_records,
    repeats,
    sbc,
    season_decisions,
    second_attempts,
    settled,
    waiting,
)
from tests.validation.agreement import agreements
from tests.validation.attempt_updates import attempts_section
from tests.validation.chance_moves import moves_section
from tests.validation.in_short import in_short
from tests.validation.season import SETTINGS
from tests.validation.season_section import season_section
from tests.validation.second_attempts import second_attempts_section
from tests.validation.sections import (
    agreement_section,
    calibration_section,
    known_results_section,
    real_section,
    repeats_section,
    world_section,
)

P = ParamSpec("P")
T = TypeVar("T")

ROOT = Path(__file__).parents[2]
FIGURES = Path("tests", "validation", "figures")
DATA = ROOT.parent / "shared" / "data"

PROCESSES = 2
SCALE_SPREAD = 0.5
SEED = 20260331


@dataclass(frozen=True, slots=True, kw_only=True)
class Sizes:
    """How much is simulated.

    Candidates per design, also with scales drawn anew and in fixed worlds; cohorts and people in each; worlds and
    people in each; people who all repeat, in a small and in a large file, and how many memories are tried; people,
    files and worlds of settled scores; people and worlds after a pause, and of waiting; seasons, people and settings,
    seasons of second attempts, and seasons that train the trained rule; and futures of one more practice exam.
    """

    ranked: int = 8_000
    with_other_scales: int = 8_000
    in_fixed_worlds: int = 2_000
    cohorts: tuple[int, int] = (500, 40)
    worlds: int = 100
    people: int = 40
    repeaters: tuple[int, int] = (25, 120)
    memories: int = len(repeats.KNOWN_BY_HEART)
    settling: tuple[int, int, int] = (200, 6, len(settled.WORLDS))
    pausing: tuple[int, int] = (400, len(after_pause.GOING_ON))
    waiting: tuple[int, int] = (400, len(settled.WORLDS))
    seasons: int = 5
    people_a_season: int = 200
    settings: int = len(SETTINGS)
    seasons_of_fails: int = 100
    futures: int = 2_000
    shown: int = 60


HEAD = """# Does the model hold?

Made on {today} by `make validate` ({minutes:.0f} minutes on this machine; Python {python}, numpy {numpy},
scipy {scipy}). Every number below comes from that run, except "With other futures" in section 5
and the long chains of section 1, which `tests/validation/nuts_reference.py` computed once. A number after ± is
a standard error. Seeds are fixed, so the same versions give the same page.

{in_short}
## What was asked

Six questions, from the easiest to the hardest:

1. Is the arithmetic right? Long chains sample the same posterior.
2. If the world were as the model assumes, would its ranges and chances hold?
3. In a world that is *not* as the model assumes, is it still better than what people use?
4. Is it better on records of real people?
5. Do people who follow its advice pay less?
6. Where practice is not like the exam, do other people's real results correct it?

{claims}
"""

TAIL = """## What this page does not show

- **No certification exam is in it.** The two real records are a university course and a diagnostic test. Only
  results that candidates report can show how well chances hold for a certification exam.
- **The scales are judgment and literature.** Section 2 shows what it costs if they are off in a stated way, not
  that they are right. All are listed in [How it is computed](analytics/models/README.md#the-scales).
- **The made-up world of section 3 is ours too.** It was written to be unlike the model, and its settings were chosen
  for plausible scores and not tuned afterwards; somebody else's world would give other numbers.
- **The passing score is assumed, not known.** Where a provider publishes no raw score, every chance here depends on
  the spread assumed for it.
- A claim that Cutscore is calibrated *for one candidate* is made only from that candidate's own forecasts, stored
  before the result. This page makes none.
"""


def report_progress(message: str) -> None:
    """Print progress to stderr."""
    print(f"{time.strftime('%H:%M:%S')}  {message}", file=sys.stderr, flush=True)


def write_figure(root: Path, name: str, svg: str) -> str:
    """Write a figure and return the line that shows it."""
    (root / FIGURES).mkdir(parents=True, exist_ok=True)
    (root / FIGURES / f"{name}.svg").write_text(svg, encoding="utf-8")
    return f"![{name.replace('_', ' ')}]({FIGURES.as_posix()}/{name}.svg)"


def ranked(sizes: Sizes, *, is_own: bool) -> list[sbc.DesignResult]:
    """Rank truths for every design, with the model's own scales or with others."""
    n, seed, spread = (sizes.ranked, SEED, 0.0) if is_own else (sizes.with_other_scales, SEED + 50, SCALE_SPREAD)
    return [sbc.calibrate(design, n, seed + k, scale_spread=spread) for k, design in enumerate(sbc.designs())]


def real(data: Path) -> Sequence[real_records.RealResult]:
    """Score the real records if they lie beside the checkout."""
    if not data.is_dir():
        report_progress("no folder shared/data beside the checkout: section 4 is left empty")
        return []
    return [real_records.open_university(data), real_records.spatial_rotation(data)]


def known(data: Path) -> Sequence[known_results.KnownResult]:
    """Compare with real results if they lie beside the checkout."""
    return known_results.open_university(data) if data.is_dir() else []


def write(root: Path, data: Path, today: date, sizes: Sizes, pool: Executor) -> Path:
    """Run everything in a pool, the longest part first, and write the page and its figures below a folder."""
    start = time.perf_counter()

    def begin(part: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        begun = pool.submit(part, *args, **kwargs)
        begun.add_done_callback(lambda _: report_progress(f"{part.__module__}.{part.__name__}"))
        return begun

    seeds = [SEED + 70 + k for k in range(sizes.seasons)]
    settings = SETTINGS[: sizes.settings]
    people = misspecified.people(sizes.worlds, sizes.people, SEED)
    seasons = begin(season_decisions.seasons, seeds, sizes.people_a_season, n_shown=sizes.shown, settings=settings)
    settling = begin(settled.told_and_true, *sizes.settling, SEED + 500)
    pausing = begin(after_pause.after_pause_section, *sizes.pausing, SEED + 600)
    expecting = begin(waiting.told_to_wait, *sizes.waiting, SEED + 700)
    comparing = begin(comparison.compare, people, SEED)
    repeating = begin(repeats.compare, *sizes.repeaters, SEED + 30, n_memories=sizes.memories)
    cohorts = begin(in_cohort.compare, *sizes.cohorts, SEED + 400)
    telling = begin(known, data)
    records = begin(real, data)
    moving = begin(moves_section, sizes.futures)
    ranking = [begin(ranked, sizes, is_own=is_own) for is_own in (True, False)]
    fixing = begin(fixed_worlds.in_fixed_worlds, sizes.in_fixed_worlds, SEED + 300)
    failing = (
        begin(second_attempts.of_misspecified, people),
        begin(second_attempts.of_season, [SEED + 70 + k for k in range(sizes.seasons_of_fails)], sizes.people_a_season),
    )
    attempting, agreeing = begin(attempts_section), begin(agreements)

    own, other = (part.result() for part in ranking)
    agreed, in_cohorts, results = agreeing.result(), cohorts.result(), records.result()
    compared, repeated, whether_settled = comparing.result(), repeating.result(), settling.result()
    whether_waiting = expecting.result()
    played, after_a_fail, told = seasons.result(), [part.result() for part in failing], telling.result()
    ranks = write_figure(root, "ranks", figures.histograms(claims.panels_of_ranks(own)))
    world = write_figure(root, "reliability_world", figures.reliability(claims.panels_of_world(compared)))
    of_real = (
        write_figure(root, "reliability_real", figures.reliability(claims.panels_of_real(results))) if results else ""
    )
    judged = claims.judged(
        agreed, own, other, in_cohorts, compared, repeated, results, played, told, after_a_fail, whether_settled
    )
    head = HEAD.format(
        today=today.isoformat(),
        minutes=max(1.0, (time.perf_counter() - start) / 60),
        python=platform.python_version(),
        numpy=np.__version__,
        scipy=scipy.__version__,
        in_short=in_short(agreed, own, in_cohorts, compared, results, whether_settled, whether_waiting, judged),
        claims=claims.table(judged),
    )
    sections = [
        agreement_section(agreed),
        attempting.result(),
        moving.result(),
        calibration_section(own, other, SCALE_SPREAD, ranks),
        fixed_worlds.fixed_worlds_section(fixing.result()),
        in_cohort.in_cohort_section(in_cohorts),
        world_section(compared, sizes.worlds, sizes.people, world),
        repeats_section(repeated),
        settled.settled_section(whether_settled, sizes.settling[0]),
        pausing.result(),
        waiting.waiting_section(whether_waiting, sizes.waiting[0]),
        real_section(results, of_real),
        season_section(played, sizes.people_a_season, sizes.shown),
        second_attempts_section(after_a_fail),
        known_results_section(told),
    ]
    page = root / "VALIDATION.md"
    page.write_text("\n".join([head, *sections, TAIL]), encoding="utf-8")
    return page


if __name__ == "__main__":
    with ProcessPoolExecutor(PROCESSES) as processes:
        page = write(ROOT, DATA, date.today(), Sizes(), processes)  # noqa: DTZ011
    report_progress(f"{page} is written")
