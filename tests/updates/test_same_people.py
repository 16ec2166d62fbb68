"""A new candidate whose name looks like a known one is asked about."""

import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest

from analytics.errors import OpenQuestionError, Question
from analytics.exports.canonical import export_files
from analytics.ingest.file_mapping import NO_MAPPING, FileMapping
from analytics.ingest.mapping.map_file import map_text, parse_map
from analytics.records.names import looks, nearest
from analytics.store import Store
from analytics.updates.context import Source
from analytics.updates.import_files import import_files
from analytics.updates.import_report import ImportReport
from dashboard.cli.main import main
from dashboard.text.mapping import mapping_name
from tests.inputs.builders import save_mapping, update_context

HEAD = "candidate,started_at,time_on_task_min,activity\n"
ALIKE = (
    "ann lee",
    "Ann  Lee",
    "Ann\u00a0Lee",
    "\u0410nn Lee",
    "An\u200dn Lee",
    "\uff21nn Lee",
    "\u00c4nn Lee",
    "Ann L\u0435e",
    "Ann Lee\u3164",
    "\uffa0Ann\u115f Lee",
    "Ann\u2800 Lee",
    "Ann Le\u0488e",
    "\u0251nn Lee",
    "Ann \u04c0ee",
    "Ann \u04cfee",
    "Ann Iee",
    "Ann 1ee",
    "Ann |ee",
    "\uff21\uff2e\uff2e \uff2c\uff25\uff25",
    "\u1d00nn \u029fee",
    "A\u0578n Lee",
    "\u13aann \u216cee",
    "\U0001d400nn Lee",
    "\u0391\u039d\u039d LEE",
)
PAIRS = (
    ("Oleg 10", "Oleg lO"),
    ("O'Brien", "O\u2019Brien"),
    ("Steve", "Ste\u0475e"),
    ("Anne-Marie", "Anne\u2011Marie"),
    ("Lukasz", "\u0141ukasz"),
    ("BILL", "BlLL"),
    ("Marn", "Mam"),
    ("\u041d\u0430\u0441\u0442\u044f", "H\u0430\u0441\u0442\u044f"),
)
OTHERS = (("Neil", "Nell"), ("Ali", "All"), ("Ann", "Anna"), ("Ann", "\u0411nn"), ("An n", "Ann"), ("\u5f20", "\u7ae0"))


def imported(store: Store, *names: str, answers: FileMapping = NO_MAPPING) -> ImportReport:
    rows = "".join(f"{name},2026-02-{day:02},30,lab\n" for day, name in enumerate(names, 1))
    source = Source((HEAD + rows).encode(), "sessions.csv")
    return import_files(replace(update_context(store), mapping=answers), [source])


def question(report: ImportReport) -> OpenQuestionError:
    (file,) = report.files
    assert file.question is not None
    return file.question


@pytest.mark.parametrize("name", [ALIKE[0], "Ann L\u0435e", "Ann Lee\u3164"])
def test_the_answer_decides_whose_rows_they_are(store: Store, name: str) -> None:
    """A name that looks alike is another person's only if the answer says so."""
    imported(store, "Ann Lee")
    imported(store, name, "Bob", answers=FileMapping(candidates={name: "Ann Lee"}))
    assert store.candidates() == ["Ann Lee", "Bob"]
    imported(store, name, answers=FileMapping(candidates={name: name}))
    assert store.candidates() == sorted({"Ann Lee", "Bob", name})
    assert question(imported(store, f"{name}\u200b")).about == f"{name}\u200b"


def test_a_name_that_looks_alike_is_asked_about(store: Store) -> None:
    """Nothing of the file is imported meanwhile."""
    imported(store, "Ann Lee")
    for name in ALIKE:
        asked = question(imported(store, name))
        assert (asked.question, asked.about, asked.found) == (Question.SAME_PERSON, name, {"Ann Lee": 1})
    assert store.candidates() == ["Ann Lee"]


