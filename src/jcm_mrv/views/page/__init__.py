"""The report as one self-contained page."""

from jcm_mrv.views.page.render import render_page

__all__ = ["render_page"]
