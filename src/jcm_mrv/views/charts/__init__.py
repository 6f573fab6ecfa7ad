"""Charts of a report: one specification each, with a table for who cannot see them."""

from jcm_mrv.views.charts.chart import Chart
from jcm_mrv.views.charts.collection import charts_of
from jcm_mrv.views.charts.svg import render_svg
from jcm_mrv.views.charts.themes import DARK, LIGHT, PAGE, PAPER, Theme, render_properties

__all__ = [
    "DARK",
    "LIGHT",
    "PAGE",
    "PAPER",
    "Chart",
    "Theme",
    "charts_of",
    "render_properties",
    "render_svg",
]
