"""Find saved texts that Cutscore cannot read, for `cutscore check`."""

from collections.abc import Callable, Mapping
from functools import partial

from analytics.blueprints.parser import parse_blueprint
from analytics.errors import SavedTextError
from analytics.estimation import decision_inputs
from analytics.ingest.mapping.map_file import parse_map
from analytics.reports.study import final_week
from analytics.store import Store
from analytics.store.settings_tables import parse_saved
from analytics.updates import practice_exam_entry, session_entry

_Parse = Callable[[str], object]
_PARSERS: Mapping[str, _Parse] = {
    decision_inputs.SETTING_PREFIX: decision_inputs.inputs_from,
    final_week.SETTING_PREFIX: final_week.settings_from,
    practice_exam_entry.ANSWERS: practice_exam_entry.answers_from,
    session_entry.TIMER: session_entry.timer_from,
}
"""The parsers of saved texts by the start of their names; others are plain text."""


def saved_text_problems(store: Store) -> list[str]:
    exam, settings = partial(parse_blueprint, file="exam"), store.settings()
    texts: list[tuple[str, object, str, _Parse]]
    texts = [("blueprint", code, text, exam) for code, text in store.blueprint_texts().items()]
    texts += [("mapping", one.fingerprint, one.toml, parse_map) for one in settings.answers]
    for saved in settings.drafts:
        own = next((parse for name, parse in _PARSERS.items() if saved.name.startswith(name)), str)
        texts.append(("draft", [saved.candidate_id, saved.name], saved.value, own))
    found = []
    for table, row, text, parse in texts:
        try:
            parse_saved(table, row, text, parse)
        except SavedTextError as error:
            found.append(str(error))
    return found
