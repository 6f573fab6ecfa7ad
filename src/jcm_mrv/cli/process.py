"""The process around a command: streams, exit codes, and the one line of an unexpected end."""

from __future__ import annotations

import gc
import os
import signal
import sys
from typing import TYPE_CHECKING, NoReturn, TextIO

from jcm_mrv.cli.answer import Answer, ExitCode, UsageError
from jcm_mrv.errors import RefusedError, WriteFault
from jcm_mrv.files import NO_ROOM

if TYPE_CHECKING:
    from collections.abc import Sequence

DEBUG_VARIABLE = "JCM_MRV_DEBUG"
_interrupts: list[bool] = []


class OutputError(Exception):
    """Standard output took not all of what was asked for; the message says why."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return the exit code.

    Args:
        arguments: words after the program's name; those of the process by default.
    """
    if arguments is None:
        # A run is short: to collect garbage while modules load would cost a tenth of it.
        gc.set_threshold(100_000, 50, 50)
    if arguments is None and signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, _interrupt)
    try:
        code = _run(sys.argv[1:] if arguments is None else arguments)
        _write_asked("")
    # Panics of polars are no Exceptions, and neither are Ctrl-C and exits.
    except BaseException as error:
        code = _end(error)
        _silence_if_broken(sys.stdout)
    if arguments is None:
        # All ends with the process: Python need not look through it once more for garbage.
        gc.freeze()
    if arguments is None and code == ExitCode.INTERRUPTED:
        # Python would end by the signal itself if it came while an import ran.
        os._exit(code)
    return int(code)


def _interrupt(*_: object) -> NoReturn:
    _interrupts.append(True)
    raise KeyboardInterrupt


def _run(arguments: Sequence[str]) -> int:
    from jcm_mrv.cli.app import app  # typer is not needed to say what went wrong

    answer = app(list(arguments), prog_name="jcm-mrv", standalone_mode=False)
    if answer == ExitCode.INTERRUPTED:
        raise KeyboardInterrupt  # typer has caught it
    if not isinstance(answer, Answer):
        return int(answer or 0)  # --help and --version print for themselves
    _write_asked(answer.asked)
    write_note(answer.notes)
    return answer.code


def _write_asked(text: str | bytes) -> None:
    if sys.stdout is None:
        if text:
            raise OutputError("standard output is closed")
        return
    try:
        if isinstance(text, bytes):
            sys.stdout.flush()
            sys.stdout.buffer.write(text)
        elif text:  # to write nothing is asked of the disk all the same
            # A path that is no UTF-8 is shown with escapes, where the stream would refuse it.
            encoding = sys.stdout.encoding or "utf-8"
            sys.stdout.write(text.encode(encoding, "backslashreplace").decode(encoding))
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        if error.errno in NO_ROOM:
            raise OutputError("the disk is full") from error
        raise OutputError("standard output cannot be written") from error


def write_note(text: str) -> None:
    """Write to stderr; a stderr that takes nothing changes nothing about the answer."""
    if sys.stderr is None or not text:
        return
    try:
        sys.stderr.write(text if text.endswith("\n") else text + "\n")
        sys.stderr.flush()
    except OSError:
        _silence(sys.stderr)


def _silence_if_broken(stream: TextIO | None) -> None:
    try:
        if stream is not None:
            stream.flush()
    except OSError:
        _silence(stream)


def _silence(stream: TextIO | None) -> None:
    # What the stream still holds would fail once more when Python ends, and change the exit code.
    if stream is None:
        return
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
    except (OSError, ValueError):
        return


def _end(error: BaseException) -> int:
    # What a library makes of an interrupt in the middle of its work may be any exception.
    if _interrupts or isinstance(error, KeyboardInterrupt) or type(error).__name__ == "Abort":
        write_note("jcm-mrv: interrupted.")
        return ExitCode.INTERRUPTED
    if _is_broken_pipe(error):
        return ExitCode.BROKEN_PIPE
    if isinstance(error, OutputError):
        write_note(f"jcm-mrv: {error}; the answer is incomplete.")
        return ExitCode.NO
    if isinstance(error, SystemExit):
        return error.code if isinstance(error.code, int) else ExitCode.BUG
    if isinstance(error, RefusedError):
        from jcm_mrv.cli.surface import surface_of
        from jcm_mrv.views.findings import render_findings

        # There is no report that could list the rest, so that every fault is shown.
        write_note(render_findings(error.findings, surface_of(sys.stderr), every=True))
        return ExitCode.UNREADABLE
    if isinstance(error, UsageError):
        write_note(_harmless(f"jcm-mrv: {error}"))
        return ExitCode.UNREADABLE
    if isinstance(error, WriteFault):
        write_note(_harmless(f"jcm-mrv: {error}"))
        return ExitCode.UNREADABLE if error.usage else ExitCode.NO
    if isinstance(error, OSError) and error.errno in NO_ROOM:
        where = f"{error.filename}: " if error.filename else ""
        write_note(_harmless(f"jcm-mrv: {where}the disk is full."))
        return ExitCode.NO
    if isinstance(error, MemoryError):
        write_note("jcm-mrv: there is not enough memory for this.")
        return ExitCode.NO
    # Typer's own complaints about the words typed have no public base class.
    show = getattr(error, "show", None)
    if callable(show):
        try:
            show()
        except OSError:
            _silence(sys.stderr)
        return ExitCode.UNREADABLE
    if os.environ.get(DEBUG_VARIABLE):
        import traceback

        write_note("".join(traceback.format_exception(error)))
        return ExitCode.BUG
    summary = _harmless(" ".join(f"{type(error).__name__}: {error}".split())[:200])
    write_note(
        f"jcm-mrv: a bug in jcm-mrv, not in your files: {summary}. Please report this line; "
        f"with {DEBUG_VARIABLE}=1 the whole traceback is shown."
    )
    return ExitCode.BUG


def _harmless(text: str) -> str:
    from jcm_mrv.views.surface import make_harmless

    return make_harmless(text)


def _is_broken_pipe(error: BaseException) -> bool:
    # Typer turns a pipe that breaks while it prints help into an exit with code 1.
    return isinstance(error, BrokenPipeError) or isinstance(error.__context__, BrokenPipeError)
