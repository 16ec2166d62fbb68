"""Exams as data: the model, its parser, custom exams and look-alike sets."""
