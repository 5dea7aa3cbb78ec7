from django.apps import AppConfig


class PayConfig(AppConfig):
    name = "hoathuan.pay"
    label = "pay"

    def ready(self) -> None:
        from . import registrations  # noqa: F401
