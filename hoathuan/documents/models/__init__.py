"""What documents stores: numbers of books, templates and their versions, papers."""

from .counters import Counter, Series
from .papers import Paper
from .templates import Template, TemplateVersion

__all__ = ["Counter", "Paper", "Series", "Template", "TemplateVersion"]
