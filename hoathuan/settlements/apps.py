from django.apps import AppConfig


class SettlementsConfig(AppConfig):
    name = "hoathuan.settlements"
    label = "settlements"

    def ready(self) -> None:
        from . import registrations  # noqa: F401
