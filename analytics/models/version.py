"""Which version of the model made a forecast, so that what was said can be told from what would be."""

import zlib

from analytics.models.prior import DEFAULT_PRIOR

MODEL_REVISION = 2
"""To be raised with every change by which the same record gives another forecast; scales count by themselves."""


def model_version() -> str:
    """Name the model: its revision, and a checksum of the scales that it starts from."""
    return f"{MODEL_REVISION}-{zlib.crc32(repr(DEFAULT_PRIOR).encode()):08x}"
