"""The data that each template takes, frozen and checked: what a caller gives is what is printed.

Dates are given as dates; texts are shown literally (line feeds become line breaks).
Words of law and layout live in the templates, not here.
"""

from hoathuan.documents.shapes.base import Head, Shape, Signer, TableColumn
from hoathuan.documents.shapes.form import FormColumn, FormRow, HeadCell, StatisticalForm
from hoathuan.documents.shapes.official import (
    Article,
    Centred,
    Mark,
    Official,
    Paragraph,
    Points,
    TableBlock,
)
from hoathuan.documents.shapes.progress import PlanProgress, ProgressTarget, ProgressTask
from hoathuan.documents.shapes.register import Register, RegisterEntry
from hoathuan.documents.shapes.slips import ActivationSlips, Slip

# template → the data it takes
SHAPES: dict[str, type[Shape]] = {
    "activation-slips": ActivationSlips,
    "official": Official,
    "plan-progress": PlanProgress,
    "register": Register,
    "statistical-form": StatisticalForm,
}

__all__ = [
    "SHAPES",
    "ActivationSlips",
    "Article",
    "Centred",
    "FormColumn",
    "FormRow",
    "Head",
    "HeadCell",
    "Mark",
    "Official",
    "Paragraph",
    "PlanProgress",
    "Points",
    "ProgressTarget",
    "ProgressTask",
    "Register",
    "RegisterEntry",
    "Shape",
    "Signer",
    "Slip",
    "StatisticalForm",
    "TableBlock",
    "TableColumn",
]
