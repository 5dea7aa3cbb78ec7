from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "hoathuan.demo"
    label = "demo"
