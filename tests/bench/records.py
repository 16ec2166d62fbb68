"""How long the pages of a long record take to compute, without their drawing: 300 practice exams, 20,000 answers.

Prints processor times and asserts nothing.
"""

import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import numpy as np

from analytics.estimation.candidate import FittedCandidate
from analytics.reports.outcomes.forecast_record import forecast_record
from analytics.reports.overview import overview_report
from analytics.reports.practice.stabilization import stabilization_report
from tests.bench.targets import target_ms
from tests.inputs.builders import TODAY, candidate_of, responses, store_with

N_EXAMS, N_ANSWERS = 300, 67
MOST_S = 1.5
PAGES: dict[str, Callable[[FittedCandidate], object]] = {
    "overview": overview_report,
    "forecasts": forecast_record,
    "stabilization": stabilization_report,
}


def main() -> None:
    """Time the reading with its fit, and the report of each page."""
    rng = np.random.default_rng(1)
    rows = []
    for exam in range(N_EXAMS):
        marks = "".join(rng.choice(["+", "-"], N_ANSWERS, p=[0.75, 0.25]))
        day = TODAY - timedelta(days=3 * (N_EXAMS - exam))
        for domain, (first, end) in zip("1234", pairwise((0, 14, 30, 53, N_ANSWERS)), strict=True):
            ids = [f"q{exam}-{k}" for k in range(first, end)]
            rows += responses(f"e{exam}", day, marks[first:end], item_ids=ids, domain_id=domain)
    with tempfile.TemporaryDirectory() as folder:
        store = store_with(Path(folder), rows)
        start = time.process_time()
        candidate = candidate_of(store)
        reading_s = time.process_time() - start
        print(f"{'read and fitted':<18}{reading_s:>8.2f} s")
        for name, report in PAGES.items():
            start = time.process_time()
            report(candidate)
            taken = reading_s + time.process_time() - start
            print(f"{name:<18}{taken:>8.2f} s{target_ms(f'long record, {name}', 1000 * taken, 1000 * MOST_S)}")
