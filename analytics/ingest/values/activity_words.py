"""Words for activities, as people write them in a log."""

from analytics.records import Activity

_WORDS = {
    Activity.READING: "reading, book, books, textbook, docs, documentation, article, articles",
    Activity.VIDEO: "video, videos, lecture, lectures",
    Activity.LAB: "lab, labs, hands-on, hands-on lab",
    Activity.PRACTICE: "practice, practice questions, questions, quiz, quizzes",
    Activity.REVIEW: "review, revision, flashcards, flash cards",
    Activity.NOTES: "notes, note-taking",
    Activity.DIAGRAM: "diagram, diagrams",
    Activity.OTHER: "other",
}
_OF_WORD = {word: activity for activity, words in _WORDS.items() for word in words.split(", ")}


def known_activity(word: str) -> Activity | None:
    """Return the activity that a word names, None if it is another word."""
    return _OF_WORD.get(word.casefold())
