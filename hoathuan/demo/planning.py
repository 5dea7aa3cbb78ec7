"""The plan of the People's Committee and the department's plan drawn from it, with the figures of the real ones.

Figures follow Thanh Hóa's plans 39/KH-UBND and 73/KH-STP of 2024, moved to the current year: 6 conferences,
25,000 leaflets. Everything else about them here is made up.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from random import Random
from typing import Any

from django.db.models import F

from hoathuan.accounts.acting import as_actor
from hoathuan.accounts.actor import SYSTEM, Actor, actor_for
from hoathuan.accounts.models import Seat
from hoathuan.plans.choices import PlanState, ReportKind, TaskState
from hoathuan.plans.models import Plan, Target, Task
from hoathuan.plans.services.handing import hand_down, propose
from hoathuan.plans.services.plans import close_plan, create_plan, draw_plan, issue_plan, set_bases
from hoathuan.plans.services.targets import add_target, report_progress
from hoathuan.plans.services.tasks import add_task
from hoathuan.units.models import Unit

from .handed import hand_down_then, officers_of
from .offices import Offices

NOTE = "Số liệu mẫu"
TITLE = "Phổ biến, giáo dục pháp luật; hòa giải ở cơ sở; chuẩn tiếp cận pháp luật"


@dataclass(frozen=True)
class Job:
    """One row of the plan's annex, with the target that measures it."""

    section: str
    content: str
    deliverable: str
    months: tuple[int, int]
    title: str
    quantity: int
    unit_label: str
    indicator: str = ""
    where: Mapping[str, str] = field(default_factory=dict)
    is_share: bool = False
    main: bool = False
    handed: str = ""  # how it is shared out to the communes
    reached: int = 0  # by hand, so far
    state: str = TaskState.IN_PROGRESS
    waits_for: str = ""


MEDIATION, DISSEMINATION, ACCESS, STEERING = (
    "I. Hòa giải ở cơ sở",
    "II. Phổ biến, giáo dục pháp luật",
    "III. Chuẩn tiếp cận pháp luật",
    "IV. Tổ chức thực hiện",
)
JOBS = [
    Job(
        MEDIATION, "Rà soát, củng cố, kiện toàn tổ hòa giải bảo đảm đủ số lượng, thành phần theo quy định",
        "Quyết định công nhận; danh sách tổ, hòa giải viên", (1, 12),
        "Tổ hòa giải đủ thành phần", 4000, "tổ", "teams.active", {"composition": "complete"}, main=True, handed="teams",
    ),
    Job(
        MEDIATION, "Tổ chức 06 hội nghị bồi dưỡng nghiệp vụ hòa giải ở cơ sở cho hòa giải viên",
        "06 hội nghị; danh sách người dự", (3, 11),
        "Hội nghị bồi dưỡng hòa giải viên", 6, "hội nghị", main=True, reached=4,
    ),
    Job(
        MEDIATION, "Bồi dưỡng nghiệp vụ cho hòa giải viên trong năm",
        "Hòa giải viên được bồi dưỡng", (1, 12),
        "Hòa giải viên được bồi dưỡng trong năm", 15000, "người", "mediators.trained", handed="teams",
    ),
    Job(
        MEDIATION,
        "Biên soạn, biên tập, thẩm định, in và cấp phát miễn phí 25.000 tờ gấp pháp luật đến các tổ",
        "25.000 tờ gấp; biên bản giao nhận", (2, 11),
        "Tờ gấp pháp luật đã cấp phát", 25000, "tờ", main=True, handed="teams",
    ),
    Job(
        MEDIATION, "Nâng tỷ lệ hòa giải thành",
        "Báo cáo kết quả hòa giải", (1, 12),
        "Tỷ lệ hòa giải thành", 80, "%", "cases.success_rate", is_share=True, main=True,
    ),
    Job(
        MEDIATION, "Hướng dẫn chi hỗ trợ hoạt động của tổ hòa giải và thù lao theo vụ, việc cho hòa giải viên",
        "Văn bản hướng dẫn", (2, 12), "Xã chi đủ hỗ trợ và thù lao", 166, "xã, phường", handed="even",
    ),
    Job(
        DISSEMINATION, "Tổ chức Ngày Pháp luật Việt Nam 09/11",
        "Kế hoạch, báo cáo kết quả", (10, 11), "Xã tổ chức Ngày Pháp luật", 166, "xã, phường", handed="even",
        state=TaskState.DONE,
    ),
    Job(
        DISSEMINATION, "Phổ biến các luật mới có hiệu lực trong năm bằng hội nghị trực tiếp",
        "Hội nghị cấp tỉnh", (2, 12), "Hội nghị phổ biến luật mới cấp tỉnh", 10, "hội nghị", reached=9,
    ),
    Job(
        DISSEMINATION, "Biểu dương, nhân rộng mô hình hòa giải hiệu quả",
        "Danh sách mô hình; quyết định khen thưởng", (6, 12), "Mô hình được giới thiệu", 8, "mô hình", reached=3,
    ),
    Job(
        ACCESS, "Đánh giá xã, phường đạt chuẩn tiếp cận pháp luật",
        "Quyết định công nhận", (10, 12), "Xã, phường được công nhận đạt chuẩn", 150, "xã, phường",
        state=TaskState.NOT_STARTED, waits_for="Văn bản hướng dẫn chấm điểm năm nay của cấp có thẩm quyền",
    ),
    Job(
        STEERING, "Báo cáo kết quả thực hiện kế hoạch", "Báo cáo năm", (11, 12),
        "Báo cáo năm đã gửi", 1, "báo cáo", state=TaskState.NOT_STARTED,
    ),
]  # fmt: skip


