from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SigningConfig(AppConfig):
    """Signatures of papers."""

    name = "hoathuan.documents.signing"
    label = "signing"
    verbose_name = _("Chữ ký trên văn bản")

    def ready(self) -> None:
        from . import registrations  # noqa: F401
