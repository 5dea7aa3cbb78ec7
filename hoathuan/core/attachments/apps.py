from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AttachmentsConfig(AppConfig):
    name = "hoathuan.core.attachments"
    label = "attachments"
    verbose_name = _("Tệp đính kèm")

    def ready(self) -> None:
        from hoathuan.core.jobs import chores

        from .scanning import scan_waiting
        from .sweeping import sweep

        chores.register_often("attachments.scan", scan_waiting)
        chores.register_daily("attachments.sweep", sweep)
