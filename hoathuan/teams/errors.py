"""Refusals of this context, in words for the user."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from hoathuan.accounts.models import Person
from hoathuan.core.errors import DomainError


class TeamsError(DomainError):
    """A rule of teams and mediators was not met."""


class NotYours(TeamsError):
    """The seat may not write in this commune."""

    def __init__(self) -> None:
        super().__init__(_("Chỉ công chức tư pháp của xã này được sửa tổ hòa giải và hòa giải viên."))


class SamePerson(TeamsError):
    """Someone of this name and year of birth is known in the commune: one person or two?"""

    def __init__(self, people: Sequence[Person]) -> None:
        super().__init__(
            _("Xã đã có người cùng họ tên và năm sinh. Chọn đúng người đó, hoặc ghi rõ đây là người khác.")
        )
        self.people = list(people)
