"""What paperforms refuses, in words for the page."""

from hoathuan.core.errors import DomainError


class FormRefused(DomainError):
    """A deed on forms or drafts that is not done; `field` says beside which question the words stand."""

    def __init__(self, words: str, field: str = "") -> None:
        super().__init__(words)
        self.field = field
