"""Readers of practice exams, quizzes and score reports."""
