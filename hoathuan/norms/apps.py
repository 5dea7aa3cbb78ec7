from django.apps import AppConfig


class NormsConfig(AppConfig):
    name = "hoathuan.norms"
    label = "norms"

    def ready(self) -> None:
        from . import registrations  # noqa: F401
