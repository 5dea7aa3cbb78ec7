"""What the operations of a machine look after by themselves."""

from hoathuan.core import jobs

from .signs import alive, forget_dead


def register_all() -> None:
    from .gauges import register_gauge
    from .own_gauges import OWN

    jobs.register_often("operations.alive", alive)
    jobs.register_daily("operations.dead", forget_dead)
    for gauge in OWN:
        register_gauge(*gauge)
