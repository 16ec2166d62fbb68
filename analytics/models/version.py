"""The version of the model, stored with each forecast so that forecasts of two versions are not mixed up."""

import zlib

from analytics.models.prior import DEFAULT_PRIOR

MODEL_REVISION = 6
"""Raise it whenever forecasts or cohort estimates change; a change of scales changes the checksum."""


def model_version() -> str:
    """Return the revision of the model and a checksum of its prior."""
    return f"{MODEL_REVISION}-{zlib.crc32(repr(DEFAULT_PRIOR).encode()):08x}"
