"""A file of readings, whatever its kind: each knows how its rows are scanned and named."""

from __future__ import annotations

from jcm_mrv.readings.opening import TextFile
from jcm_mrv.readings.parquet.reading import ParquetFile

__all__ = ["SourceFile"]

SourceFile = TextFile | ParquetFile
