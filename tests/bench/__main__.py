"""Run the whole benchmark and end with what misses its target: ``python -m tests.bench``.

A name runs one part, such as ``python -m tests.bench models``. NUTS, scikit-learn, statsmodels and TrueSkill Through
Time run if they are installed: ``pip install --group bench``.
"""

import sys
from importlib import import_module

from tests.bench.targets import print_missed

PARTS = ("pages", "visits", "commands", "records", "cohorts", "models")

if __name__ == "__main__":
    if unknown := set(sys.argv[1:]).difference(PARTS):
        sys.exit(f"There is no part {min(unknown)!r}. The parts are: {', '.join(PARTS)}.")
    for part in sys.argv[1:] or PARTS:
        print(f"== {part}")
        import_module(f"tests.bench.{part}").main()
    print_missed()
