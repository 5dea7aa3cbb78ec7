from django.apps import AppConfig


class PaperformsConfig(AppConfig):
    name = "hoathuan.paperforms"
    label = "paperforms"

    def ready(self) -> None:
        from . import registrations  # noqa: F401
