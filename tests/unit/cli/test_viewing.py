"""Views beside a report: where they lie, and what keeps them from being written."""

from __future__ import annotations

import importlib.util
from typing import TYPE_CHECKING, Any

import pytest
from tests.reported import example

from jcm_mrv.cli import main, viewing
from jcm_mrv.views.reported.fault import ViewFault

if TYPE_CHECKING:
    from pathlib import Path

Plain = Any


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """Return a report in a folder of its own."""
    path = tmp_path / "report.json"
    path.write_bytes(example("lao-data-center").data)
    return path


@pytest.fixture
def plain(monkeypatch: pytest.MonkeyPatch) -> None:
    """Render each form as its name and language."""

    def renderer(kind: str) -> Plain:
        return lambda _, language: f"{kind} {language.code}".encode()

    monkeypatch.setattr(viewing, "_renderer", renderer)


@pytest.mark.usefixtures("plain")
def test_views_lie_beside_their_report(report: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder stands for its report.json; another language has its code in the name."""
    assert main(["view", str(report.parent), "--as", "html,pdf,html"]) == 0
    assert main(["view", str(report), "--as", "xlsx", "--language", "ja"]) == 0
    there = sorted(path.name for path in report.parent.iterdir())
    assert there == ["report.html", "report.ja.xlsx", "report.json", "report.pdf"]
    assert (report.parent / "report.ja.xlsx").read_text() == "xlsx ja"
    assert capsys.readouterr().out.split() == [
        str(report.with_name(name)) for name in ("report.html", "report.pdf", "report.ja.xlsx")
    ]


@pytest.mark.usefixtures("plain")
def test_a_view_that_is_there_is_kept(report: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """None of the views is written where one may not be replaced."""
    report.with_name("report.pdf").write_text("mine")
    assert main(["view", str(report)]) == 2
    assert "report.pdf is there already; add --overwrite" in capsys.readouterr().err
    assert sorted(path.name for path in report.parent.iterdir()) == ["report.json", "report.pdf"]
    assert main(["view", str(report), "--overwrite"]) == 0
    assert report.with_name("report.pdf").read_text() == "pdf en"


@pytest.mark.usefixtures("plain")
@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--as", "docx"], '"docx" is no form of a report; write one or more of xlsx, html, pdf'),
        (["--as", ""], '"" is no form of a report'),
        (["--language", "../en"], 'there are no words in "../en"; the languages are en, ja.'),
    ],
)
def test_what_cannot_be_meant_is_refused(
    report: Path, capsys: pytest.CaptureFixture[str], words: list[str], message: str
) -> None:
    """The answer lists what there is, and nothing is written."""
    assert main(["view", str(report), *words]) == 2
    assert message in capsys.readouterr().err
    assert [path.name for path in report.parent.iterdir()] == ["report.json"]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "does not exist; jcm-mrv report writes the report of a project."),
        (b"", "it is empty"),
        (b'{"schema":"jcm-mrv/public/1"}', '"jcm-mrv/public/1" is not a schema'),
        (b"PK\x03\x04", "is not JSON"),
    ],
)
def test_what_is_no_report_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes | None, message: str
) -> None:
    """A missing file, an empty one and another document are told apart, without a traceback."""
    path = tmp_path / "report.json"
    if content is not None:
        path.write_bytes(content)
    assert main(["view", str(path)]) == 2
    assert message in capsys.readouterr().err


def test_without_the_extra_the_line_to_install_is_told(
    report: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is not installed is told before anything is calculated."""
    there = importlib.util.find_spec

    def find(name: str, *rest: Any) -> Any:
        return None if name == "typst" else there(name, *rest)

    monkeypatch.setattr(viewing, "find_spec", find)
    assert main(["view", str(report), "--as", "pdf"]) == 2
    assert "pip install 'jcm-mrv[report]'" in capsys.readouterr().err
    assert main(["report", "nowhere", "--output", "x", "--view", "pdf"]) == 2
    assert "pip install 'jcm-mrv[report]'" in capsys.readouterr().err


def test_a_view_that_is_refused_writes_nothing(
    report: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where one form cannot be made the others are not written either, and the reason is told."""

    def renderer(kind: str) -> Plain:
        def render(*_: object) -> bytes:
            if kind == "xlsx":
                raise ViewFault("a sheet would hold too much; leave out xlsx", "V390")
            return b"page"

        return render

    monkeypatch.setattr(viewing, "_renderer", renderer)
    assert main(["view", str(report), "--as", "html,xlsx"]) == 1
    assert "V390 a sheet would hold too much; leave out xlsx." in capsys.readouterr().err
    assert [path.name for path in report.parent.iterdir()] == ["report.json"]


@pytest.mark.usefixtures("plain")
def test_the_report_is_written_with_its_views(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One command calculates, and writes the report and what people read of it."""
    project = "tests/cli/projects/data-centre"
    out = tmp_path / "out"
    assert main(["report", project, "--output", str(out), "--view", "html,pdf"]) == 0
    assert sorted(path.name for path in out.iterdir()) == [
        "report.html",
        "report.json",
        "report.pdf",
    ]
    assert capsys.readouterr().out.splitlines()[2:] == [
        str(out / "report.html"),
        str(out / "report.pdf"),
    ]
    assert main(["report", project, "--public", "--view", "pdf", "--output", str(out)]) == 2
    assert "the public version has no views" in capsys.readouterr().err
