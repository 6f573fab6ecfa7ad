"""Files dropped on the page: their SHA-256 is held against the inputs of the report."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.browser.opening import embed_bytes, page_of
from tests.reported import EXAMPLES, example

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page
    from tests.browser.opening import Opener

LAO = "lao-data-center"
FOLDER = EXAMPLES / LAO
COUNT = len(example(LAO).report.inputs)

DROP = """([name, bytes]) => {
  const transfer = new DataTransfer();
  transfer.items.add(new File([Uint8Array.from(bytes)], name));
  const options = { dataTransfer: transfer, bubbles: true, cancelable: true };
  const event = new DragEvent("drop", options);
  document.querySelector("#inputs caption, #inputs h2").dispatchEvent(event);
  return event.defaultPrevented;
}"""


@pytest.fixture
def page(opener: Opener) -> Page:
    """Open the page of the data centre, on which no file may be read as a whole."""
    page = opener.open(page_of(LAO))
    page.evaluate(
        """() => {
          for (const name of ["arrayBuffer", "text", "bytes"]) {
            Blob.prototype[name] = () => { throw new Error(`${name}: read as a whole`); };
          }
        }"""
    )
    return page


def _answers(page: Page) -> list[str]:
    page.wait_for_selector("#dropped strong")
    return [str(text) for text in page.locator("#dropped .line").all_text_contents()]


def _marks(page: Page) -> dict[int, str]:
    rows = page.eval_on_selector_all(
        "tr[data-input]",
        """(rows) => rows.map((row) => {
          const mark = row.querySelector("output.mark");
          return [row.dataset.input, mark.dataset.state && mark.textContent];
        })""",
    )
    return {int(index): str(text) for index, text in rows if text}


def test_a_true_input_agrees(page: Page) -> None:
    """The file that the report names is marked in its row, by the digest of its bytes."""
    path = FOLDER / "monitoring" / "2017-05.csv"
    index = [one.path for one in example(LAO).report.inputs].index("monitoring/2017-05.csv")

    page.set_input_files("#files", path)

    assert _answers(page) == [
        "\N{CHECK MARK} 2017-05.csv: agrees with monitoring/2017-05.csv",
        f"1 of {COUNT} inputs agree.",
    ]
    assert _marks(page) == {index: "\N{CHECK MARK} SHA-256 agrees"}


def test_a_changed_input_differs(page: Page, tmp_path: Path) -> None:
    """One digit more in a file of the same name is told with both sizes, and marked."""
    name = "2017-05.csv"
    data = (FOLDER / "monitoring" / name).read_bytes()
    (tmp_path / name).write_bytes(data + b"\n")

    page.set_input_files("#files", tmp_path / name)

    answer, last = _answers(page)
    assert answer.startswith("\N{BALLOT X} 2017-05.csv: differs from monitoring/2017-05.csv: SHA-")
    assert f"{len(data) + 1:,} bytes; the report states {len(data):,} bytes" in answer
    assert last == f"0 of {COUNT} inputs agree."
    assert set(_marks(page).values()) == {"\N{BALLOT X} another SHA-256"}


def test_all_inputs_and_others_are_told_apart(page: Page, tmp_path: Path) -> None:
    """Every input agrees; a file that is none, and the report of the page, are named as such."""
    stranger, report = tmp_path / "other.csv", tmp_path / "copy.json"
    stranger.write_bytes(b"1")
    report.write_bytes(example(LAO).data)
    paths = [FOLDER / one.path for one in example(LAO).report.inputs]

    page.set_input_files("#files", [stranger, *paths, report])

    answers = _answers(page)
    assert answers[0] == "? other.csv: is no input of this report"
    assert answers[-2] == "\N{CHECK MARK} copy.json: is the report of this page"
    assert answers[-1] == f"{COUNT} of {COUNT} inputs agree."
    assert len(_marks(page)) == COUNT


def test_a_file_is_dropped_on_the_list(page: Page) -> None:
    """A drop anywhere on the part of the inputs is taken, and is not opened in its place."""
    data = (FOLDER / "monitoring" / "2018-01.csv").read_bytes()

    is_taken = page.evaluate(DROP, ["2018-01.csv", list(data)])

    assert is_taken is True
    assert _answers(page)[-1] == f"1 of {COUNT} inputs agree."


def test_a_folder_is_dropped_on_the_list(page: Page) -> None:
    """A folder of the project gives the files inside of it, each by its path."""
    zone = page.locator("#inputs caption")
    zone.scroll_into_view_if_needed()
    box = zone.bounding_box()
    assert box is not None
    files = [str(FOLDER / "monitoring"), str(FOLDER / "project.toml")]
    session = page.context.new_cdp_session(page)
    for step in ("dragEnter", "dragOver", "drop"):
        session.send(
            "Input.dispatchDragEvent",
            {
                "type": step,
                "x": box["x"] + 5,
                "y": box["y"] + 5,
                "data": {"items": [], "files": files, "dragOperationsMask": 1},
            },
        )
    session.detach()

    answers = _answers(page)

    assert answers[0] == "\N{CHECK MARK} monitoring/2017-03.csv: agrees with monitoring/2017-03.csv"
    assert answers[-1] == f"{COUNT} of {COUNT} inputs agree."
    assert page.locator("#inputs.dropping").count() == 0


def test_files_are_not_compared_with_what_is_no_report(opener: Opener) -> None:
    """Where the report in the page cannot be read, no file agrees with anything."""
    page = opener.open(embed_bytes(page_of(LAO), b"{}"))

    page.set_input_files("#files", FOLDER / "monitoring" / "2017-05.csv")
    page.wait_for_function("document.getElementById('dropped').textContent !== ''")

    told = "The embedded report is not of the schema jcm-mrv/report/1."
    assert page.inner_text("#dropped").endswith(told)
    assert (_marks(page), opener.complaints) == ({}, [])


def test_a_file_of_many_pieces_agrees(page: Page) -> None:
    """A file larger than a piece of its stream has the digest that openssl finds of it."""
    # printf '%010000000d' 0 | openssl dgst -sha256
    zeros = "dd2881660e1039abe3380e6563cea3cd323487fa8e7c99b49d75a8f298617b51"

    found = page.evaluate(
        """async () => {
          const file = new File([new Uint8Array(10000000).fill(48)], "zeros");
          return digestOfFile(file, new Pacer());
        }"""
    )

    assert found == zeros
