"""What can be wrong with a form."""

from hoathuan.core.errors import DomainError


class FormProblem(DomainError):
    """A form that cannot be filled for what was asked."""


class DefinitionProblem(ValueError):
    """A definition that contradicts itself; for whoever edits it, so in English."""
