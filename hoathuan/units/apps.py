from django.apps import AppConfig


class UnitsConfig(AppConfig):
    name = "hoathuan.units"
    label = "units"
