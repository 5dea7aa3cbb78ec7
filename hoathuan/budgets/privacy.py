"""What money keeps about people: who wrote, sent, answered; who gave."""

from django.utils.translation import gettext_lazy as _

from hoathuan.privacy.api import Nothing, Table, register

_WHO = _("Kế toán, lãnh đạo, cán bộ đã ghi")
_WHY = _("Biết ai chịu trách nhiệm về một khoản tiền")
_BASIS = _("Trách nhiệm giải trình của cơ quan ghi sổ")
_READERS = _("Cơ quan của đơn vị và cấp trên")


def register_all() -> None:
    register(
        Table("budgets.Entry", _("Sổ kinh phí"), ("made_by", "made_by_seat", "donor"), _WHO, _WHY, _BASIS, _READERS,
              "core.audit", {"reason": "why money moved", "label": "which record it is about"}),
        Table("budgets.Estimate", _("Dự toán kinh phí"), ("made_by", "submitted_by", "answered_by"), _WHO, _WHY, _BASIS,
              _READERS, "core.audit", {"answer": "what is to be changed", "reason": "why it is adjusted"}),
        Nothing("budgets.EstimateLine", "numbers and rates", {"reason": "why a number was changed"}),
        Nothing("budgets.Budget", "whose money of which year"),
        Nothing("budgets.Balance", "sums of money"),
    )  # fmt: skip
