"""Monitoring data: files to exact sums per day."""
