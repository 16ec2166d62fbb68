"""How the settings of an export are told from other files; what they say is no import of rows."""

import re

_START = re.compile(r'\s*\{\s*"schema"\s*:\s*"cutscore-settings/')


def is_settings(text: str) -> bool:
    """Tell a file of settings by its first key, whatever its name is."""
    return _START.match(text) is not None
