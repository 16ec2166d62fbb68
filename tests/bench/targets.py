"""What each figure of the benchmark is wanted to be at most; the last lines of a run name those that are more."""

from tests.inputs.usage import used

FLOOR_S = 0.26
"""CPU time of Python with numpy and duckdb on the machine that targets in seconds are meant for."""

_MISSED: list[str] = []
_CHECKED: list[str] = []


def target(what: str, value: float, at_most: float, unit: str = "x") -> str:
    """Return a figure's target as a note, and remember it if it is missed."""
    return _noted(what, f"{value:.3g} {unit}", f"at most {at_most:g} {unit}", is_met=value <= at_most)


def target_ms(what: str, value_ms: float, at_most_ms: float) -> str:
    """Return the same for a processor time: a slower machine may take as much longer as it does for `FLOOR_S`."""
    here_ms = at_most_ms * floor_s() / FLOOR_S
    wanted = f"at most {here_ms:,.4g} ms here, {at_most_ms:g} ms where the floor takes {FLOOR_S} s"
    return _noted(what, f"{value_ms:,.4g} ms", wanted, is_met=value_ms <= here_ms)


def _noted(what: str, value: str, wanted: str, *, is_met: bool) -> str:
    _CHECKED.append(what)
    if not is_met:
        _MISSED.append(f"{what}: {value}, wanted {wanted}")
    return f"   {'' if is_met else 'MISSED '}(wanted: {wanted})"


def floor_s() -> float:
    """Return the CPU time of Python with numpy and duckdb, now: a shared machine is not always as fast."""
    return min(used(["-c", "import numpy, duckdb"]).cpu_s for _ in range(5))


def print_missed() -> None:
    """Print what missed its target, or that nothing did."""
    print(f"\n{len(_CHECKED) - len(_MISSED)} of {len(_CHECKED)} figures are as wanted.")
    for line in _MISSED:
        print(f"  missed: {line}")
