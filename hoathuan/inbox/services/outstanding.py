"""How many deliveries are on their way, and how many went wrong: for the metrics."""

from hoathuan.inbox.choices import State
from hoathuan.inbox.models import Delivery


def waiting() -> int:
    return Delivery.objects.filter(state__in=[State.WAITING, State.SENDING]).count()


def failed() -> int:
    return Delivery.objects.filter(state__in=[State.FAILED, State.UNSURE]).count()
