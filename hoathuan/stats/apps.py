from django.apps import AppConfig
from django.db.models.signals import post_migrate


class StatsConfig(AppConfig):
    name = "hoathuan.stats"
    label = "stats"

    def ready(self) -> None:
        from . import registrations
        from .cells.installing import install_after_migrate

        registrations.register_all()
        post_migrate.connect(install_after_migrate, sender=self)
