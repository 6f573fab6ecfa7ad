"""Run the command line as ``python -m jcm_mrv.cli``."""

from __future__ import annotations

import sys

from jcm_mrv.cli.process import main

sys.exit(main())
