"""Style and script of the page, which lie beside this module in files of their own."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from jcm_mrv.views.charts import DARK, LIGHT, render_properties


@cache
def read_style() -> str:
    """Return the style: the colours of charts, then its files in the order of their names."""
    dark = f"@media (prefers-color-scheme: dark) {{\n:root {{\n{render_properties(DARK)}}}\n}}\n"
    return f":root {{\n{render_properties(LIGHT)}}}\n{dark}{_read('style', '.css')}"


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
