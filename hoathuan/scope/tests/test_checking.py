"""What is wrong with a version is said in sentences that name the question."""

from dataclasses import replace

from hoathuan.scope.checking import troubles
from hoathuan.scope.judging import Asked, Choice, Questions

from .conftest import changed


def said(questions: Questions) -> str:
    return " ".join(troubles(questions))


def test_a_version_without_questions_has_nothing_to_start_with(shipped):
    assert "Chưa có câu hỏi đầu tiên" in said(Questions(1, "", {}, {}))


def test_danger_is_asked_first(shipped):
    asked = shipped.questions["matter"].text
    assert f"Câu mở đầu “{asked}” không phải câu về nguy hiểm" in said(replace(shipped, start="matter"))


def test_the_first_question_calls_for_help(shipped):
    calm = (Choice("a", "Có", question="danger_people"), Choice("no", "Không", question="danger_people"))
    assert "chưa có câu trả lời nào dẫn đến báo ngay" in said(changed(shipped, "danger_now", choices=calm))


def test_a_question_about_danger_does_not_stand_behind_another(shipped):
    asked = shipped.questions["land"]
    late = changed(
        shipped, "land", choices=(*asked.choices, Choice("x", "Có người bị thương", question="injury"))
    )
    assert "Đưa câu về nguy hiểm lên trước" in said(late)


def test_no_way_leads_past_a_question_that_is_always_asked(shipped):
    asked = shipped.questions["danger_now"]
    past = changed(
        shipped, "danger_now", choices=(*asked.choices, Choice("x", "Việc nhỏ", question="matter"))
    )
    assert f"mà không qua câu “{shipped.questions['danger_people'].text}”" in said(past)


def test_every_answer_leads_somewhere(shipped):
    lost = (
        Choice("a", "Có"),
        Choice("b", "Không", question="khong-co"),
        Choice("c", "Hết", verdict="khong-co"),
    )
    words = said(changed(shipped, "land", choices=lost))
    assert "trả lời “Có”: chưa chọn đi tiếp đến đâu" in words
    assert "trả lời “Không”: dẫn đến câu hỏi không còn nữa" in words
    assert "trả lời “Hết”: dẫn đến kết luận không còn nữa" in words


def test_a_circle_is_named(shipped):
    back = (Choice("a", "Lại", question="matter"), Choice("b", "Đất", verdict="land"))
    words = said(changed(shipped, "land", choices=back))
    assert "Các câu hỏi đi vòng tròn" in words


def test_a_way_is_not_longer_than_six_questions(shipped):
    more = {
        f"them-{n}": Asked(f"them-{n}", f"Câu thêm {n}?", clause="Điều 5", choices=(
            Choice("a", "Có", question=f"them-{n + 1}" if n < 3 else "", verdict="" if n < 3 else "land"),
            Choice("b", "Không", verdict="unsure"),
        ))
        for n in range(1, 4)
    }  # fmt: skip
    asked = shipped.questions["land"]
    long = changed(shipped, "land", choices=(*asked.choices, Choice("x", "Việc khác", question="them-1")))
    assert "Có đường phải trả lời 8 câu" in said(replace(long, questions={**long.questions, **more}))


def test_every_verdict_has_its_clause_and_what_its_kind_needs(shipped):
    verdicts = {
        **shipped.verdicts,
        "land": replace(shipped.verdicts["land"], clause="", letter=""),
        "labour": replace(shipped.verdicts["labour"], body=""),
        "violence": replace(shipped.verdicts["violence"], steps=(), alarm=""),
    }
    words = said(replace(shipped, verdicts=verdicts))
    assert f"“{shipped.verdicts['land'].title}” còn thiếu: căn cứ, loại vụ việc." in words
    assert f"“{shipped.verdicts['labour'].title}” còn thiếu: cơ quan phải đến hoặc phải báo." in words
    assert "còn thiếu: báo về việc gì, việc phải làm ngay." in words


def test_a_question_without_clause_or_with_one_answer_is_not_enough(shipped):
    words = said(changed(shipped, "land", clause="", choices=shipped.questions["land"].choices[:1]))
    assert "chưa ghi căn cứ" in words
    assert "cần từ 2 đến 9 câu trả lời" in words


def test_what_nobody_comes_to_is_named(shipped):
    alone = Asked("le", "Câu lẻ?", clause="Điều 5", choices=shipped.questions["land"].choices[:2])
    words = said(replace(shipped, questions={**shipped.questions, "le": alone}))
    assert "Không câu trả lời nào dẫn đến câu “Câu lẻ?”" in words
    without = changed(shipped, "land", choices=shipped.questions["land"].choices[2:])
    assert f"kết luận “{shipped.verdicts['land'].title}”" in said(without)
