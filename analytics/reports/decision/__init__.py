"""Whether and when to sit the exam: the readiness answer, its verdict, its costs, and what would change it."""
