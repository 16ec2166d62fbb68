"""Files of made-up candidates, to time what grows with them: ``python -m tests.bench.cohorts FILE N``."""

import sys
from datetime import date, timedelta
from pathlib import Path

import numpy as np

N_EXAMS = 10
DOMAINS = {"1": 13, "2": 16, "3": 23, "4": 13}
HEADER = "candidate,practice_exam_id,taken_at,exam_code,provider,form,domain_id,n_items,n_correct\n"


def write_results(path: Path, n_candidates: int) -> None:
    """Write ten practice exams of four domains for each candidate."""
    rng = np.random.default_rng(1)
    n_items = np.tile(list(DOMAINS.values()), N_EXAMS)
    days = [date(2026, 1, 1) + timedelta(weeks=e) for e in range(N_EXAMS)]
    rows = [f"e{e},{day},MLS-C01,P{e % 2},F{e},{d},{n}" for e, day in enumerate(days) for d, n in DOMAINS.items()]
    with path.open("w", encoding="utf-8") as file:
        file.write(HEADER)
        for c in range(n_candidates):
            n_correct = rng.binomial(n_items, rng.uniform(0.5, 0.9)).tolist()
            file.writelines(f"c{c},{row},{n}\n" for row, n in zip(rows, n_correct, strict=True))


if __name__ == "__main__":
    write_results(Path(sys.argv[1]), int(sys.argv[2]))
