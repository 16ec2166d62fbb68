"""What each figure of the benchmark is wanted to be at most; the last lines of a run name those that are more."""

_MISSED: list[str] = []
_CHECKED: list[str] = []


def target(what: str, value: float, at_most: float, unit: str = "x") -> str:
    """Return a figure's target as a note, and remember it if it is missed."""
    _CHECKED.append(what)
    if value <= at_most:
        return f"   (wanted: at most {at_most:g} {unit})"
    _MISSED.append(f"{what}: {value:.3g} {unit}, wanted at most {at_most:g}")
    return f"   MISSED (wanted: at most {at_most:g} {unit})"


def print_missed() -> None:
    """Print what missed its target, or that nothing did."""
    print(f"\n{len(_CHECKED) - len(_MISSED)} of {len(_CHECKED)} figures are as wanted.")
    for line in _MISSED:
        print(f"  missed: {line}")
