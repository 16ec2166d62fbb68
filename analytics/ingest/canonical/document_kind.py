"""Recognize Cutscore's own documents by their keys; the rest of a document may be broken."""

import re

_TOML_START = re.compile(r"(?:[\ufeff \t\r\n]++|#.*\n)*+(?:\[|[\w\-.\"']+[ \t]*=)")
_MULTI_LINE_TEXT = re.compile(r"\"{3}.*?\"{3}|'{3}.*?'{3}", re.DOTALL)
_PLAN_LINE = re.compile(r"^[ \t]*(?:exam_code|starts_on|hours_per_week)[ \t]*=", re.MULTILINE)
_BLUEPRINT_LINE = re.compile(r"^[ \t]*schema[ \t]*=[ \t]*[\"']exam-blueprint/", re.MULTILINE)
_SETTINGS_START = re.compile(r'\s*\{\s*"schema"\s*:\s*"cutscore-settings/')


def is_toml(text: str) -> bool:
    """Whether the first line that is not a comment is TOML."""
    return _TOML_START.match(text) is not None


def is_study_plan(text: str) -> bool:
    """Whether a TOML document has a key of a study plan."""
    return _PLAN_LINE.search(_MULTI_LINE_TEXT.sub("", text)) is not None


def is_exam_file(text: str) -> bool:
    """Whether a text is TOML with the schema of an exam file."""
    return is_toml(text) and _BLUEPRINT_LINE.search(_MULTI_LINE_TEXT.sub("", text)) is not None


def is_settings(text: str) -> bool:
    """Whether a JSON document has the settings of an export."""
    return _SETTINGS_START.match(text) is not None
