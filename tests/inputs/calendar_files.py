"""Calendars in the words of Google's exports."""

HEAD = (
    "BEGIN:VCALENDAR\nPRODID:-//Google Inc//Google Calendar 70.9054//EN\nVERSION:2.0\n"
    "X-WR-CALNAME:Exam\nX-WR-TIMEZONE:Europe/Berlin\n"
)
HOUR = "DTSTART:20260301T080000Z\nDTEND:20260301T090000Z"


def event(text: str = HOUR, *, uid: str = "a@google.com", title: str = "S3") -> str:
    return f"BEGIN:VEVENT\n{text}\nUID:{uid}\nSUMMARY:{title}\nEND:VEVENT\n"


def calendar(*events: str, head: str = HEAD) -> bytes:
    """Write a calendar with CRLF line ends."""
    return f"{head}{''.join(events)}END:VCALENDAR\n".replace("\n", "\r\n").encode()
