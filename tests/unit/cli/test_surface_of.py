"""What stdout and stderr are: width, colour, characters."""

from __future__ import annotations

import io
import os

import pytest

from jcm_mrv.cli.progress import LONG_READ, show_progress
from jcm_mrv.cli.surface import surface_of
from jcm_mrv.views.surface import Surface


class Stream(io.TextIOWrapper):
    """A stream that says of itself what a test wants."""

    def __init__(self, *, terminal: bool = True, encoding: str = "utf-8") -> None:
        super().__init__(io.BytesIO(), encoding=encoding)
        self.terminal = terminal

    def isatty(self) -> bool:
        """Tell what the test said."""
        return self.terminal

    def written(self) -> str:
        """Return what was written."""
        self.flush()
        assert isinstance(self.buffer, io.BytesIO)
        return self.buffer.getvalue().decode()


UTF8 = {"LANG": "en_US.UTF-8", "TERM": "xterm", "COLUMNS": "100"}


@pytest.mark.parametrize(
    ("terminal", "changes", "expected"),
    [
        (True, {}, Surface(width=100, terminal=True, colour=True)),
        (True, {"NO_COLOR": "1"}, Surface(width=100, terminal=True)),
        (True, {"NO_COLOR": ""}, Surface(width=100, terminal=True, colour=True)),
        (True, {"TERM": "dumb"}, Surface(width=100, terminal=True)),
        (False, {}, Surface(width=100)),
        (False, {"COLUMNS": ""}, Surface(width=80)),
        (False, {"COLUMNS": "wide"}, Surface(width=80)),
        (False, {"COLUMNS": "0"}, Surface(width=80)),
        (False, {"LANG": "C"}, Surface(width=100, ascii=True)),
        (False, {"LC_ALL": "POSIX"}, Surface(width=100, ascii=True)),
        (False, {"LC_ALL": "C.UTF-8"}, Surface(width=100)),
        (False, {"LANG": "C", "LC_CTYPE": "C.UTF-8"}, Surface(width=100, ascii=True)),
        (False, {"LANG": "", "LC_CTYPE": "C.UTF-8"}, Surface(width=100)),
        (False, {"LANG": ""}, Surface(width=100)),
    ],
)
def test_the_environment_describes_the_surface(
    terminal: bool, changes: dict[str, str], expected: Surface
) -> None:
    """COLUMNS, NO_COLOR, TERM and the locale count; only a terminal gets colour."""
    assert surface_of(Stream(terminal=terminal), {**UTF8, **changes}) == expected


def test_a_stream_of_another_encoding_is_ascii() -> None:
    """What Python would not write to the stream is never sent there."""
    assert surface_of(Stream(encoding="latin-1"), UTF8).ascii


def test_a_closed_stream_is_like_a_pipe() -> None:
    """A process without stdout still renders, and fails later where it writes."""
    assert surface_of(None, UTF8) == Surface(width=100, ascii=True)


def test_the_width_of_a_terminal_is_asked_for() -> None:
    """Without COLUMNS the terminal itself tells how wide it is; one that cannot has 80."""
    leader, follower = os.openpty()
    try:
        with os.fdopen(follower, "w", encoding="utf-8") as stream:
            assert surface_of(stream, {**UTF8, "COLUMNS": ""}).width == 80
    finally:
        os.close(leader)


def test_a_long_read_shows_a_bar_in_a_terminal() -> None:
    """The bar is there while it reads, and gone when it is done."""
    stream = Stream()
    with show_progress(stream) as progress:
        assert progress is not None
        progress(LONG_READ // 2, LONG_READ)
    assert "reading" in stream.written()


def test_a_short_read_shows_nothing() -> None:
    """Below 50 MB a bar would only flicker."""
    stream = Stream()
    with show_progress(stream) as progress:
        assert progress is not None
        progress(1, LONG_READ - 1)
    assert stream.written() == ""


def test_a_pipe_gets_no_bar() -> None:
    """A log keeps its lines."""
    with show_progress(Stream(terminal=False)) as progress:
        assert progress is None
