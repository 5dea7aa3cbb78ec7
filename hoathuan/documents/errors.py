"""What can go wrong while a paper is made; all of it is ours to mend, none of it the reader's."""


class DocumentProblem(RuntimeError):
    """A paper could not be set; the message carries the typesetter's own diagnosis."""


class FontsMissing(DocumentProblem):
    """A family that a template names is not in the folder of fonts; documents never use system fonts."""
