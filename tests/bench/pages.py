"""How fast the product is against an honest floor, run side by side: ``python -m tests.bench pages``.

Prints ratios and asserts nothing: a cold load and a rerun of each page against a bare Streamlit app with as
many plotly charts, and the import of a large file against reading it with pandas.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from analytics.store import Store
from dashboard.sample import load_sample
from tests.bench.targets import target
from tests.browser.chromium import LAUNCH_ARGS, chromium_path
from tests.inputs.servers import free_port, page_at, serving
from tests.inputs.usage import used

PAGES = {"": 1, "audit": 2, "practice": 2, "study": 1, "exam-day": 1}
"""Pages with the number of charts that each draws when opened, for the first candidate of the sample."""

N_LOADS, N_RERUNS = 5, 15
N_ROWS = 100_000
QUIET_MS, LONGEST_S = 500, 20
SETTLED = "[data-testid=stApp][data-test-script-state=notRunning]"
DEVELOPER = {"STREAMLIT_CLIENT_TOOLBAR_MODE": "developer", "STREAMLIT_BROWSER_GATHER_USAGE_STATS": "false"}
"""With it the key r runs a page again; the bare app has Streamlit's own settings but for this."""
WATCH_MESSAGES = """
const Plain = window.WebSocket;
window.WebSocket = class extends Plain {
    constructor(...given) {
        super(...given);
        this.addEventListener("message", () => { window.lastMessage = performance.now(); });
    }
};
addEventListener("keydown", () => { window.keyPressed = performance.now(); }, true);
"""
BARE_APP = """
import plotly.graph_objects as go
import streamlit as st
st.title("Bare")
for k in range({n_charts}):
    st.plotly_chart(go.Figure(go.Scatter(x=list(range(12)), y=[v * v for v in range(12)])), key=str(k))
st.checkbox("again")
"""


@contextmanager
def served_bare(app: Path) -> Iterator[str]:
    """Run a bare app with Streamlit's own settings, and yield its address."""
    port = free_port()
    server = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", str(app), "--server.headless=true", "--server.port", str(port)],
        env={**os.environ, **DEVELOPER},
        cwd=app.parent,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(600):
            try:
                with urllib.request.urlopen(f"{address}/_stcore/health", timeout=2):
                    break
            except OSError:
                time.sleep(0.1)
        yield address
    finally:
        os.killpg(server.pid, 15)


def cold_loads(browser: Browser, address: str) -> float:
    """Return the median time from navigation to a settled page with its charts, with an empty cache."""
    times = []
    for _ in range(N_LOADS):
        context = browser.new_context(reduced_motion="reduce")
        page = context.new_page()
        start = time.perf_counter()
        page.goto(address)
        page.wait_for_selector(".js-plotly-plot", timeout=60_000)
        page.wait_for_selector(SETTLED)
        times.append(time.perf_counter() - start)
        context.close()
    return statistics.median(times)


def reruns(browser: Browser, address: str) -> float:
    """Return the median time of a rerun by the page's own clock, from key press to the last server message.

    A clock outside the browser would add its own time for each message, and a page has more of them than a bare app.
    """
    page: Page = browser.new_page(reduced_motion="reduce", bypass_csp=True)
    page.add_init_script(WATCH_MESSAGES)
    page.goto(address)
    page.wait_for_selector(".js-plotly-plot", timeout=60_000)
    page.wait_for_selector(SETTLED)
    times: list[float] = []
    for _ in range(N_RERUNS):
        page.wait_for_timeout(QUIET_MS)
        page.keyboard.press("r")
        page.wait_for_function(
            f"window.lastMessage > window.keyPressed && performance.now() - window.lastMessage > {QUIET_MS}",
            timeout=1000 * LONGEST_S,
        )
        times.append(page.evaluate("window.lastMessage - window.keyPressed") / 1000)
    page.close()
    return statistics.median(times)


def bench_pages() -> None:
    """Compare every page with a bare app of as many charts."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        database = Path(folder) / "sample.duckdb"
        load_sample(Store(database), today=date.today(), made_at=datetime.now(UTC))  # noqa: DTZ011
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=LAUNCH_ARGS)
        bare: dict[int, tuple[float, float]] = {}
        for n_charts in sorted(set(PAGES.values())):
            app = Path(folder) / f"bare{n_charts}.py"
            app.write_text(BARE_APP.format(n_charts=n_charts), encoding="utf-8")
            with served_bare(app) as address:
                bare[n_charts] = cold_loads(browser, address), reruns(browser, address)
        print(f"{'page':<16}{'cold load':>12}{'of bare':>9}{'rerun':>10}{'of bare':>9}")
        with serving(database, Path(folder) / "log.txt", environment=DEVELOPER) as entrance:
            for path, n_charts in PAGES.items():
                cold, rerun = (time_of(browser, page_at(entrance, path)) for time_of in (cold_loads, reruns))
                base_cold, base_rerun = bare[n_charts]
                name = path or "overview"
                notes = [
                    target(f"{name}, cold load", cold / base_cold, 1.5),
                    target(f"{name}, rerun", rerun / base_rerun, 1.5),
                ]
                print(
                    f"{name:<16}{cold:>10.2f} s{cold / base_cold:>9.2f}"
                    f"{1000 * rerun:>7.0f} ms{rerun / base_rerun:>9.2f}{''.join(notes)}"
                )
        browser.close()


def bench_import() -> None:
    """Compare the import of 100,000 rows with a program that only reads them with pandas, its start included."""
    minutes = (datetime(2024, 1, 1) + timedelta(minutes=10 * n) for n in range(N_ROWS))  # noqa: DTZ001  (as in a file)
    exams = [
        f"c{n // 400},e{n // 4},{date(2024, 1, 1) + timedelta(days=n // 400)},MLS-C01,{1 + n % 4},20,{n % 21}"
        for n in range(N_ROWS)
    ]
    tables = {
        "practice exams": ["candidate,practice_exam_id,taken_at,exam_code,domain_id,n_items,n_correct", *exams],
        "study sessions": [
            "started_at,time_on_task_min,activity,note",
            *(f"{at:%Y-%m-%dT%H:%M},30,lab,{at}" for at in minutes),
        ],
    }
    print(f"\n{f'{N_ROWS:,} rows':<18}{'read_csv':>10}{'import':>10}{'of it':>8}{'memory':>10}{'an empty one':>14}")
    for name, lines in tables.items():
        with tempfile.TemporaryDirectory() as folder:
            table, empty = Path(folder) / "large.csv", Path(folder) / "empty.csv"
            table.write_text("\n".join(lines), encoding="utf-8")
            empty.write_text("a,b\n", encoding="utf-8")
            command = ["-m", "dashboard.cli", "import", "--db", str(Path(folder) / "new.duckdb")]
            bare_s = used(["-c", f"import pandas; pandas.read_csv({str(table)!r})"]).cpu_s
            least_mb = used([*command, str(empty)]).peak_mb
            _, peak_mb, import_s, _ = used([*command, str(table)])
            notes = [
                target(f"import of {name}", import_s / bare_s, 10),
                target(f"memory of an import of {name}", peak_mb, 250, "MB"),
            ]
            print(
                f"{name:<18}{bare_s:>8.2f} s{import_s:>8.2f} s{import_s / bare_s:>8.1f}"
                f"{peak_mb:>7.0f} MB{least_mb:>11.0f} MB{''.join(notes)}"
            )


def main() -> None:
    """Run all parts."""
    bench_pages()
    bench_import()
