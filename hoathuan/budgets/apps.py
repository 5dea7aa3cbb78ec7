from django.apps import AppConfig


class BudgetsConfig(AppConfig):
    name = "hoathuan.budgets"
    label = "budgets"

    def ready(self) -> None:
        from . import registrations  # noqa: F401
