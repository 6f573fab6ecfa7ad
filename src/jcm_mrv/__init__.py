"""jcm-mrv: every tonne of the Joint Crediting Mechanism, re-computable by anyone."""

from __future__ import annotations

__version__ = "0.4.0"
