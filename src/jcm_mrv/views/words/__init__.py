"""The words of the views, in every language that there is a catalogue of."""

from jcm_mrv.views.words.catalogue import ENGLISH, languages
from jcm_mrv.views.words.language import Language, read_language

__all__ = ["ENGLISH", "Language", "languages", "read_language"]
