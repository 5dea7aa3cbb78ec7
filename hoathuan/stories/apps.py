from django.apps import AppConfig


class StoriesConfig(AppConfig):
    name = "hoathuan.stories"
    label = "stories"

    def ready(self) -> None:
        from . import registrations  # noqa: F401
