from django.apps import AppConfig
from django.db.models.signals import post_migrate


class UnitsConfig(AppConfig):
    name = "hoathuan.units"
    label = "units"

    def ready(self) -> None:
        from .changing.gate import install_after_migrate
        from .placing import derive_after_migrate

        post_migrate.connect(install_after_migrate, sender=self)
        post_migrate.connect(derive_after_migrate, sender=self)
