"""The command line."""

from __future__ import annotations

from jcm_mrv.cli.process import main

__all__ = ["main"]
