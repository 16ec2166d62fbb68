"""How far one more practice exam moves the chance: the closed form beside refitted futures."""

from datetime import timedelta

import numpy as np

from tests.inputs.futures import chances_after_refits
from tests.inputs.readiness_cases import AS_OF
from tests.reports.decision.test_firmness import CASES, fit_of_case
from tests.validation.sections import share, table


def moves_section(n_futures: int) -> str:
    """Return the part of section 1 on what one more practice exam makes of the chance."""
    rows, gaps = [], []
    for name, (_, weeks, form, _) in CASES.items():
        fit, firm = fit_of_case(name)
        move = firm.moves_to
        futures = chances_after_refits(
            fit,
            form,
            AS_OF + timedelta(weeks=weeks),
            provider=move.provider or "never used",
            n_items=move.n_items,
            n_futures=n_futures,
        )
        low, high = np.quantile(futures, [0.1, 0.9]).tolist()
        gaps += [abs(move.low - low), abs(move.high - high)]
        rows.append([name, f"{share(move.low, 2)} to {share(move.high, 2)}", f"{share(low, 2)} to {share(high, 2)}"])
    return f"""### How far one more practice exam moves the chance

The 80 % range of the chance after one more practice exam, in closed form, beside {n_futures:,} simulated exams of
each record, each answered and fitted from scratch. The ends differ by {share(float(np.mean(gaps)))} on
average and by {share(max(gaps))} at most; the simulation's own error is about {share(0.22 / np.sqrt(n_futures))}.

{table(["record", "closed form", "refitted"], rows)}
"""
