"""One report per question that a candidate asks: numbers, ranges and verdicts, no prose."""
