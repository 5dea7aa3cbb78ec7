from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "hoathuan.accounts"
    label = "accounts"

    def ready(self) -> None:
        from . import registrations  # noqa: F401
