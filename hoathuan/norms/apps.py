from django.apps import AppConfig


class NormsConfig(AppConfig):
    name = "hoathuan.norms"
    label = "norms"
