from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    name = "hoathuan.privacy"
    label = "privacy"

    def ready(self) -> None:
        from . import registrations  # noqa: F401
