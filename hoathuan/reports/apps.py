from django.apps import AppConfig
from django.db.models.signals import post_migrate


class ReportsConfig(AppConfig):
    name = "hoathuan.reports"
    label = "reports"

    def ready(self) -> None:
        from . import registrations  # noqa: F401
        from .services import load_after_migrate

        post_migrate.connect(load_after_migrate, sender=self)
