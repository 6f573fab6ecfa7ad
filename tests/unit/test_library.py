"""The library: folders of modules by one door, nothing shadowed, nothing parsed before its time."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from jcm_mrv.errors import RefusedError
from jcm_mrv.findings import Place
from jcm_mrv.library import Library, read_library
from jcm_mrv.methodology import loading
from jcm_mrv.methodology.reference import find_approved
from jcm_mrv.methodology.shelf import Shelf, list_entries

BUILT_IN = Path(__file__).parents[2] / "methodologies"

MODULE = """\
schema = "jcm-mrv/methodology/1"
id = "{id}"
version = "{version}"
title = "Pumps"
summary = "Pumps for tests."
gases = ["CO2"]
fidelity = "reconstructed"
[[sources]]
title = "none"
url = "https://example.org/"
{more}
[equations.RE]
unit = "tCO2"
formula = 'q("1 tCO2")'
[equations.PE]
unit = "tCO2"
formula = "0"
[equations.ER]
unit = "tCO2"
formula = "RE - PE"
"""


def write(folder: Path, identifier: str = "pump", version: str = "1.0.0", more: str = "") -> Path:
    """Write a module below a folder of modules and return the folder of the module."""
    place = folder / identifier / version.partition(".")[0]
    place.mkdir(parents=True)
    text = MODULE.format(id=identifier, version=version, more=more)
    (place / "methodology.toml").write_text(text, encoding="utf-8")
    return place


def approved(number: str, version: str) -> str:
    """Return the table of a JCM number."""
    return (
        f'[[approved]]\nnumber = "{number}"\nversion = "{version}"\n'
        f'country = "{number[:2]}"\nread = "list"\n'
    )


def refusal(work: object, *arguments: object) -> list[str]:
    """Return the lines of the refusal of a call."""
    assert callable(work)
    with pytest.raises(RefusedError) as refused:
        work(*arguments)
    return [finding.line() for finding in refused.value.findings]


def test_the_built_in_modules_are_there() -> None:
    """Three modules come with the program, each named by id and major."""
    modules = read_library().modules()
    assert [module.reference for module in modules] == [
        "data-center-efficiency 1",
        "rooftop-solar 1",
        "waste-heat-recovery 1",
    ]
    assert {module.origin for module in modules} == {"built-in"}
    assert modules[0].file == "methodologies/data-center-efficiency/1/methodology.toml"


@pytest.mark.parametrize(
    ("reference", "identifier"),
    [
        ("LA_AM001 ver1.0", "data-center-efficiency"),
        ("LA_AM001 Ver1.0", "data-center-efficiency"),
        ("LA_AM001 v1.0", "data-center-efficiency"),
        ("data-center-efficiency 1", "data-center-efficiency"),
        ("data-center-efficiency 1.1.0", "data-center-efficiency"),
        ("PH_AM002 ver1.0", "rooftop-solar"),
        ("TH_AM001 ver3.0", "rooftop-solar"),
        ("MM_AM005 ver1.0", "waste-heat-recovery"),
    ],
)
def test_a_module_is_found_by_number_or_id(reference: str, identifier: str) -> None:
    """A JCM number with its version, or an id with its major, name one module."""
    assert read_library().find(reference).id == identifier


def test_the_number_by_which_a_module_was_named_is_found() -> None:
    """A project's country is compared with that of the number that it names."""
    module = read_library().find("TH_AM001 v3.0")
    one = find_approved(module, "TH_AM001 v3.0")
    assert one is not None
    assert (one.country, one.version) == ("TH", "3.0")
    assert find_approved(module, "rooftop-solar 1") is None


