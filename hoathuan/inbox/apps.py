from django.apps import AppConfig


class InboxConfig(AppConfig):
    name = "hoathuan.inbox"
    label = "inbox"
