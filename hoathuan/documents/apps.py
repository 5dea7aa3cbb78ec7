from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DocumentsConfig(AppConfig):
    """Papers: templates, rendering, numbers of books."""

    name = "hoathuan.documents"
    label = "documents"
    verbose_name = _("Văn bản")

    def ready(self) -> None:
        from . import registrations  # noqa: F401
