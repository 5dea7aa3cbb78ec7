"""Versions of the questions as rows. What was put in force never changes again (migration 0002 says so, too)."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .choices import Alarm, Kind, Letter, State, Topic


class QuestionSet(models.Model):
    """A version of the questions (bộ câu hỏi xác định phạm vi): in force from its day until the next one's.

    `start`: the key of the question that is asked first. At most one is being written at a time.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    number = models.PositiveIntegerField(_("Số bản"), unique=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    valid_from = models.DateField(_("Áp dụng từ ngày"), null=True)
    start = models.SlugField(max_length=40, blank=True)
    basis = models.CharField(_("Căn cứ"), max_length=300, blank=True)
    note = models.CharField(_("Vì sao có bản này"), max_length=300, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.CharField(max_length=300, blank=True)
    made_by_seat = models.BigIntegerField(null=True)
    put_at = models.DateTimeField(null=True)
    put_by = models.CharField(max_length=300, blank=True)
    taken_back_at = models.DateTimeField(null=True)
    taken_back_by = models.CharField(max_length=300, blank=True)
    void_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("-number",)
        constraints = [
            models.UniqueConstraint(fields=["state"], condition=Q(state=State.DRAFT), name="scope_one_draft"),
            models.UniqueConstraint(
                fields=["valid_from"], condition=Q(state=State.IN_FORCE), name="scope_one_from_a_day"
            ),
            models.CheckConstraint(
                name="scope_in_force_from_a_day",
                condition=Q(state=State.DRAFT, put_at=None)
                | Q(~Q(state=State.DRAFT), valid_from__isnull=False, put_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return str(self.number)


class Part(models.Model):
    """What a question and a verdict have in common: their place in the version, their clause and its mark.

    `confirmed`: somebody has read the clause in a published text; else it is shown as unconfirmed.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    key = models.SlugField(max_length=40)
    position = models.PositiveSmallIntegerField(default=0)
    clause = models.CharField(_("Căn cứ: điểm, khoản, điều, văn bản"), max_length=200, blank=True)
    confirmed = models.BooleanField(_("Đã đối chiếu với văn bản"), default=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        abstract = True
        ordering = ("position", "id")

    def __str__(self) -> str:
        return self.key


class Question(Part):
    """A question in a villager's words."""

    set = models.ForeignKey(QuestionSet, on_delete=models.CASCADE, related_name="questions")
    text = models.CharField(_("Câu hỏi"), max_length=200)
    help = models.CharField(_("Giải thích thêm"), max_length=300, blank=True)
    danger = models.BooleanField(_("Câu hỏi về nguy hiểm"), default=False)
    always = models.BooleanField(_("Việc nào cũng phải hỏi câu này"), default=False)

    class Meta(Part.Meta):
        constraints = [models.UniqueConstraint(fields=["set", "key"], name="scope_question_once")]


class Answer(models.Model):
    """An answer: on to `question`, or to `outcome` (keys of the same version)."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="answers")
    key = models.SlugField(max_length=40)
    position = models.PositiveSmallIntegerField(default=0)
    text = models.CharField(_("Câu trả lời"), max_length=200)
    to_question = models.SlugField(max_length=40, blank=True)
    to_outcome = models.SlugField(max_length=40, blank=True)

    class Meta:
        ordering = ("position", "id")
        constraints = [
            models.UniqueConstraint(fields=["question", "key"], name="scope_answer_once"),
            models.CheckConstraint(
                name="scope_answer_leads_one_way", condition=Q(to_question="") | Q(to_outcome="")
            ),
        ]

    def __str__(self) -> str:
        return self.text


class Outcome(Part):
    """A verdict (kết luận): what the answers lead to. `steps`: what to do, one a line."""

    set = models.ForeignKey(QuestionSet, on_delete=models.CASCADE, related_name="outcomes")
    kind = models.CharField(_("Kết luận"), max_length=10, choices=Kind.choices)
    title = models.CharField(_("Nói với người dùng"), max_length=160)
    alarm = models.CharField(_("Báo về việc gì"), max_length=14, choices=Alarm.choices, blank=True)
    letter = models.CharField(_("Loại vụ việc"), max_length=2, choices=Letter.choices, blank=True)
    topic = models.CharField(_("Mâu thuẫn về việc gì"), max_length=12, choices=Topic.choices, blank=True)
    body = models.CharField(_("Cơ quan phải đến hoặc phải báo"), max_length=200, blank=True)
    body_norm = models.CharField(max_length=80, blank=True)
    reason = models.CharField(_("Lý do ghi vào sổ"), max_length=500, blank=True)
    steps = models.TextField(_("Việc cần làm, mỗi việc một dòng"), max_length=2_000, blank=True)

    class Meta(Part.Meta):
        constraints = [models.UniqueConstraint(fields=["set", "key"], name="scope_outcome_once")]