def test_an_answer_counts_for_all_later_files(store: Store) -> None:
    """Also for files whose columns are ours, which need no other answer; it is listed, and deleting it asks again."""
    imported(store, "Ann Lee", "Bob")
    answers = FileMapping(candidates={"ann lee": "Ann Lee", "BOB": "BOB"})
    imported(store, "ann lee", "BOB", answers=answers)
    assert imported(store, "ann lee", "BOB", "Bob").files[0].question is None
    ratings = Source(b"candidate,rated_on,domain_id,rating\nann lee,2026-02-01,d,3\n", "ratings.csv")
    (file,) = import_files(update_context(store), [ratings]).files
    assert (file.question, file.imported) == (None, 1)
    assert store.candidates() == ["Ann Lee", "BOB", "Bob"]
    assert [mapping_name(one.format) for one in store.settings().answers] == ["Who is the same person, in all files"]
    for fingerprint in store.saved_mappings():
        store.delete_mapping(fingerprint)
    assert question(imported(store, "ann lee")).about == "ann lee"


def test_other_names_are_not_asked_about(store: Store) -> None:
    """A known name is none either, even if two of them look alike; in one file the first is known."""
    assert question(imported(store, "Ann", "ANN")).found == {"Ann": 1}
    imported(store, "Ann")
    imported(store, "ANN", answers=FileMapping(candidates={"ANN": "ANN"}))
    imported(store, "Ann", "ANN", "Anne", "Annn", "A nn")
    assert store.candidates() == ["A nn", "ANN", "Ann", "Anne", "Annn"]


def test_names_are_compared_across_the_files_of_an_import(store: Store) -> None:
    """Those of the files before count as known, as if each had been imported alone."""
    files = [Source(f"{HEAD}{name},2026-02-01,30,lab\n".encode(), f"{name}.csv") for name in ("Ann", "Bob", "ANN")]
    asked = [file.question for file in import_files(update_context(store), files).files]
    assert [one and (one.about, one.found) for one in asked] == [None, None, ("ANN", {"Ann": 1})]
    assert store.candidates() == ["Ann", "Bob"]


def test_the_files_of_an_export_ask_nothing_about_its_own_people(tmp_path: Path) -> None:
    """Names of one database are of different people; only those of another one may be theirs."""
    first, other, third = (Store(tmp_path / f"{name}.duckdb") for name in ("first", "other", "third"))
    imported(first, "Ann", "ANN", "dee", answers=FileMapping(candidates={"ANN": "ANN"}))
    imported(other, "Bob", "BOB", answers=FileMapping(candidates={"BOB": "BOB"}))
    imported(third, "Dee")
    sources = [Source(path, path.name) for path in export_files(first, tmp_path / "out")]
    for into, people in (Store(tmp_path / "new.duckdb"), []), (other, ["BOB", "Bob"]):
        assert not any(file.question for file in import_files(update_context(into), sources).files)
        assert into.candidates() == ["ANN", "Ann", *people, "dee"]
    asked = [file.question for file in import_files(update_context(third), sources).files]
    assert [one.about for one in asked if one] == ["dee"]


def test_the_answers_of_an_export_replace_none(tmp_path: Path) -> None:
    """Those about people are added to one's own, which stay; so do those about a kind of file."""
    own, other = Store(tmp_path / "own.duckdb"), Store(tmp_path / "other.duckdb")
    for store, names in (own, {"ann": "Ann", "bob": "Bob"}), (other, {"ann": "ann", "cid": "Cid"}):
        imported(store, *names.values())
        imported(store, *names, answers=FileMapping(candidates=names))
        save_mapping(store, "f" * 32, "toggl", f'person = "{names["ann"]}"\n')
    sources = [Source(path, path.name) for path in export_files(other, tmp_path / "out")]
    for _ in range(2):
        import_files(update_context(own), sources)
        people, toggl = sorted(own.saved_mappings().values())
        assert parse_map(people).candidates == {"ann": "Ann", "bob": "Bob", "cid": "Cid"}
        assert toggl == 'person = "Ann"\n'


