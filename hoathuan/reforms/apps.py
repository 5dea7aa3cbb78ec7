from django.apps import AppConfig


class ReformsConfig(AppConfig):
    name = "hoathuan.reforms"
    label = "reforms"

    def ready(self) -> None:
        from . import registrations  # noqa: F401
