"""What was told, to whom, by which way, and how far it is. What is due is not here: it is pulled (`dues`)."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hoathuan.accounts.models import Notice, Seat, User

from .choices import Channel, Digest, State, Step


class Round(models.Model):
    """The reminders of one day were made: once, whatever the worker does."""

    day = models.DateField(unique=True)
    at = models.DateTimeField(auto_now_add=True)


class Reminder(models.Model):
    """One step of one due, taken (nhắc việc). Another due day of the same due begins anew.

    told: how many people heard of it.
    """

    due_key = models.CharField(max_length=160)
    due_on = models.DateField()
    step = models.CharField(max_length=10, choices=Step.choices)
    told = models.PositiveIntegerField(default=0, db_default=0)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["due_key", "due_on", "step"], name="reminder_step_once")
        ]


class Preference(models.Model):
    """How a person wants to be told outside; without a line: by e-mail and on the machines that were added."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="telling")
    email = models.BooleanField(_("Gửi thư điện tử"), default=True)
    push = models.BooleanField(_("Hiện thông báo trên máy đã thêm"), default=True)
    text = models.BooleanField(_("Gửi tin nhắn điện thoại"), default=False)
    muted = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    digest = models.CharField(
        _("Bản tóm tắt việc đến hạn"), max_length=10, choices=Digest.choices, default=Digest.OFF
    )


class Device(models.Model):
    """A browser that shows notices (web push). The keys encrypt what is sent to it; they open nothing here."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="devices")
    endpoint = models.URLField(max_length=500, unique=True)
    p256dh = models.CharField(max_length=100)
    auth = models.CharField(max_length=40)
    label = models.CharField(max_length=80)
    made_at = models.DateTimeField(auto_now_add=True)


class Delivery(models.Model):
    """One notice, or one day's digest, on its way to one person by one channel (lần gửi).

    A line is made in the transaction that makes the notice, so none is lost; it is claimed before it is handed over,
    so none goes twice. What it says is put together when it goes.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, null=True, related_name="deliveries")
    digest_on = models.DateField(null=True)
    channel = models.CharField(max_length=10, choices=Channel.choices)
    device = models.ForeignKey(Device, on_delete=models.CASCADE, null=True, related_name="+")
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=300, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["channel", "next_try"], name="delivery_waiting", condition=Q(state=State.WAITING)
            ),
            models.Index(
                fields=["-id"], name="delivery_trouble", condition=Q(state__in=[State.FAILED, State.UNSURE])
            ),
            models.Index(fields=["claimed_at"], name="delivery_sending", condition=Q(state=State.SENDING)),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["notice", "channel", "device"],
                name="delivery_notice_once",
                nulls_distinct=False,
                condition=Q(notice__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["user", "digest_on"],
                name="delivery_digest_once",
                condition=Q(digest_on__isnull=False),
            ),
            models.CheckConstraint(
                name="delivery_of_one_thing",
                condition=Q(notice__isnull=False, digest_on=None) | Q(notice=None, digest_on__isnull=False),
            ),
            models.CheckConstraint(
                name="delivery_push_names_device",
                condition=Q(channel=Channel.PUSH, device__isnull=False)
                | (~Q(channel=Channel.PUSH) & Q(device=None)),
            ),
        ]


class CalendarFeed(models.Model):
    """The secret address under which a seat's dues are read by a calendar program. Only its hash is kept."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["seat"], name="calendar_one_open", condition=Q(ended_at__isnull=True)
            )
        ]
