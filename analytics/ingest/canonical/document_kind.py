"""Recognize Cutscore's own documents by their first keys, whatever the file is called."""

import re

_TOML_START = re.compile(r"(?:[\ufeff \t\r\n]++|#.*\n)*+(?:\[|[\w\-.\"']+[ \t]*=)")
_MULTI_LINE_TEXT = re.compile(r"\"{3}.*?\"{3}|'{3}.*?'{3}", re.DOTALL)
_PLAN_LINE = re.compile(r"^[ \t]*(?:exam_code|starts_on|hours_per_week)[ \t]*=", re.MULTILINE)
_BLUEPRINT_LINE = re.compile(r"^[ \t]*schema[ \t]*=[ \t]*[\"']exam-blueprint/", re.MULTILINE)
_SETTINGS_START = re.compile(r'\s*\{\s*"schema"\s*:\s*"cutscore-settings/')


def is_toml(text: str) -> bool:
    """Whether the first line that is not a comment is TOML; the rest may be broken."""
    return _TOML_START.match(text) is not None


def is_study_plan(text: str) -> bool:
    """Whether a TOML document has a key of a study plan; the rest may be broken."""
    return _PLAN_LINE.search(_MULTI_LINE_TEXT.sub("", text)) is not None


def is_exam_file(text: str) -> bool:
    """Whether a text is TOML with the schema of an exam file; the rest may be broken."""
    return is_toml(text) and _BLUEPRINT_LINE.search(_MULTI_LINE_TEXT.sub("", text)) is not None


def is_settings(text: str) -> bool:
    """Whether a JSON document is the settings of an export."""
    return _SETTINGS_START.match(text) is not None