def test_rows_without_a_candidate_are_noticed_where_all_others_have_names(store: Store) -> None:
    """They count for "me", once without a word more."""
    said = [imported(store, *names).files[0].notices for names in (("Bob",), ("me",), ("me", "me"))]
    assert [any('a new one, "me"' in notice for notice in notices) for notices in said] == [False, True, False]


def test_unicode_forms_are_one_name(store: Store) -> None:
    """Files and commands may write it in letters and accents; the whole letter is stored."""
    whole = "Zo\u00eb"
    split = unicodedata.normalize("NFD", whole)
    imported(store, split)
    imported(store, whole)
    assert store.candidates() == [whole]


def test_a_map_file_has_the_answers() -> None:
    """Names in it are of any Unicode form."""
    mapping = FileMapping(candidates={"Zo\u00eb": "Zoe"})
    assert parse_map(map_text(mapping)) == mapping
    assert parse_map('[candidates]\n"Zoe\u0308" = "Zoe"') == mapping


def looks_alike(one: str, other: str) -> bool:
    return not set(looks(one)).isdisjoint(looks(other))


def test_only_what_looks_alike_looks_alike() -> None:
    """By how it is drawn, or by its letters in any case; a small i is drawn unlike a small l."""
    assert all(looks_alike("Ann Lee", name) for name in ALIKE)
    assert all(looks_alike(*pair) for pair in PAIRS)
    assert not any(looks_alike(*pair) for pair in OTHERS)


def test_the_nearest_names_are_those_that_look_alike() -> None:
    """Only without one are they those with few other letters, at most three; in the order of the file."""
    assert nearest("\u0251nn", ["Bob", "Ann", "Anna"]) == ["Ann"]
    assert nearest("Annna", ["Bob", "Anna", "Hanna"]) == ["Anna", "Hanna"]
    assert nearest("Zed", ["Bob", "Anna"]) == []


@pytest.mark.parametrize("command", ["readiness", "report"])
def test_a_command_suggests_the_name_that_is_meant(
    tmp_path: Path, command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """It takes none of them by itself."""
    store = Store(tmp_path / "x.duckdb")
    imported(store, "Zo\u00eb Lee", "Bob")
    for wrong in ("Zoe Lee", "Zo\u00eb Iee", "zoe le"):
        assert main([command, "--candidate", wrong, "--db", str(store.path)]) == 2
        assert "Did you mean 'Zo\u00eb Lee'? Candidates: Bob, Zo\u00eb Lee." in capsys.readouterr().err
    assert main([command, "--candidate", "Xaver", "--db", str(store.path)]) == 2
    assert "in this file. Candidates: Bob" in capsys.readouterr().err


def test_a_command_names_the_question_and_its_answer(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Guesses are not taken for it; a map file answers it."""
    first, second, answers = tmp_path / "first.csv", tmp_path / "second.csv", tmp_path / "map.toml"
    first.write_text(f"{HEAD}Ann,2026-02-01,30,lab\n", encoding="utf-8")
    second.write_text(f"{HEAD}\u0410nn,2026-02-02,30,lab\n", encoding="utf-8")
    answers.write_text('[candidates]\n"\u0410nn" = "Ann"\n', encoding="utf-8")
    database = ["--db", str(tmp_path / "x.duckdb")]
    assert main(["import", str(first), *database]) == 0
    for options in ([], ["--yes"]):
        assert main(["import", str(second), *options, *database]) == 2
        output = capsys.readouterr().out
        assert 'Is "\u0410nn" the same person as "Ann"? The names look alike.' in output
        assert "under [candidates] in a map file (--map), or on the Data page." in output
    assert main(["import", str(second), "--map", str(answers), *database]) == 0
    assert Store(tmp_path / "x.duckdb").candidates() == ["Ann"]
