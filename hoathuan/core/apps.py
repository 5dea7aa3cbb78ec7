from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "hoathuan.core"
    label = "core"

    def ready(self) -> None:
        from . import rates
        from .jobs import chores

        chores.register_daily("core.rates", rates.forget_old)
