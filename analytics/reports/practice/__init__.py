"""What practice exams show: mastery, stability, mistakes, and pace."""
