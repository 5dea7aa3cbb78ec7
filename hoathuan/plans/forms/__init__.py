"""The forms of plans, by what they are about."""

from .carrying import IssueForm, ProgressForm, ReportForm
from .handing import HandDownForm
from .plans import AttachForm, BasesFormSet, BasisFormSet, DrawForm, ListFilter, PlanForm, SwitchForm
from .tasks import TargetForm, TaskForm

__all__ = [
    "AttachForm",
    "BasesFormSet",
    "BasisFormSet",
    "DrawForm",
    "HandDownForm",
    "IssueForm",
    "ListFilter",
    "PlanForm",
    "ProgressForm",
    "ReportForm",
    "SwitchForm",
    "TargetForm",
    "TaskForm",
]
