"""A public version of a report: what is confidential is committed to, not shown.

The report stays one signed document; docs/public-report.md is the specification. Everything
here is a pure function of bytes and documents, but for the salts.
"""
