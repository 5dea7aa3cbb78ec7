from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "hoathuan.core"
    label = "core"
