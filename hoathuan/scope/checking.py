"""What is wrong with a version of the questions, in sentences. A version with any of it is not put in force."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from .choices import Kind
from .judging import Asked, Endless, Questions, Verdict, longest

#: More questions on one way are too many for somebody who stands before two quarrelling neighbours.
MOST_QUESTIONS = 6
MOST_ANSWERS = 9


def troubles(questions: Questions) -> list[str]:
    """Everything that has to be mended: ways that do not end, danger that does not come first, clauses that lack."""
    if questions.start not in questions.questions:
        return [_("Chưa có câu hỏi đầu tiên. Thêm câu hỏi và chọn câu mở đầu.")]
    found = [*_of_questions(questions), *_of_verdicts(questions)]
    circle = _circle(questions)
    if circle:
        return [*found, circle]
    return [*found, *_too_long(questions), *_danger_first(questions), *_never_reached(questions)]


def _of_questions(questions: Questions) -> Iterator[str]:
    for asked in questions.questions.values():
        if not asked.clause:
            yield _("Câu “%(text)s” chưa ghi căn cứ. Ghi điều, khoản và văn bản.") % {"text": asked.text}
        if not 2 <= len(asked.choices) <= MOST_ANSWERS:
            words = _("Câu “%(text)s” cần từ 2 đến %(most)s câu trả lời.")
            yield words % {"text": asked.text, "most": MOST_ANSWERS}
        yield from _of_choices(questions, asked)


def _of_choices(questions: Questions, asked: Asked) -> Iterator[str]:
    for choice in asked.choices:
        names = {"text": asked.text, "answer": choice.text}
        if not choice.question and not choice.verdict:
            words = _("Câu “%(text)s”, trả lời “%(answer)s”: chưa chọn đi tiếp đến đâu.")
            yield words % names
        elif choice.question and choice.question not in questions.questions:
            yield _("Câu “%(text)s”, trả lời “%(answer)s”: dẫn đến câu hỏi không còn nữa.") % names
        elif choice.verdict and choice.verdict not in questions.verdicts:
            yield _("Câu “%(text)s”, trả lời “%(answer)s”: dẫn đến kết luận không còn nữa.") % names


def _of_verdicts(questions: Questions) -> Iterator[str]:
    for verdict in questions.verdicts.values():
        if lacking := _lacking(verdict):
            words = _("Kết luận “%(title)s” còn thiếu: %(what)s.")
            yield words % {"title": verdict.title, "what": ", ".join(lacking)}


def _lacking(verdict: Verdict) -> list[str]:
    needs: list[tuple[str, object]] = [(_("căn cứ"), verdict.clause), (_("lý do ghi vào sổ"), verdict.reason)]
    if verdict.kind == Kind.MEDIABLE:
        needs += [(_("loại vụ việc"), verdict.letter), (_("mâu thuẫn về việc gì"), verdict.topic)]
    else:
        needs.append((_("cơ quan phải đến hoặc phải báo"), verdict.body or verdict.body_norm))
    if verdict.kind == Kind.ESCALATE:
        needs += [(_("báo về việc gì"), verdict.alarm), (_("việc phải làm ngay"), verdict.steps)]
    return [name for name, there in needs if not there]


def _circle(questions: Questions) -> str:
    for key in questions.questions:
        try:
            longest(questions, key)
        except Endless as endless:
            text = questions.questions[str(endless)].text
            return _("Các câu hỏi đi vòng tròn: từ câu “%(text)s” lại quay về chính câu ấy.") % {"text": text}
    return ""


def _too_long(questions: Questions) -> Iterator[str]:
    most = longest(questions)
    if most > MOST_QUESTIONS:
        words = _("Có đường phải trả lời %(n)s câu. Gộp hoặc bớt câu hỏi: nhiều nhất %(most)s câu.")
        yield words % {"n": most, "most": MOST_QUESTIONS}


def _danger_first(questions: Questions) -> Iterator[str]:
    first = questions.questions[questions.start]
    if not first.danger:
        yield _("Câu mở đầu “%(text)s” không phải câu về nguy hiểm. Hỏi nguy hiểm trước hết.") % {
            "text": first.text
        }
    elif not _calls_for_help(questions, first):
        yield _("Câu mở đầu “%(text)s” chưa có câu trả lời nào dẫn đến báo ngay.") % {"text": first.text}
    for asked in questions.questions.values():
        for choice in asked.choices:
            later = questions.questions.get(choice.question)
            if later is not None and later.danger and not asked.danger:
                words = _(
                    "Câu về nguy hiểm “%(later)s” đứng sau câu “%(text)s”. Đưa câu về nguy hiểm lên trước."
                )
                yield words % {"later": later.text, "text": asked.text}
        if asked.always and _mediable_without(questions, asked.key):
            words = _("Có đường đến “hòa giải được” mà không qua câu “%(text)s”.")
            yield words % {"text": asked.text}


def _calls_for_help(questions: Questions, asked: Asked) -> bool:
    verdicts = (questions.verdicts.get(choice.verdict) for choice in asked.choices)
    return any(verdict is not None and verdict.danger for verdict in verdicts)


def reached(questions: Questions, leaving_out: str = "") -> tuple[set[str], set[str]]:
    """The questions and verdicts to which some way leads; `leaving_out`: as if that question were not asked."""
    asked_of: set[str] = set()
    verdicts: set[str] = set()
    waiting = [questions.start]
    while waiting:
        here = waiting.pop()
        if here in asked_of or here == leaving_out or here not in questions.questions:
            continue
        asked_of.add(here)
        for choice in questions.questions[here].choices:
            verdicts.add(choice.verdict)
            waiting.append(choice.question)
    return asked_of, verdicts - {""}


def _mediable_without(questions: Questions, key: str) -> bool:
    _asked, verdicts = reached(questions, leaving_out=key)
    return any(questions.verdicts[one].mediable for one in verdicts if one in questions.verdicts)


def _never_reached(questions: Questions) -> Iterator[str]:
    asked_of, verdicts = reached(questions)
    for key, asked in questions.questions.items():
        if key not in asked_of:
            yield _("Không câu trả lời nào dẫn đến câu “%(text)s”. Nối câu ấy vào, hoặc xóa đi.") % {
                "text": asked.text
            }
    for key, verdict in questions.verdicts.items():
        if key not in verdicts:
            words = _("Không câu trả lời nào dẫn đến kết luận “%(title)s”. Nối vào, hoặc xóa đi.")
            yield words % {"title": verdict.title}
