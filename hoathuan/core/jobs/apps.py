from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "hoathuan.core.jobs"
    label = "jobs"
