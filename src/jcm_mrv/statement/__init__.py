"""What a participant signs: keys, the in-toto statement over a report, its DSSE envelope.

Bytes in, bytes out: no module here opens a file. ``docs/statement.md`` is the specification.
"""
