"""SciPy's special functions, taken without the rest of its package."""

import importlib
import subprocess
import sys

import numpy as np
import pytest
from scipy import special as scipy_special

from analytics.models import special

SCRIPT = """
import sys
from analytics.models import special
assert not {"scipy.special", "scipy.linalg", "numpy.f2py", "numpy.testing"} & set(sys.modules)
import scipy.optimize, scipy.special, scipy.stats
names = [name for name, function in vars(special).items() if type(function).__name__ == "ufunc"]
assert len(names) > 10
assert all(getattr(special, name) is getattr(scipy.special, name) for name in names)
assert scipy.stats.norm.cdf(0.3) == special.ndtr(0.3)
"""


def test_the_functions_are_those_of_the_package() -> None:
    """The package is not loaded for them, and a program that loads it later has the very same functions."""
    subprocess.run([sys.executable, "-c", SCRIPT], check=True)


def test_a_loaded_package_is_used_and_none_is_left_half_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the package the functions are the same, and the next import of it loads it whole."""
    assert special.compiled_functions() is scipy_special
    monkeypatch.delitem(sys.modules, "scipy.special")

    assert special.compiled_functions().ndtr is scipy_special.ndtr
    assert "scipy.special" not in sys.modules


def test_a_scipy_without_the_compiled_module_gives_its_whole_package(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a later SciPy keeps the functions elsewhere, they come from where they are documented."""
    monkeypatch.delitem(sys.modules, "scipy.special")
    asked = []

    def imported(name: str) -> object:
        asked.append(name)
        if name == "scipy.special._ufuncs":
            raise ModuleNotFoundError(name)
        return scipy_special

    monkeypatch.setattr(importlib, "import_module", imported)

    assert special.compiled_functions() is scipy_special
    assert asked == ["scipy.special._ufuncs", "scipy.special"]


@pytest.mark.parametrize("axis", [None, 0, 1, (0, 1)])
def test_sums_of_exponentials_equal_those_of_scipy(axis: int | tuple[int, ...] | None) -> None:
    """Shares and logs of sums are SciPy's to twelve digits, even where an exponential alone would overflow."""
    values = np.random.default_rng(3).normal(0, 300, (40, 30))

    np.testing.assert_allclose(special.logsumexp(values, axis=axis), scipy_special.logsumexp(values, axis=axis), 1e-12)
    np.testing.assert_array_equal(special.softmax(values, axis=axis), scipy_special.softmax(values, axis=axis))
