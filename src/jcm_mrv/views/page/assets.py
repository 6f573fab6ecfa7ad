"""Style and script of the page, which lie beside this module in files of their own."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def read_style() -> str:
    """Return the style, its files one behind the other in the order of their names."""
    return _read("style", ".css")


@cache
def read_script() -> str:
    """Return the script in the same way; empty where there is none."""
    return _read("script", ".js")


def _read(folder: str, suffix: str) -> str:
    root = files(__package__).joinpath(folder)
    if not root.is_dir():
        return ""
    found = sorted((one for one in root.iterdir() if one.name.endswith(suffix)), key=_name)
    return "\n".join(one.read_text("utf-8") for one in found)


def _name(one: object) -> str:
    return str(getattr(one, "name", ""))
