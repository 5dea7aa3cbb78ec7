from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "hoathuan.desk"
    label = "desk"

    def ready(self) -> None:
        from . import registrations  # noqa: F401
