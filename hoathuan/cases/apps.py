from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "hoathuan.cases"
    label = "cases"

    def ready(self) -> None:
        from . import registrations  # noqa: F401