@pytest.mark.parametrize(
    ("reference", "line"),
    [
        (
            "LA_AM001",
            'P021 "LA_AM001" names no version; write methodology = "LA_AM001 ver1.0"',
        ),
        (
            "MN_AM003",
            'P021 "MN_AM003" names no version; write methodology = "MN_AM003 ver2.0"'
            ' or methodology = "MN_AM003 ver3.0"',
        ),
        (
            "rooftop-solar",
            'P021 "rooftop-solar" names no version; write methodology = "rooftop-solar 1"',
        ),
        (
            "LA_AM001 ver2.0",
            'P020 "LA_AM001 ver2.0" is not in the library; it has LA_AM001 ver1.0',
        ),
        (
            "rooftop-solar 2",
            'P020 "rooftop-solar 2" is not in the library; it has rooftop-solar 1',
        ),
        (
            "LA_AM01 ver1.0",
            'P020 "LA_AM01 ver1.0" is not in the library; did you mean "LA_AM001 ver1.0"?',
        ),
        (
            "roof-solar 1",
            'P020 "roof-solar 1" is not in the library; did you mean "rooftop-solar 1"?',
        ),
        (
            "XX",
            'P020 "XX" is not in the library; "jcm-mrv methodology list" names what is there',
        ),
        (
            "\x1b[31m" + "x" * 100,
            'P020 "\ufffd[31m' + "x" * 75 + '…" is not in the library;'
            ' "jcm-mrv methodology list" names what is there',
        ),
    ],
)
def test_what_is_not_found_gets_the_line_to_paste(reference: str, line: str) -> None:
    """An unknown methodology gets the nearest one; one without a version, its versions."""
    assert refusal(read_library().find, reference) == [f"project.toml: project.methodology: {line}"]


@pytest.mark.parametrize(
    "reference", ["VN_AM007 ver1.0", "KH_AM002 ver1.0", "ID_AM017 ver1.0", "MN_AM004 ver1.0"]
)
def test_numbers_that_ask_for_more_are_not_carried_out(reference: str) -> None:
    """Storage, consumption and categories of days are not what the solar module computes."""
    with pytest.raises(RefusedError) as refused:
        read_library().find(reference)
    assert [finding.code for finding in refused.value.findings] == ["P020"]


def test_the_place_of_a_refusal_is_the_callers() -> None:
    """A command line names itself and not a project file."""
    with pytest.raises(RefusedError) as refused:
        read_library().find("XX", where=Place("command line"))
    assert refused.value.findings[0].where == Place("command line")


def test_modules_of_a_person_come_in_by_the_same_door(tmp_path: Path) -> None:
    """A further folder adds its modules; its name is their origin."""
    write(tmp_path, more=approved("VN_AM007", "1.0"))
    library = read_library([tmp_path])
    module = library.find("VN_AM007 ver1.0")
    assert (module.reference, module.origin) == ("pump 1", str(tmp_path))
    assert len(library.modules()) == 4


def test_majors_stand_beside_each_other(tmp_path: Path) -> None:
    """An old major stays when a new one comes; 10 is above 9."""
    for version in ("1.0.0", "9.1.0", "10.0.2"):
        write(tmp_path, version=version)
    library = read_library([tmp_path])
    pumps = [module.reference for module in library.modules() if module.id == "pump"]
    assert pumps == ["pump 1", "pump 9", "pump 10"]
    assert library.find("pump 9").version == "9.1.0"


def test_a_module_is_never_shadowed(tmp_path: Path) -> None:
    """A module with the id and major of a built-in one is refused, whichever is asked for."""
    write(tmp_path, "rooftop-solar", "1.5.0")
    assert refusal(read_library, [tmp_path]) == [
        f"{tmp_path.as_posix()}/rooftop-solar/1/methodology.toml: M018 rooftop-solar 1 is in the"
        " library already: methodologies/rooftop-solar/1/methodology.toml (built-in)"
    ]


def test_a_number_is_never_shadowed(tmp_path: Path) -> None:
    """Two modules that carry out one version of a number are refused, found or listed."""
    write(tmp_path, more=approved("LA_AM001", "1.0"))
    line = (
        f"{tmp_path.as_posix()}/pump/1/methodology.toml: approved[0]: M018 LA_AM001 ver1.0 is"
        " carried out already by data-center-efficiency 1.1.0:"
        " methodologies/data-center-efficiency/1/methodology.toml (built-in)"
    )
    library = read_library([tmp_path])
    assert refusal(library.find, "LA_AM001 ver1.0") == [line]
    assert refusal(library.modules) == [line]


