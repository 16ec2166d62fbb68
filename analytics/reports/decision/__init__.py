"""Whether and when to take the exam: the readiness answer, its verdict, its costs, and what would change it."""
