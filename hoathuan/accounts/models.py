"""People, bodies and seats: who they are, where they sit, during which term."""

import uuid
from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.contrib.postgres.fields import DateRangeField
from django.contrib.postgres.indexes import GistIndex
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from hoathuan.core.text import fold, person_sort_key, sort_key
from hoathuan.units.models import Unit

from .choices import BodyKind, SeatKind, Sex


class UserManager(BaseUserManager["User"]):
    def create_user(self, username: str, password: str | None = None, **fields: object) -> "User":
        user = self.model(username=username, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser, PermissionsMixin):
    """A sign-in: by username, e-mail or phone number. It carries no rights; seats do.

    `unproven_since`: opened or recovered at that moment by somebody who need not know the person; until a
    person of the place confirms who it is (`Recovery`), content of disputes stays closed to it.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    username = models.CharField(_("Tên đăng nhập"), max_length=60, unique=True)
    email = models.EmailField(_("Thư điện tử"), blank=True)
    phone = models.CharField(_("Số điện thoại"), max_length=20, null=True, blank=True, unique=True)
    is_active = models.BooleanField(_("Đang dùng"), default=True)
    date_joined = models.DateTimeField(auto_now_add=True)
    unproven_since = models.DateTimeField(null=True, editable=False)

    objects = UserManager()
    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("email"), name="user_email_once", condition=~models.Q(email=""))
        ]

    def __str__(self) -> str:
        return self.username


class Body(models.Model):
    """An agency or organisation at a unit (cơ quan, tổ chức). `moved_to`: what it became when its unit ended.

    `work_phone`: the office's own number (+84…), which anybody with an account may see and call; never a person's.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("Tên cơ quan"), max_length=200)
    kind = models.CharField(_("Loại"), max_length=30, choices=BodyKind.choices)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="bodies", verbose_name=_("Đơn vị"))
    superior = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    work_phone = models.CharField(
        _("Điện thoại cơ quan"), max_length=20, blank=True, default="", db_default=""
    )
    sort = models.CharField(max_length=600, db_collation="C", editable=False)
    closed_on = models.DateField(null=True, blank=True)
    moved_to = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "name"], name="body_once_in_unit")]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        self.sort = sort_key(self.name)
        super().save(*args, **kwargs)  # type: ignore[arg-type]


class Person(models.Model):
    """A human being. Contacts stand apart (`PersonContact`), behind row security."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    full_name = models.CharField(_("Họ và tên"), max_length=100)
    sort = models.CharField(max_length=400, db_collation="C", editable=False)
    folded = models.CharField(max_length=100, db_collation="C", editable=False)
    sex = models.CharField(_("Giới tính"), max_length=1, choices=Sex.choices, blank=True)
    birth_year = models.PositiveSmallIntegerField(_("Năm sinh"), null=True, blank=True)
    birth_date = models.DateField(_("Ngày sinh"), null=True, blank=True)
    ethnicity = models.CharField(_("Dân tộc"), max_length=20, blank=True)
    user = models.OneToOneField(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="person")
    version = models.PositiveIntegerField(default=1, db_default=1)

    class Meta:
        indexes = [models.Index(fields=["folded"], name="person_folded")]

    def __str__(self) -> str:
        return self.full_name

    def save(self, *args: object, **kwargs: object) -> None:
        self.name_keys()
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def name_keys(self) -> None:
        """Fill the columns that order and find the name; bulk writers call it themselves."""
        self.sort, self.folded = person_sort_key(self.full_name), fold(self.full_name)


class PersonContact(models.Model):
    """Phone, e-mail and address of a person; read within reach only (row security)."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="contact")
    phone = models.CharField(_("Số điện thoại"), max_length=20, blank=True)
    email = models.EmailField(_("Thư điện tử"), blank=True)
    address = models.CharField(_("Nơi ở"), max_length=200, blank=True)
    now_province = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    now_commune = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", null=True)


class Seat(models.Model):
    """A role at a unit or body during a term (vị trí). Rights belong to seats, not to people.

    `team_id` is the key of a mediation team, kept as a plain number: teams stand above accounts.
    `stopped_at`: the seat is over, whatever the term and the clock say; set when it ends at once, and for terms
    that ran out by a daily chore, so that a clock set back gives no right back.
    `moved_to`: the seat that it goes on as, when its unit ended and went wholly into another.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="seats", verbose_name=_("Người")
    )
    kind = models.CharField(_("Vai trò"), max_length=30, choices=SeatKind.choices)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="seats", verbose_name=_("Đơn vị"))
    body = models.ForeignKey(
        Body, on_delete=models.PROTECT, null=True, blank=True, related_name="seats", verbose_name=_("Cơ quan")
    )
    team_id = models.BigIntegerField(null=True, blank=True, db_index=True)
    valid = DateRangeField(_("Nhiệm kỳ"))
    stopped_at = models.DateTimeField(null=True, blank=True, editable=False)
    moved_to = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [GistIndex(fields=["valid"], name="seat_valid")]

    def __str__(self) -> str:
        return f"{self.person.full_name} · {self.get_kind_display()} · {self.unit.name}"


class Activation(models.Model):
    """A printed slip that opens an account (phiếu kích hoạt): one-time code, kept only as a hash."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="activations")
    code_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(Seat, on_delete=models.PROTECT, null=True, related_name="+")
    expires_on = models.DateField()
    used_at = models.DateTimeField(null=True)
    voided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user"],
                name="activation_one_open",
                condition=models.Q(used_at=None, voided_at=None),
            )
        ]


class Recovery(models.Model):
    """An account opened, or opened anew, by somebody else (khôi phục tài khoản): who did it, who confirmed.

    `again`: it had been in use before. `confirmed_at`: a person of the place has met the holder since (or gave
    the slip out face to face), so that content of disputes is open to the account.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="recoveries")
    at = models.DateTimeField()
    by = models.ForeignKey(Seat, on_delete=models.PROTECT, null=True, related_name="+")
    by_label = models.CharField(max_length=300, blank=True)
    again = models.BooleanField(default=False)
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey(Seat, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["user", "-id"], name="recovery_newest")]


class Notice(models.Model):
    """Something that a person must hear of (tin báo): shown at sign-in and on the own page until read.

    `kind` names the sentence (`notices.WORDS`), `data` what stands in it; never content of a dispute.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="notices")
    at = models.DateTimeField(auto_now_add=True)
    kind = models.CharField(max_length=40)
    data = models.JSONField(default=dict)
    read_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["user", "-id"], name="notice_newest")]