def test_another_version_of_a_number_may_be_another_module(tmp_path: Path) -> None:
    """LA_AM001 ver2.0 beside ver1.0 is no conflict."""
    write(tmp_path, more=approved("LA_AM001", "2.0"))
    library = read_library([tmp_path])
    assert library.find("LA_AM001 ver2.0").id == "pump"
    assert library.find("LA_AM001 ver1.0").id == "data-center-efficiency"
    assert refusal(library.find, "LA_AM001") == [
        'project.toml: project.methodology: P021 "LA_AM001" names no version;'
        ' write methodology = "LA_AM001 ver1.0" or methodology = "LA_AM001 ver2.0"'
    ]


def test_a_folder_given_twice_is_one(tmp_path: Path) -> None:
    """The option and the environment may name one folder, and the built-in one too."""
    write(tmp_path)
    again = tmp_path / "pump" / ".."
    assert len(read_library([tmp_path, again, BUILT_IN]).entries) == 4


def test_a_broken_module_does_not_stop_another(tmp_path: Path) -> None:
    """A project's own methodology is found although a neighbour is broken; the list is not."""
    (write(tmp_path) / "methodology.toml").write_text("id = ", encoding="utf-8")
    library = read_library([tmp_path])
    assert library.find("LA_AM001 ver1.0").id == "data-center-efficiency"
    assert refusal(library.modules) == [
        f"{tmp_path.as_posix()}/pump/1/methodology.toml:1: M002 this is no value of TOML;"
        " text goes in quotes (at the end of the file)"
    ]


@pytest.mark.parametrize(
    ("names", "message"),
    [
        ([], "1: M001 methodology.toml is missing"),
        (
            ["methodology (1).toml"],
            "1: M001 methodology.toml is missing (got methodology (1).toml)",
        ),
        (
            ["methodology.toml", "methodology-old.toml"],
            "1: M001 one methodology.toml is expected (got methodology-old.toml, methodology.toml)",
        ),
    ],
)
def test_a_module_has_one_methodology(tmp_path: Path, names: list[str], message: str) -> None:
    """A folder with none or two is refused."""
    place = write(tmp_path)
    text = (place / "methodology.toml").read_bytes()
    (place / "methodology.toml").unlink()
    (place / "notes.txt").write_text("may stand here", encoding="utf-8")
    for name in names:
        (place / name).write_bytes(text)
    assert refusal(read_library, [tmp_path]) == [f"{tmp_path.as_posix()}/pump/{message}"]


def test_folders_that_are_no_modules_are_refused(tmp_path: Path) -> None:
    """A folder without a major, with another name, or a level too high is named."""
    (tmp_path / "a" / "empty").mkdir(parents=True)
    (tmp_path / "a" / "empty" / ".git").mkdir()
    write(tmp_path / "b", version="1.0.0").rename(tmp_path / "b" / "pump" / "v1")
    module = write(tmp_path / "c")
    (module / "methodology.toml").rename(tmp_path / "c" / "pump" / "methodology.toml")
    (tmp_path / "file").touch()
    folders = [tmp_path / name for name in ("a", "b", "c", "file", "none")]
    root = tmp_path.as_posix()
    assert refusal(read_library, folders) == [
        f"{root}/a/empty: M001 this holds no folder of a major version, such as 1",
        f"{root}/b/pump/v1: M001 the name of a major version is expected, such as 1",
        f"{root}/c/pump/methodology.toml: M001 a methodology lies in ID/MAJOR below the folder of"
        " methodologies, such as pump/1/methodology.toml",
        f"{root}/file: M001 this is not a folder; a folder of methodologies is expected",
        f"{root}/none: M001 there is no such folder of methodologies",
    ]


