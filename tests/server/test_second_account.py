"""Another user of the same computer learns nothing: tried with the rights of another account."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir
from urllib.parse import parse_qs, urlsplit

import pytest

from dashboard.cli.main import main
from dashboard.text import access as text
from tests.inputs.servers import serving

OTHER = 65534
"""The account without rights that every Unix system has."""

BASH = shutil.which("bash")
SECRET = "only-the-candidate-knows"
CSV = f"candidate,rated_on,domain_id,rating,note\nme,2026-03-0{{}},1,3,{SECRET}\n"
KNOCK = """
exec 3<>/dev/tcp/127.0.0.1/{port}
printf '{method} {path} HTTP/1.1\\r\\nHost: 127.0.0.1:{port}\\r\\nConnection: close\\r\\n{headers}\\r\\n' >&3
cat <&3
"""
TRY = """
{{ cat '{path}' || ls '{path}'/; }} > /dev/null 2>&1 && echo '{path} is read'
{{ echo x >> '{path}'; }} 2> /dev/null && echo '{path} is changed'
"""
UPGRADE = "Origin: http://127.0.0.1:{port}\\r\\nUpgrade: websocket\\r\\nSec-WebSocket-Version: 13\\r\\n"

pytestmark = pytest.mark.skipif(
    not (sys.platform == "linux" and os.geteuid() == 0 and BASH),
    reason="NOT CHECKED WITH A SECOND ACCOUNT: only root can take one on",
)


@pytest.fixture
def shared() -> Iterator[Path]:
    """A folder that everybody may enter, filled and used by a user who lets everybody do everything."""
    before = os.umask(0)
    try:
        with TemporaryDirectory() as name:
            folder = Path(name)
            folder.chmod(0o755)
            yield folder
    finally:
        os.umask(before)


def by_another(script: str) -> str:
    """Return all that a script of another account prints."""
    done = subprocess.run(
        [str(BASH), "-c", script], user=OTHER, group=OTHER, extra_groups=[], capture_output=True, check=False, cwd="/"
    )
    return (done.stdout + done.stderr).decode("utf-8", "replace")


def knock(port: int, path: str, *, method: str = "GET", headers: str = "") -> str:
    return by_another(KNOCK.format(port=port, path=path, method=method, headers=headers))


def processes_of(database: Path, port: int) -> list[int]:
    """Return the processes of a running dashboard: the command and its server."""
    found = []
    for line in Path("/proc").glob("[0-9]*/cmdline"):
        words = line.read_bytes().decode("utf-8", "replace").split("\0")
        if str(database) in words or words[-3:-1] == ["dashboard.server", str(port)]:
            found.append(int(line.parent.name))
    return found


def test_no_file_of_a_command_can_be_read(shared: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Neither the database, its backups, an export, a report, nor the folders that a command made."""
    database, out = shared / "data" / "own.duckdb", shared / "out"
    for number in (1, 2):
        file = shared / f"{number}.csv"
        file.write_text(CSV.format(number), encoding="utf-8")
        assert main(["import", str(file), "--db", str(database)]) == 0
        file.unlink()
    (shared / "reports").mkdir(mode=0o777)
    for command in (
        "undo",
        f"export {out}",
        f"backup {shared}/reports/copy",
        f"report --exam AIF-C01 --out {shared}/reports/week",
    ):
        assert main([*command.split(), "--db", str(database)]) == 0
    made = [path for path in shared.rglob("*") if path.name != "reports"]
    assert len(made) >= 8
    (shared / "open").write_text("for everybody", encoding="utf-8")
    tried = by_another("".join(TRY.format(path=path) for path in (shared / "open", *made)))
    assert tried.splitlines() == [f"{shared / 'open'} is {done}" for done in ("read", "changed")]


def test_a_running_dashboard_serves_one_page_and_hides_its_token(shared: Path) -> None:
    """The page says how to get in; nothing of the processes that others may see holds the token."""
    database = shared / "own.duckdb"
    with serving(database, shared / "log.txt") as entrance:
        place = urlsplit(entrance)
        assert place.port is not None
        (token,) = parse_qs(place.query)["token"]
        for path in ("/", "/study", "/?token=x", "/_stcore/metrics"):
            answer = knock(place.port, path)
            assert answer.startswith("HTTP/1.1 403"), path
            assert text.LOCKED in answer
        assert knock(place.port, "/_stcore/upload_file/a/b", method="PUT").startswith("HTTP/1.1 403")
        upgrade = UPGRADE.format(port=place.port)
        assert knock(place.port, "/_stcore/stream", headers=upgrade).startswith("HTTP/1.1 403")
        running = processes_of(database, place.port)
        assert len(running) == 2
        for number in running:
            seen = by_another(
                f"cd /proc/{number}; cat cmdline environ maps task/*/comm; head -c 99 mem; ls -l fd cwd; "
                f"grep -ra . task/{number}"  # other threads have other names, and the same of all else
            )
            assert "Permission denied" in seen
            assert token not in seen
        assert token not in by_another(f"ps axeww; cat '{shared}'/*; cat '{gettempdir()}'/cutscore-*/*")
