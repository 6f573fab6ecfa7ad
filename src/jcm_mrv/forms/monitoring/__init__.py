"""Monitoring workbooks on the way back: read, recomputed, compared, made a project again."""
