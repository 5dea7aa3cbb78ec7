"""What a new unit may be called, and which kind its name says."""

import unicodedata

from django.utils.translation import gettext as _

from hoathuan.core.text import clean, legal_text
from hoathuan.units.choices import Level

from .errors import ReformsError

LONGEST = 120
KINDS: dict[int, list[str]] = {
    Level.PROVINCE: legal_text("tỉnh|thành phố trung ương").split("|"),
    Level.DISTRICT: legal_text("huyện|quận|thị xã|thành phố").split("|"),
    Level.COMMUNE: legal_text("xã|phường|đặc khu|thị trấn").split("|"),
}


def checked_name(typed: str) -> str:
    """The name as it is stored; refused where it is empty, too long, or a sheet would take it for a formula."""
    name = clean(typed)
    if not name:
        raise ReformsError(_("Ghi tên đơn vị mới."))
    if len(name) > LONGEST:
        raise ReformsError(_("Tên “%(name)s…” dài quá 120 ký tự.") % {"name": name[:30]})
    if not name[0].isalpha() or any(unicodedata.category(letter) == "Cc" for letter in name):
        raise ReformsError(
            _("Tên “%(name)s” phải bắt đầu bằng chữ và nằm trên một dòng.") % {"name": name[:30]}
        )
    return name


def kind_in(name: str, level: int, otherwise: str = "") -> str:
    """The kind that the name itself says: "Phường Mẫu" is a phường; else what the old unit was."""
    lowered = name.lower()
    said = (kind for kind in KINDS.get(level, []) if lowered.startswith(kind.split(" trung ")[0] + " "))
    return next(said, otherwise)
