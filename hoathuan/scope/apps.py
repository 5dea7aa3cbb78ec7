from django.apps import AppConfig


class ScopeConfig(AppConfig):
    name = "hoathuan.scope"
    label = "scope"

    def ready(self) -> None:
        from . import registrations  # noqa: F401
