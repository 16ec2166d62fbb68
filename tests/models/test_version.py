"""The version of the model."""

from dataclasses import replace

import pytest

from analytics.models import version
from analytics.models.prior import DEFAULT_PRIOR


def test_the_name_stays_while_the_model_does(monkeypatch: pytest.MonkeyPatch) -> None:
    """The version changes with the scales or the revision, and only then."""
    name = version.model_version()
    assert name == version.model_version()
    assert name.startswith(f"{version.MODEL_REVISION}-")
    monkeypatch.setattr(version, "DEFAULT_PRIOR", replace(DEFAULT_PRIOR, level_sd=0.81))
    other = version.model_version()
    monkeypatch.setattr(version, "MODEL_REVISION", version.MODEL_REVISION + 1)
    assert len({name, other, version.model_version()}) == 3