def test_links_do_not_lead_out(tmp_path: Path) -> None:
    """A linked file or folder outside is refused, one inside is read."""
    outside = write(tmp_path / "outside")
    inside = tmp_path / "inside"
    (inside / "pump").mkdir(parents=True)
    (inside / "pump" / "1").symlink_to(outside)
    root = inside.as_posix()
    assert refusal(read_library, [inside]) == [
        f"{root}/pump/1: M001 this is a link that leads out of the folder of methodologies"
    ]
    (inside / "pump" / "1").unlink()
    (inside / "pump" / "1").mkdir()
    (inside / "pump" / "1" / "methodology.toml").symlink_to(outside / "methodology.toml")
    assert refusal(read_library([inside]).find, "pump 1") == [
        f"{root}/pump/1/methodology.toml: M001 this is a link that leads out of its folder"
    ]


def test_a_fifo_is_no_methodology(tmp_path: Path) -> None:
    """What is no regular file is refused and never waited for."""
    place = write(tmp_path)
    (place / "methodology.toml").unlink()
    os.mkfifo(place / "methodology.toml")
    [line] = refusal(read_library([tmp_path]).find, "pump 1")
    assert line.startswith(f"{tmp_path.as_posix()}/pump/1/methodology.toml: M001 ")


def test_cases_lie_beside_their_methodology(tmp_path: Path) -> None:
    """The bytes of cases.toml are those of the module's folder; without it there is a refusal."""
    place = write(tmp_path)
    library = read_library([tmp_path])
    assert refusal(library.read_cases, library.find("pump 1")) == [
        f'{tmp_path.as_posix()}/pump/1/cases.toml: M001 "cases.toml" does not exist'
    ]
    (place / "cases.toml").write_bytes(b"case = []")
    assert library.read_cases(library.find("pump 1")) == b"case = []"


def test_cases_of_a_module_from_elsewhere_are_not_there(tmp_path: Path) -> None:
    """A library knows the cases of its own modules only."""
    write(tmp_path)
    module = read_library([tmp_path]).find("pump 1")
    with pytest.raises(KeyError, match="pump 1"):
        Library([]).read_cases(module)


def test_listing_the_library_loads_nothing_heavy() -> None:
    """Who lists folders pays neither for pydantic nor for pint."""
    code = (
        "import sys; from jcm_mrv.library import read_library; read_library();"
        "print([name for name in ('pydantic', 'pint', 'polars', 'rich') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_finding_one_module_parses_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    """A search by number reads the bytes of all and parses only what holds the number."""
    parsed = []
    parse = loading.parse_methodology

    def count(data: bytes, *, file: str, origin: str, folder: tuple[str, str] | None) -> object:
        parsed.append(file)
        return parse(data, file=file, origin=origin, folder=folder)

    monkeypatch.setattr(loading, "parse_methodology", count)
    library = read_library()
    library.find("PH_AM002 ver1.0")
    library.find("rooftop-solar 1")
    assert parsed == ["methodologies/rooftop-solar/1/methodology.toml"]


def test_a_library_may_lie_in_an_archive(tmp_path: Path) -> None:
    """An installation as one zip file is read by the same door."""
    write(tmp_path / "modules")
    with zipfile.ZipFile(tmp_path / "modules.zip", "w") as archive:
        archive.write(
            tmp_path / "modules/pump/1/methodology.toml", "modules/pump/1/methodology.toml"
        )
    folder = zipfile.Path(tmp_path / "modules.zip", "modules/")
    library = Library(list_entries(Shelf(folder, "archive", "modules")))
    assert library.find("pump 1").origin == "archive"


def test_a_folder_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    """A link that leads to itself is no folder, and no crash."""
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    assert refusal(read_library, [tmp_path / "loop"]) == [
        f"{tmp_path.as_posix()}/loop: M001 this folder cannot be read"
    ]
