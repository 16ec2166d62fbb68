"""Templates of the canonical files, with one example row each."""

from collections.abc import Mapping
from importlib import resources

from analytics.records import RECORD_TYPES, StudyPlan


def templates() -> Mapping[str, str]:
    """Return the text of each template by file name."""
    folder = resources.files("analytics.exports").joinpath("template_files")
    names = [f"{kind.TABLE}.{'toml' if kind is StudyPlan else 'csv'}" for kind in RECORD_TYPES]
    return {name: folder.joinpath(name).read_text(encoding="utf-8") for name in names}
