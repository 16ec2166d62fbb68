"""How long browser tests wait and for what, and what they note meanwhile."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import BrowserContext, ConsoleMessage, Page, WebSocket
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

LIMIT_MS = 120_000
"""Wall-clock milliseconds, enough for a busy machine."""

QUIET_MS = 400
"""A page that has not changed for so long is drawn."""

POLL_MS = 50
"""Between two looks at whether a page is drawn; to look at each frame would draw frames for that alone."""

_WATCH = """
    window.watched = {changed: performance.now(), script: "rests"};
    new MutationObserver(() => { watched.changed = performance.now(); }).observe(
        document, {subtree: true, childList: true, characterData: true, attributes: true});

    const receive = bytes => {
        let at = 0;
        const number = () => {
            let value = 0, place = 1, byte;
            do { byte = bytes[at++]; value += (byte & 127) * place; place *= 128; } while (byte > 127);
            return value;
        };
        while (at < bytes.length) {
            const tag = number(), value = number();
            const field = tag >> 3;
            if (field === STARTED && watched.script === "asked") watched.script = "runs";
            if (field === FINISHED && value !== TO_RUN_AGAIN && watched.script === "runs") watched.script = "rests";
            if ((tag & 7) === 2) at += value;
        }
    };
    window.WebSocket = class extends WebSocket {
        constructor(...given) {
            super(...given);
            this.addEventListener("message", message => receive(new Uint8Array(message.data)));
        }
        send(data) {
            if (data[0] >> 3 === RUN) watched.script = "asked";
            super.send(data);
        }
    };
"""
_NUMBERS = [
    BackMsg.DESCRIPTOR.fields_by_name["rerun_script"].number,
    ForwardMsg.DESCRIPTOR.fields_by_name["new_session"].number,
    ForwardMsg.DESCRIPTOR.fields_by_name["script_finished"].number,
    ForwardMsg.FINISHED_EARLY_FOR_RERUN,
]

WATCH = f"(([RUN, STARTED, FINISHED, TO_RUN_AGAIN]) => {{ {_WATCH} }})({_NUMBERS})"
"""Notes when the page changes, and whether it waits for its script: from asking for a run until one has finished
that started after it. The state that Streamlit shows does not tell: it changes when the answer begins to come."""

IS_DRAWN = """([path, quiet]) => {
    const rests = document.querySelector("[data-testid=stApp][data-test-script-state=notRunning]");
    const waits = document.querySelector("[data-testid=stMain] :is([data-stale=true], [data-testid=stSkeleton])");
    return rests && !waits && watched.script === "rests"
        && (path === null || location.pathname.replace(/^\\//, "") === path)
        && performance.now() - watched.changed > quiet;
}"""


def settled(page: Page, path: str | None = None) -> None:
    """Wait until the page is drawn, and its address is the path if one is given."""
    page.wait_for_function(IS_DRAWN, arg=[path, QUIET_MS], polling=POLL_MS)


def unfold(page: Page, title: str) -> None:
    """Open a fold and wait until it stands still: it grows for half a second, and a press meanwhile may miss.

    What follows the place of a scrollbar instead of the time stands still.
    """
    page.locator("summary", has_text=title).click()
    settled(page)
    are_over = "() => document.getAnimations().every(one => one.timeline !== document.timeline)"
    page.wait_for_function(are_over, polling=POLL_MS)


def runs_of(page: Page) -> list[ForwardMsg]:
    """Return a list that grows by a message for each run of a whole page, from now on."""
    runs: list[ForwardMsg] = []

    def received(frame: bytes | str) -> None:
        message = ForwardMsg.FromString(frame if isinstance(frame, bytes) else frame.encode())
        if message.WhichOneof("type") == "new_session" and not message.metadata.run.fragment_ids:
            runs.append(message)

    def opened(socket: WebSocket) -> None:
        socket.on("framereceived", received)

    page.on("websocket", opened)
    return runs


@contextmanager
def refusals(context: BrowserContext) -> Iterator[list[str]]:
    """Yield a list to which each message is added that a browser refused something by the security policy."""
    found: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            found.append(message.text)

    context.on("console", note)
    yield found
    context.remove_listener("console", note)
