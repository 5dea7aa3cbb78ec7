"""What documents keeps about people."""

from django.utils.translation import gettext_lazy as _

from hoathuan.privacy.api import (
    Deed,
    Eraser,
    Nothing,
    Table,
    register,
    register_collector,
    register_copies,
    register_eraser,
)

from . import own

_KEPT = _(
    "Văn bản đã ban hành giữ nguyên theo pháp luật về lưu trữ; chỉ dự thảo có tên mới bỏ, cùng lúc với tên"
)


def register_all() -> None:
    register(
        Table(
            model="documents.Paper",
            label=_("Văn bản"),
            fields=("data", "title", "folded", "signer", "signer_office"),
            about=_("Người ký, và người có tên trong văn bản"),
            purpose=_("Biết cơ quan đã ban hành văn bản gì, số nào, ai ký"),
            basis=_("Văn bản hành chính: thể thức văn bản, lưu trữ"),
            readers=_("Cơ quan ban hành; cấp trên khi đã ban hành"),
            key="plans.plans",
            harmless={"void_reason": "why the paper does not hold, in the words of its office"},
        ),
        Nothing("documents.Counter", "the last number of a book"),
        Nothing("documents.Series", "which registers a body keeps here"),
        Nothing("documents.Template", "which kinds of papers have templates"),
        Nothing(
            "documents.TemplateVersion", "words of templates", {"made_by": "the office that brought it in"}
        ),
        Nothing(
            "documents.TemplateUse",
            "from which day a template is used",
            {"decided_by": "the office that decided it"},
        ),
    )
    register_collector("documents", own.named)
    register_copies("documents", own.forget_drafts)
    register_eraser(_issued())


def _issued() -> Eraser:
    """Counted and told with its reason, never erased: an archive keeps what left the office."""
    return Eraser(
        name="documents.papers",
        key="plans.plans",
        label=_("Văn bản đã ban hành có tên"),
        event=_("kể từ ngày ban hành"),
        deed=Deed.ANONYMISE,
        what=_KEPT,
        due=lambda before: 0,
        erase=lambda before, size: 0,
        of_person=lambda person: sum(1 for _paper in own.issued_naming(person)),
        stays=_KEPT,
    )
