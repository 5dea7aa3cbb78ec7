"""What can go wrong while a paper is made: ours to mend (DocumentProblem), or to be told in words (PaperRefused)."""

from hoathuan.core.errors import DomainError


class DocumentProblem(RuntimeError):
    """A paper could not be set; the message carries the typesetter's own diagnosis."""


class FontsMissing(DocumentProblem):
    """A family that a template names is not in the folder of fonts; documents never use system fonts."""


class PaperRefused(DomainError):
    """The step is not taken; the message says why and what to do."""


class NotYours(PaperRefused):
    """The acting seat may not do this with this paper."""


class NumberTaken(PaperRefused):
    """Another paper of this body, sign and year bears the number."""

    field = "number"


class TemplateRefused(DomainError):
    """The template cannot be used; `problems` are sentences, one for each thing that is wrong."""

    def __init__(self, message: str, problems: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.problems = problems
