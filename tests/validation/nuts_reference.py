"""Sample the records' posterior with long chains and freeze the summaries; run by hand, never by tests.

Needs numpyro in an environment of its own (`pip install numpyro scipy`), beside this checkout::

    PYTHONPATH=. python -m tests.validation.nuts_reference

The sampled model is `tests.validation.generative`, not the product's covariance. The only approximation is the
sampling itself, whose standard errors are frozen too.
"""

import json
import re
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy import special

from analytics.models.exam_score import ExamForm
from analytics.models.intervals import Floats
from analytics.models.prior import DEFAULT_PRIOR, AbilityPrior
from tests.validation.generative import Record, latent
from tests.validation.reference_records import all_records

FOLDER = Path(__file__).parents[1] / "inputs" / "nuts"
N_CHAINS, N_WARMUP, N_KEPT = 4, 1000, 8000
FORM_FIELDS = ("n_items", "shares", "cut_mean", "cut_sd", "guess_floor", "day_shock_sd")
DAY_NODES, DAY_WEIGHTS = np.polynomial.hermite_e.hermegauss(41)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """The chains' summary of one record: by domain on exam day, and of passing."""

    name: str
    theta_mean: list[float]
    theta_mean_error: list[float]
    theta_sd: list[float]
    theta_correlation: list[list[float]]
    expected_percent: list[float]
    """Mean and sd of the expected share correct, without the day shock."""

    pass_probability: float
    pass_probability_error: float
    n_draws: int
    largest_rhat: float
    n_divergent: int
    seconds: float


def file_of(name: str) -> Path:
    """Return the path of one record's reference."""
    return FOLDER / f"{re.sub('[^a-z0-9]+', '-', name.lower()).strip('-')}.json"


def read_reference(record: Record) -> tuple[Reference, AbilityPrior]:
    """Return the frozen reference of a record, which must have the same counts, and its scales."""
    frozen = json.loads(file_of(record.name).read_text(encoding="utf-8"))
    if frozen["record"] != described(record):
        msg = f"{file_of(record.name).name} was made of other counts: run {__name__} again"
        raise ValueError(msg)
    return Reference(**frozen["reference"]), AbilityPrior(**frozen["prior"])


def described(record: Record) -> object:
    """Return what the chains depend on besides the scales, as JSON would give it back."""
    form = record.form
    whole = {
        "cells": [asdict(cell) for cell in record.cells],
        "exam_week": record.exam_week,
        "has_hours": record.has_hours,
        "exam_hours": record.exam_hours,
        "form": {name: getattr(form, name) for name in FORM_FIELDS},
    }
    return json.loads(json.dumps(whole))


def passing_given_ability(theta: Floats, form: ExamForm) -> Floats:
    """Return P(pass) for each draw of abilities (draws, domains), integrating the day shock by quadrature."""
    shocked = theta[:, None, :] + form.day_shock_sd * DAY_NODES[None, :, None]
    correct = form.guess_floor + (1 - form.guess_floor) * special.expit(shocked)
    expected = form.n_items * correct @ np.array(form.shares)
    variance = form.n_items * (correct * (1 - correct)) @ np.array(form.shares) + (form.n_items * form.cut_sd) ** 2
    chances = special.ndtr((expected - form.cut_items) / np.sqrt(variance))
    return np.asarray(chances @ DAY_WEIGHTS / DAY_WEIGHTS.sum())


def sample(record: Record, seed: int) -> Reference:
    """Run the chains for one record and summarize them."""
    import jax  # noqa: PLC0415 -- only this script's own environment has it
    import numpyro  # noqa: PLC0415
    from numpyro import distributions as dist  # noqa: PLC0415
    from numpyro.diagnostics import effective_sample_size, split_gelman_rubin  # noqa: PLC0415

    jax.config.update("jax_enable_x64", True)
    world, floor = latent(record), record.form.guess_floor
    n_items, n_correct = record.column("n_items").astype(int), record.column("n_correct").astype(int)

    def model() -> None:
        normals = numpyro.sample("u", dist.Normal(0, 1).expand([world.cell_loadings.shape[1]]).to_event(1))
        eta = world.cell_mean + world.cell_loadings @ normals
        share = floor + (1 - floor) * jax.nn.sigmoid(eta)
        numpyro.sample("y", dist.Binomial(n_items, share), obs=n_correct)

    start = time.perf_counter()
    mcmc = numpyro.infer.MCMC(
        numpyro.infer.NUTS(model, target_accept_prob=0.9),
        num_warmup=N_WARMUP,
        num_samples=N_KEPT,
        num_chains=N_CHAINS,
        chain_method="sequential",
        progress_bar=False,
    )
    mcmc.run(jax.random.PRNGKey(seed), extra_fields=("diverging",))
    chains = np.asarray(mcmc.get_samples(group_by_chain=True)["u"], dtype=float)
    seconds = time.perf_counter() - start
    theta = world.day_mean + chains @ world.day_loadings.T
    flat = theta.reshape(-1, theta.shape[-1])
    chance = passing_given_ability(flat, record.form).reshape(theta.shape[:2])
    percent = (floor + (1 - floor) * special.expit(flat)) @ np.array(record.form.shares) * 100

    def error(draws: NDArray[np.float64]) -> Floats:
        spread = draws.std(axis=(0, 1), ddof=1)
        return np.asarray(spread / np.sqrt(np.maximum(effective_sample_size(draws), 1.0)))

    return Reference(
        name=record.name,
        theta_mean=_rounded(flat.mean(axis=0)),
        theta_mean_error=_rounded(error(theta)),
        theta_sd=_rounded(flat.std(axis=0, ddof=1)),
        theta_correlation=[_rounded(row) for row in np.atleast_2d(np.corrcoef(flat.T))],
        expected_percent=_rounded(np.array([percent.mean(), percent.std(ddof=1)])),
        pass_probability=round(float(chance.mean()), 5),
        pass_probability_error=round(float(error(chance[..., None])[0]), 5),
        n_draws=flat.shape[0],
        largest_rhat=round(float(np.max(split_gelman_rubin(chains))), 4),
        n_divergent=int(np.sum(mcmc.get_extra_fields()["diverging"])),
        seconds=round(seconds, 1),
    )


def _rounded(values: Floats) -> list[float]:
    return [round(float(v), 5) for v in values]


def main(names: list[str]) -> None:
    """Freeze the references of all records, or of those named."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for seed, record in enumerate(all_records()):
        if names and record.name not in names:
            continue
        found = sample(record, seed)
        whole = {"record": described(record), "prior": asdict(DEFAULT_PRIOR), "reference": asdict(found)}
        file_of(record.name).write_text(json.dumps(whole, indent=1) + "\n", encoding="utf-8")
        print(
            f"{record.name:<55} P {found.pass_probability:.4f} +- {found.pass_probability_error:.4f}"
            f"  rhat {found.largest_rhat}  divergent {found.n_divergent}  {found.seconds} s",
            flush=True,
        )


if __name__ == "__main__":
    main(sys.argv[1:])
