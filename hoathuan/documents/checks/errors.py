from hoathuan.core.errors import DomainError


class CheckRefused(DomainError):
    """The code cannot be given or changed; the message says why."""
