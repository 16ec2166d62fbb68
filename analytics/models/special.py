"""SciPy's special functions, without the rest of its package.

`import scipy.special` also loads linear algebra, test tools and a Fortran parser, which takes as long as numpy and
duckdb together. The functions themselves are one compiled module, which loads in a few milliseconds.
"""

import importlib
import sys
from contextlib import suppress
from pathlib import Path
from types import ModuleType

import numpy as np
import scipy
from numpy.typing import ArrayLike, NDArray

_PACKAGE = "scipy.special"
_IMPORTED = (_PACKAGE, "scipy.linalg")
"""The packages that SciPy 1.18's compiled functions import; their own code would load the rest."""


def compiled_functions() -> ModuleType:
    """Return SciPy's compiled functions; `scipy.special` itself if it is loaded already or has no module for them."""
    if _PACKAGE not in sys.modules:
        folders = {name: _folder(name) for name in _IMPORTED if name not in sys.modules}
        sys.modules.update(folders)
        try:
            with suppress(ImportError):
                return importlib.import_module(f"{_PACKAGE}._ufuncs")
        finally:
            for name in folders:
                del sys.modules[name]
    return importlib.import_module(_PACKAGE)


def _folder(package: str) -> ModuleType:
    """Return a package of SciPy without its own code."""
    folder = ModuleType(package)
    folder.__path__ = [str(Path(scipy.__file__).with_name(package.removeprefix("scipy.")))]
    return folder


_functions = compiled_functions()
betaincc: np.ufunc = _functions.betaincc
betaincinv: np.ufunc = _functions.betaincinv
betaln: np.ufunc = _functions.betaln
expit: np.ufunc = _functions.expit
gammaincinv: np.ufunc = _functions.gammaincinv
log_expit: np.ufunc = _functions.log_expit
log_ndtr: np.ufunc = _functions.log_ndtr
logit: np.ufunc = _functions.logit
ndtr: np.ufunc = _functions.ndtr
ndtri: np.ufunc = _functions.ndtri
stdtrit: np.ufunc = _functions.stdtrit


def logsumexp(values: ArrayLike, axis: int | tuple[int, ...] | None = None) -> NDArray[np.float64]:
    """Return the log of the sum of exponentials; the largest one is factored out, so that none overflows."""
    given = np.asarray(values, dtype=float)
    most = given.max(axis=axis, keepdims=True)
    found = most + np.log(np.exp(given - most).sum(axis=axis, keepdims=True))
    return np.asarray(found.squeeze(axis=axis))


def softmax(values: ArrayLike, axis: int | tuple[int, ...] | None = None) -> NDArray[np.float64]:
    """Return exponentials as shares of their sum."""
    given = np.asarray(values, dtype=float)
    raised = np.exp(given - given.max(axis=axis, keepdims=True))
    return np.asarray(raised / raised.sum(axis=axis, keepdims=True))
