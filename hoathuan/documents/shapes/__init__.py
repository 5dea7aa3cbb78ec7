"""The data that each template takes, frozen and checked: what a caller gives is what is printed.

Dates are given as dates; texts are shown literally (line feeds become line breaks).
Words of law and layout live in the templates, not here.
"""

from hoathuan.documents.shapes.base import Head, Shape, Signer, TableColumn
from hoathuan.documents.shapes.budget import BudgetEstimate, BudgetRow
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
from hoathuan.documents.shapes.paper_forms import PaperForm, PaperForms
from hoathuan.documents.shapes.progress import PlanProgress, ProgressTarget, ProgressTask
from hoathuan.documents.shapes.register import Former, Register, RegisterEntry, Summary, SummaryRow
from hoathuan.documents.shapes.settlement import CodeLine, Section, SettlementPapers, SettlementPart
from hoathuan.documents.shapes.slips import ActivationSlips, Slip

# template → the data it takes
SHAPES: dict[str, type[Shape]] = {
    "activation-slips": ActivationSlips,
    "budget-estimate": BudgetEstimate,
    "official": Official,
    "paper-forms": PaperForms,
    "plan-progress": PlanProgress,
    "register": Register,
    "settlement": SettlementPapers,
    "statistical-form": StatisticalForm,
}

__all__ = [
    "SHAPES",
    "ActivationSlips",
    "Article",
    "BudgetEstimate",
    "BudgetRow",
    "Centred",
    "CodeLine",
    "FormColumn",
    "FormRow",
    "Former",
    "Head",
    "HeadCell",
    "Mark",
    "Official",
    "PaperForm",
    "PaperForms",
    "Paragraph",
    "PlanProgress",
    "Points",
    "ProgressTarget",
    "ProgressTask",
    "Register",
    "RegisterEntry",
    "Section",
    "SettlementPapers",
    "SettlementPart",
    "Shape",
    "Signer",
    "Slip",
    "StatisticalForm",
    "Summary",
    "SummaryRow",
    "TableBlock",
    "TableColumn",
]
