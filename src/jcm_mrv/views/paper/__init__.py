"""The report on paper: a PDF as a third-party entity expects a monitoring report."""

from jcm_mrv.views.paper.render import render_paper

__all__ = ["render_paper"]
