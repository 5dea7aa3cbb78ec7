"""How one wants to be told outside: only what this installation can do is asked."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hoathuan.accounts.models import User

from . import channels
from .choices import Channel, Digest, Group
from .models import Preference


class TellingForm(forms.Form):
    """Ways, kinds, digest. A way without an address is said, not offered."""

    marks_optional = False
    email = forms.BooleanField(label=_("Gửi thư điện tử"), required=False)
    push = forms.BooleanField(label=_("Hiện thông báo trên các máy đã thêm"), required=False)
    text = forms.BooleanField(
        label=_("Gửi tin nhắn điện thoại"),
        help_text=_("Tin nhắn chỉ báo có việc mới; đăng nhập để đọc."),
        required=False,
    )
    told = forms.MultipleChoiceField(
        label=_("Gửi ra ngoài những tin nào?"),
        help_text=_("Tin về tài khoản và vai của ông/bà luôn được gửi. Trong phần mềm, mọi tin đều có."),
        choices=Group.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    digest = forms.ChoiceField(
        label=_("Bản tóm tắt việc đến hạn, bằng thư điện tử"),
        choices=Digest.choices,
        widget=forms.RadioSelect,
    )

    def __init__(self, data: Any, user: User, wish: Preference) -> None:
        told = [group for group in Group.values if group not in wish.muted]
        initial = {
            "email": wish.email,
            "push": wish.push,
            "text": wish.text,
            "told": told,
            "digest": wish.digest,
        }
        super().__init__(data, initial=initial)
        if not user.email or not channels.is_on(Channel.EMAIL):
            del self.fields["email"], self.fields["digest"]
        if not channels.is_on(Channel.PUSH):
            del self.fields["push"]
        if not user.phone or not channels.is_on(Channel.TEXT):
            del self.fields["text"]

    def wishes(self, before: Preference) -> dict[str, Any]:
        """What was chosen; what could not be asked stays as it was."""
        data = self.cleaned_data
        kept = {name: data.get(name, getattr(before, name)) for name in ("email", "push", "text", "digest")}
        return kept | {"muted": [group for group in Group.values if group not in data["told"]]}


class DeviceForm(forms.Form):
    """What the browser says when it subscribes."""

    endpoint = forms.URLField(max_length=500, assume_scheme="https")
    p256dh = forms.CharField(max_length=100)
    auth = forms.CharField(max_length=40)
    label = forms.CharField(max_length=80, required=False)
