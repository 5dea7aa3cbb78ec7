from django.apps import AppConfig


class TeamsConfig(AppConfig):
    name = "hoathuan.teams"
    label = "teams"

    def ready(self) -> None:
        from . import registrations  # noqa: F401
