"""The states and kinds of plans, tasks, targets and reports."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PlanState(models.TextChoices):
    DRAFT = "draft", _("Dự thảo")
    ISSUED = "issued", _("Đã ban hành")
    CLOSED = "closed", _("Đã kết thúc")


class PlanOrigin(models.TextChoices):
    """How a plan came to be: written by its own body, or opened by a unit above that shared a target out."""

    OWN = "own", _("Tự lập")
    ASSIGNED = "assigned", _("Cấp trên giao chỉ tiêu")


class TaskState(models.TextChoices):
    NOT_STARTED = "not_started", _("Chưa thực hiện")
    IN_PROGRESS = "in_progress", _("Đang thực hiện")
    DONE = "done", _("Đã xong")
    CANCELLED = "cancelled", _("Không thực hiện nữa")


class Direction(models.TextChoices):
    AT_LEAST = "at_least", _("Ít nhất")
    AT_MOST = "at_most", _("Không quá")


class ReportKind(models.TextChoices):
    """What the figure of a report says: what was added, or what was reached up to that day."""

    INCREMENT = "increment", _("Làm thêm được (chưa tính vào các lần báo cáo trước)")
    TOTAL = "total", _("Tổng cộng từ đầu đến hết ngày này")


class Sharing(models.TextChoices):
    """How a quantity is shared out; named weights are registered (`weights`)."""

    EVEN = "even", _("Chia đều")
    BY_HAND = "by_hand", _("Tự nhập từng đơn vị")