BASES = [
    {"title": "Luật Hòa giải ở cơ sở", "number": "35/2013/QH13", "signed_on": date(2013, 6, 20)},
    {"title": "Luật Phổ biến, giáo dục pháp luật", "number": "14/2012/QH13", "signed_on": date(2012, 6, 20)},
]


def then(job: Job, year: int) -> Job:
    """The job as it was in a year of three levels, and done by now."""
    return replace(job, quantity=549 if job.unit_label == "xã, phường" else job.quantity, waits_for="")


class Planning:
    """A year's plans, written, issued and drawn through the same services as the screens."""

    def __init__(self, offices: Offices, random: Random, year: int, today: date) -> None:
        self.offices, self.random, self.year, self.today = offices, random, year, today

    def run(self, communes: Sequence[Unit]) -> None:
        """The plans of this year, handed down to the communes of today by the screens' own service."""
        self._issue(JOBS)
        by_title = {job.title: job for job in JOBS}
        self._as("sotuphap", lambda actor: self._carry_out(by_title, communes, actor))
        self._report_below()

    def run_then(self, communes: Sequence[Unit]) -> None:
        """The plans of a year of three levels: handed down to the communes of then (`handed`)."""
        self._issue([then(job, self.year) for job in JOBS if job.handed or job.reached])
        with as_actor(SYSTEM):
            hand_down_then(self.plan, communes, {job.title: job.handed for job in JOBS}, self.random)

    def close(self) -> None:
        """The year is over: what was handed down ends with it."""
        Task.objects.filter(plan__year=self.year).update(state=TaskState.DONE, done_on=F("due_on"))
        self._as("ubndtinh", lambda actor: close_plan(plan=self.upper, actor=actor))
        self._as("sotuphap", lambda actor: close_plan(plan=self.plan, actor=actor))
        Plan.objects.filter(year=self.year).update(state=PlanState.CLOSED)

    def _issue(self, jobs: Sequence[Job]) -> None:
        self.upper: Plan = self._as("ubndtinh", lambda actor: self._committee_plan(jobs, actor))
        self.plan: Plan = self._as("sotuphap", self._department_plan)

    def _as(self, username: str, act: Any) -> Any:
        return _acting(self.offices.seats[username], act)

    def _committee_plan(self, jobs: Sequence[Job], actor: Actor) -> Plan:
        plan = create_plan(
            actor=actor, body=self.offices.committee, year=self.year,
            title=f"{TITLE} năm {self.year} (dữ liệu mẫu)",
        )  # fmt: skip
        set_bases(plan=plan, rows=BASES, version=plan.version, actor=actor)
        for job in jobs:
            self._task(plan, job, actor)
        return issue_plan(
            plan=Plan.objects.get(pk=plan.pk), signed_on=date(self.year, 2, 6), number="39/KH-UBND", actor=actor,
            signer="Mẫu Văn Đồi", signer_office="Phó Chủ tịch",
        )  # fmt: skip

    def _department_plan(self, actor: Actor) -> Plan:
        title = f"Công tác hòa giải ở cơ sở và phổ biến, giáo dục pháp luật năm {self.year} (dữ liệu mẫu)"
        plan = draw_plan(parent=self.upper, body=self.offices.department, actor=actor, title=title)
        return issue_plan(
            plan=plan, signed_on=date(self.year, 2, 19), number="73/KH-STP", actor=actor, signer="Mẫu Thị Lan",
            signer_office="Phó Giám đốc",
        )  # fmt: skip

    def _carry_out(self, by_title: Mapping[str, Job], communes: Sequence[Unit], actor: Actor) -> None:
        for target in Target.objects.filter(task__plan=self.plan).select_related("task__plan__unit"):
            self._run_target(target, by_title[target.title], communes, actor)

    def _task(self, plan: Plan, job: Job, actor: Actor) -> None:
        first, last = job.months
        task = add_task(
            plan=plan, actor=actor, section=job.section, content=job.content, deliverable=job.deliverable,
            lead_body=self.offices.department, partners=[self.offices.front, self.offices.union],
            starts_on=date(self.year, first, 1), due_on=_month_end(self.year, last), waits_for=job.waits_for,
        )  # fmt: skip
        add_target(
            task=task, actor=actor, title=job.title, quantity=Decimal(job.quantity), unit_label=job.unit_label,
            is_share=job.is_share, indicator=job.indicator, where=dict(job.where), is_main=job.main,
            starts_on=task.starts_on, ends_on=task.due_on,
        )  # fmt: skip

    def _run_target(self, target: Target, job: Job, communes: Sequence[Unit], actor: Actor) -> None:
        done = job.state == TaskState.DONE
        day = min(_month_end(self.year, job.months[1]), self.today) if done else None
        Task.objects.filter(pk=target.task_id).update(state=job.state, done_on=day)
        if job.handed:
            shares = propose(target, communes, job.handed)
            hand_down(target=target, shares=shares, version=target.version, actor=actor)
        if job.reached:
            report_progress(
                target=target, on_date=self.today - timedelta(days=20), kind=ReportKind.TOTAL,
                amount=Decimal(job.reached), note=NOTE, actor=actor,
            )  # fmt: skip

    def _report_below(self) -> None:
        """Most communes have reported something of what was handed to them; some lag, a few are silent."""
        handed = Target.objects.filter(handed=True, indicator="", task__plan__year=self.year)
        by_unit: dict[int, list[Target]] = {}
        for target in handed.select_related("task__plan", "unit"):
            by_unit.setdefault(target.unit_id, []).append(target)
        officers = officers_of(by_unit)
        for unit_id, targets in by_unit.items():
            if self.random.random() < 0.9:
                _acting(officers[unit_id], partial(self._report_all, targets))

    def _report_all(self, targets: Sequence[Target], actor: Actor) -> None:
        for target in targets:
            self._report(target, actor)

    def _report(self, target: Target, actor: Actor) -> None:
        share = Decimal(self.random.choice(["0", "0.4", "0.7", "0.9", "1", "1", "1", "1"]))
        amount = (target.quantity * share).quantize(Decimal(1))
        day = self.today - timedelta(days=self.random.randint(1, 60))
        report_progress(
            target=target, on_date=max(day, target.starts_on), kind=ReportKind.TOTAL, amount=amount, note=NOTE,
            actor=actor,
        )  # fmt: skip


def _acting(seat: Seat, act: Any) -> Any:
    actor = actor_for(seat)
    with as_actor(actor):
        return act(actor)


def _month_end(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
