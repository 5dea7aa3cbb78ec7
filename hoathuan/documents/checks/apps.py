from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ChecksConfig(AppConfig):
    """Public check codes of papers."""

    name = "hoathuan.documents.checks"
    label = "checks"
    verbose_name = _("Mã kiểm tra văn bản")

    def ready(self) -> None:
        from . import registrations  # noqa: F401
