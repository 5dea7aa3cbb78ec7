"""One verb per module: each one transaction, with the right asked again and an audit line."""

from .deciding import assign_team, attach, confirm, discard
from .printing import print_batch
from .sending import Sent, place, send

__all__ = ["Sent", "assign_team", "attach", "confirm", "discard", "place", "print_batch", "send"]
