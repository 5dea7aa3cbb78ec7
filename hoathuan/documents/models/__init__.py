"""What documents stores: numbers of books, templates and their versions, papers."""

from .counters import Counter, Series
from .papers import Paper
from .templates import Template, TemplateUse, TemplateVersion

__all__ = ["Counter", "Paper", "Series", "Template", "TemplateUse", "TemplateVersion"]
