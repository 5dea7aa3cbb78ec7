from hoathuan.core.errors import DomainError


class UnknownMeasure(DomainError):
    """A key, dimension or value that nobody registered: a form or plan names what is not counted."""


class NotCounted(DomainError):
    """A unit for which nothing is counted: a village, or a district of the time before 01/07/2025."""
