from django.apps import AppConfig


class ImportsConfig(AppConfig):
    name = "hoathuan.core.imports"
    label = "imports"

    def ready(self) -> None:
        from hoathuan.core import jobs

        from .retention import forget_old

        jobs.register_daily("imports.forget", forget_old)
