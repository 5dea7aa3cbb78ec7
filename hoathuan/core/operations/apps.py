from django.apps import AppConfig


class OperationsConfig(AppConfig):
    name = "hoathuan.core.operations"
    label = "operations"

    def ready(self) -> None:
        from . import registrations

        registrations.register_all()
