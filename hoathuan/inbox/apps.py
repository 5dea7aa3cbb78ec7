from django.apps import AppConfig


class InboxConfig(AppConfig):
    name = "hoathuan.inbox"
    label = "inbox"

    def ready(self) -> None:
        from . import registrations  # noqa: F401
