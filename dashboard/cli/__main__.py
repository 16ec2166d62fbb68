"""Run the `cutscore` command: ``python -m dashboard.cli``."""

import sys

from dashboard.cli.main import main

sys.exit(main())
