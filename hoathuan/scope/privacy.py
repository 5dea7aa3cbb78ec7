"""What the questions keep about people: who wrote a version and put it in force. The questions are public law."""

from django.utils.translation import gettext_lazy as _

from hoathuan.privacy.api import Nothing, Table, register

_LAW_TEXT = "words of the law in plain language"


def register_all() -> None:
    register(
        Table(
            model="scope.QuestionSet",
            label=_("Bộ câu hỏi xác định phạm vi"),
            fields=("made_by", "made_by_seat", "put_by", "taken_back_by"),
            about=_("Người quản trị đã soạn, đưa vào áp dụng"),
            purpose=_("Biết ai chịu trách nhiệm về một bản câu hỏi"),
            basis=_("Trách nhiệm giải trình của cơ quan ghi sổ"),
            readers=_("Mọi vai"),
            key="core.audit",
            harmless={"note": "why there is this version", "void_reason": "why it was taken back"},
        ),
        Nothing("scope.Question", _LAW_TEXT),
        Nothing("scope.Answer", _LAW_TEXT),
        Nothing(
            "scope.Outcome",
            _LAW_TEXT,
            {"reason": "words for the register, of nobody", "body": "a kind of body"},
        ),
    )
