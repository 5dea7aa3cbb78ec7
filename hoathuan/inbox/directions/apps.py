from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DirectionsConfig(AppConfig):
    """Guidance letters (văn bản chỉ đạo, hướng dẫn) and what became of them."""

    name = "hoathuan.inbox.directions"
    label = "directions"
    verbose_name = _("Văn bản chỉ đạo")

    def ready(self) -> None:
        from . import registrations  # noqa: F401
