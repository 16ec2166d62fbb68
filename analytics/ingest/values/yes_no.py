"""Words for yes and no, right and wrong, in the languages that logs are kept in."""

import re

_YES = (
    "yes y true right correct x ✓ ✔ ○ ja richtig wahr sí si correcto verdadero oui vrai juste sim certo correto vero "
    "да верно 是 对 正确 はい 正解 ya benar ✅"
)
_NO = (
    "no n false wrong incorrect ✗ ✘ × nein falsch incorrecto falso non faux não errado incorreto нет неверно 否 "
    "错 错误 いいえ 不正解 tidak salah ❌"
)
_WORDS = dict.fromkeys(_YES.split(), "yes") | dict.fromkeys(_NO.split(), "no")
_POINTS = re.compile(r"[+-]?[0-9]{1,6}(?:[.,][0-9]{1,6})?")


def yes_or_no(cell: str) -> str:
    """Return "yes" or "no" for a word of one; points above 0 are a yes, and other cells stay."""
    if _POINTS.fullmatch(cell):
        return "yes" if float(cell.replace(",", ".")) > 0 else "no"
    return _WORDS.get(cell.casefold(), cell)
