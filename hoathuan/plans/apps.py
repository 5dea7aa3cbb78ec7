from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "hoathuan.plans"
    label = "plans"

    def ready(self) -> None:
        from . import registrations  # noqa: F401
