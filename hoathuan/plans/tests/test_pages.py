"""The screens: the chain by hand, what a page costs, what mistaken input is told."""

from datetime import date
from decimal import Decimal as D
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from python_calamine import CalamineWorkbook

from hoathuan.core.dates import today
from hoathuan.plans.models import Plan, Target, TargetReport, Task
from hoathuan.plans.services import plans, targets, tasks
from hoathuan.plans.views import plans as views

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.4\n%mau\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def test_from_an_empty_list_to_a_reported_share(office: Any, client_for: Any, year: int) -> None:
    """The chain by the screens alone: draft, task, target, number, sharing, report below, sum above."""
    province, commune = client_for(office.officer), client_for(office.commune)
    province.post(
        reverse("plans:add"), {"body": office.department.uuid, "year": year, "title": "Kế hoạch năm"}
    )
    plan = Plan.objects.get()
    province.post(
        reverse("plans:task-add", args=[plan.uuid]), {"content": "Phát tờ gấp", "section": "II. Hòa giải"}
    )
    task = Task.objects.get()
    target_data = {
        "title": "Tờ gấp", "direction": "at_least", "quantity": "25.000", "unit_label": "tờ", "measure": "",
        "starts_on": f"01/01/{year}", "ends_on": f"31/12/{year}", "is_main": "on",
    }  # fmt: skip
    answer = province.post(reverse("plans:target-add", args=[task.uuid]), target_data)
    assert answer.status_code == 302, answer.context["form"].errors
    issue_data = {
        "signed_on": f"{today():%d/%m/%Y}", "way": "typed", "number": "73/KH-STP",
        "signer": "Bà Mẫu", "signer_office": "Giám đốc",
    }  # fmt: skip
    province.post(reverse("plans:issue", args=[plan.uuid]), issue_data)
    target = Target.objects.get()
    assert (target.quantity, target.task.plan.number) == (25000, "73/KH-STP")

    xa_a, xa_b = office.world.xa_a, office.world.xa_b
    address = reverse("plans:hand-down", args=[target.uuid])
    common = {"kept": "1.001", "version": target.version, "giao": [xa_a.uuid, xa_b.uuid]}
    shown = province.post(address, {"how": "even", "preview": "1"} | common)
    assert "12.000" in shown.content.decode()
    assert "11.999" in shown.content.decode()
    typed = {"how": "by_hand", "confirm": "1"} | common
    wrong = province.post(address, typed | {f"so-{xa_a.uuid}": "12.000", f"so-{xa_b.uuid}": "11.990"})
    assert "thiếu 9" in wrong.content.decode()
    province.post(address, typed | {f"so-{xa_a.uuid}": "12.000", f"so-{xa_b.uuid}": "11.999"})

    child = Target.objects.get(unit=xa_a)
    assert "Tờ gấp" in commune.get(reverse("plans:plan", args=[child.task.plan.uuid])).content.decode()
    report = {
        "on_date": f"{today():%d/%m/%Y}", "kind": "increment", "amount": "1.500",
        "evidence": SimpleUploadedFile("bien-ban.pdf", PDF, "application/pdf"),
    }  # fmt: skip
    answer = commune.post(reverse("plans:report", args=[child.uuid]), report)
    assert answer.status_code == 302, answer.context["form"].errors
    page = province.get(reverse("plans:target", args=[target.uuid])).content.decode()
    assert "1.500" in page
    evidence = TargetReport.objects.get().evidence.get_absolute_url()
    assert province.get(evidence).status_code == 200
    assert client_for(office.sister).get(evidence).status_code == 404
    assert client_for(office.abroad).get(evidence).status_code == 404
    assert client_for(None).get(evidence).status_code == 302


def test_mistakes_are_told_beside_the_field_and_what_was_typed_stays(
    target: Target, office: Any, client_for: Any, year: int
) -> None:
    client = client_for(office.officer)
    late = client.post(
        reverse("plans:report", args=[target.uuid]),
        {"on_date": f"31/12/{year + 1}", "kind": "increment", "amount": "mười", "note": ""},
    )
    errors = late.context["form"].errors
    assert set(errors) == {"on_date", "amount", "note"}
    assert "mười" in late.content.decode()
    reverse_dates = {"content": "Việc", "starts_on": f"02/05/{year}", "due_on": f"01/05/{year}"}
    page = client.post(reverse("plans:task-add", args=[target.task.plan.uuid]), reverse_dates)
    assert "trở đi" in str(page.context["form"].errors["due_on"])


def test_two_officers_on_one_plan_lose_nothing(
    target: Target, office: Any, seat_of: Any, client_for: Any
) -> None:
    plan = target.task.plan
    second = seat_of("province_officer", office.world.tinh_mau)
    address = reverse("plans:amend", args=[plan.uuid])
    form = {"body": office.department.uuid, "year": plan.year, "version": plan.version}
    client_for(office.officer).post(address, form | {"title": "Tên của người thứ nhất"})
    page = client_for(second).post(address, form | {"title": "Tên của người thứ hai"}).content.decode()
    plan.refresh_from_db()
    assert plan.title == "Tên của người thứ nhất"
    assert "Tên của người thứ nhất" in page
    assert "Tên của người thứ hai" in page


def test_legal_bases_are_typed_on_one_page(target: Target, office: Any, client_for: Any) -> None:
    plan = target.task.plan
    data = {
        "cc-TOTAL_FORMS": "3", "cc-INITIAL_FORMS": "0", "version": plan.version,
        "cc-0-title": "Nghị định về hòa giải", "cc-0-number": "15/2014/NĐ-CP", "cc-0-unconfirmed": "on",
        "cc-0-ordinal": "2",
        "cc-1-title": "Luật Hòa giải ở cơ sở", "cc-1-number": "35/2013/QH13", "cc-1-ordinal": "1",
    }  # fmt: skip
    answer = client_for(office.officer).post(reverse("plans:bases", args=[plan.uuid]), data)
    assert answer.status_code == 302
    assert list(plan.bases.values_list("number", flat=True)) == ["35/2013/QH13", "15/2014/NĐ-CP"]
    page = client_for(office.officer).get(reverse("plans:plan", args=[plan.uuid])).content.decode()
    assert "chưa đối chiếu" in page


def test_a_signed_copy_is_kept_with_the_plan(target: Target, office: Any, client_for: Any) -> None:
    plan, client = target.task.plan, client_for(office.officer)
    client.post(
        reverse("plans:attach", args=[plan.uuid]),
        {"file": SimpleUploadedFile("73.pdf", PDF, "application/pdf")},
    )
    kept = plan.attachments.get()
    address = kept.get_absolute_url()
    assert client_for(office.commune).get(address).status_code == 200
    assert client_for(office.abroad).get(address).status_code == 404
    assert client_for(None).get(address).status_code == 302
    assert client.get(reverse("attachments:file", args=[uuid4()])).status_code == 404


def test_a_lower_unit_draws_its_plan_on_the_screen(handed: Target, office: Any, client_for: Any) -> None:
    above, client = handed.parent.task.plan, client_for(office.commune)
    address = reverse("plans:draw", args=[above.uuid])
    assert client.get(address).status_code == 200
    tasks_chosen = [str(task.uuid) for task in above.tasks.all()]
    data = {"body": office.commune_committee.uuid, "title": "Kế hoạch của xã", "tasks": tasks_chosen}
    assert client.post(address, data).status_code == 302
    plan = Plan.objects.get(unit=office.world.xa_a)
    assert (plan.title, plan.body, plan.state) == ("Kế hoạch của xã", office.commune_committee, "draft")
    assert client_for(office.abroad).get(address).status_code == 404
    assert client_for(office.leader).get(address).status_code == 403


def test_the_workbook_has_the_columns_of_such_plans(target: Target, office: Any, client_for: Any) -> None:
    answer = client_for(office.officer).get(reverse("plans:tasks-sheet", args=[target.task.plan.uuid]))
    rows = CalamineWorkbook.from_filelike(BytesIO(answer.getvalue())).get_sheet_by_index(0).to_python()
    head = ["TT", "Nội dung nhiệm vụ", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời gian thực hiện", "Sản phẩm, kết quả",
            "Tiến độ"]  # fmt: skip
    assert head in rows
    assert any("Biên soạn, phát tờ gấp" in row for row in rows)


def test_the_progress_sheet_is_a_pdf(target: Target, office: Any, client_for: Any) -> None:
    answer = client_for(office.officer).get(reverse("plans:progress-sheet", args=[target.task.plan.uuid]))
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")


@pytest.mark.parametrize(("name", "budget"), [("list", 35), ("plan", 40), ("target", 35), ("hand-down", 22)])
def test_a_page_costs_the_same_however_many_rows_it_has(
    name: str,
    budget: int,
    handed: Target,
    office: Any,
    client_for: Any,
    actor_of: Any,
    django_assert_max_num_queries: Any,
) -> None:
    actor, target = actor_of(office.officer), handed.parent
    for index in range(12):
        task = tasks.add_task(
            plan=target.task.plan, actor=actor, content=f"Việc {index}", partners=[office.front]
        )
        targets.add_target(
            task=task, actor=actor, title=f"Chỉ tiêu {index}", quantity=D(5), unit_label="cuộc",
            starts_on=date(today().year, 1, 1), ends_on=date(today().year, 12, 31),
        )  # fmt: skip
    keys = {"plan": [target.task.plan.uuid], "target": [target.uuid], "hand-down": [target.uuid]}
    client = client_for(office.officer)
    with django_assert_max_num_queries(budget):
        assert client.get(reverse(f"plans:{name}", args=keys.get(name, []))).status_code == 200


@pytest.mark.parametrize("sort", ["ten", "-ten", "giao", "-dat", "ty-le", "-tien-do", "bay"])
def test_units_sort_by_every_heading(sort: str, handed: Target, office: Any, client_for: Any) -> None:
    address = reverse("plans:target", args=[handed.parent.uuid])
    page = client_for(office.officer).get(address, {"xep": sort}).content.decode()
    first, second = ("Xã An Mẫu", "Xã Bình Mẫu") if sort in ("ten", "bay") else (None, None)
    if first and second:
        assert page.index(first) < page.index(second)
    assert "Xã Bình Mẫu" in page


def test_outside_ids_and_odd_queries_are_answered(target: Target, office: Any, client_for: Any) -> None:
    client = client_for(office.officer)
    assert client.get(reverse("plans:plan", args=[uuid4()])).status_code == 404
    report = reverse("plans:report", args=[target.uuid])
    assert client.get(report, {"dinh_chinh": "khong-phai-ma"}).status_code == 404
    assert client.get(report, {"dinh_chinh": str(uuid4())}).status_code == 404
    assert client.get(reverse("plans:list"), {"nam": "abc", "sau": "x"}).status_code == 200


def test_a_report_with_mistakes_is_still_no_correction(target: Target, office: Any, client_for: Any) -> None:
    page = client_for(office.officer).post(reverse("plans:report", args=[target.uuid]), {})
    assert page.status_code == 200
    assert "Báo cáo kết quả</h1>" in page.content.decode()
    assert "Đính chính" not in page.content.decode()


def test_a_number_clash_is_told_in_the_form(make_target: Any, office: Any, client_for: Any) -> None:
    make_target()
    plan = make_target(issued=False).task.plan
    data = {
        "signed_on": f"{today():%d/%m/%Y}",
        "way": "typed",
        "number": "73/KH-STP",
        "signer": "B",
        "signer_office": "G",
    }
    page = client_for(office.officer).post(reverse("plans:issue", args=[plan.uuid]), data)
    assert "đã dùng cho kế hoạch khác" in page.content.decode()
    assert plans.Plan.objects.filter(state="issued").count() == 1


def test_a_task_of_a_draft_is_taken_out_and_one_that_was_handed_down_stays(
    make_target: Any, handed: Target, office: Any, client_for: Any
) -> None:
    client = client_for(office.officer)
    fresh = make_target(issued=False).task
    client.post(reverse("plans:task-remove", args=[fresh.uuid]))
    assert not Task.objects.filter(pk=fresh.pk).exists()
    kept = handed.parent.task
    client.post(reverse("plans:task-remove", args=[kept.uuid]))
    assert Task.objects.filter(pk=kept.pk).exists()


def test_a_list_that_shows_not_all_plans_says_so(
    target: Target, office: Any, client_for: Any, monkeypatch: Any
) -> None:
    client = client_for(office.officer)
    assert "kế hoạch mới nhất" not in client.get(reverse("plans:list")).content.decode()
    monkeypatch.setattr(views, "_MOST", 1)
    assert "Đang hiện 1 kế hoạch mới nhất" in client.get(reverse("plans:list")).content.decode()


def test_a_department_writes_no_plan_in_the_name_of_the_front(
    office: Any, client_for: Any, year: int
) -> None:
    client, add = client_for(office.officer), reverse("plans:add")
    assert office.front.name not in client.get(add).content.decode()
    client.post(add, {"body": office.front.uuid, "year": year, "title": "Kế hoạch của Mặt trận"})
    assert not Plan.objects.exists()
    assert office.front.name in client_for(office.body_officer).get(add).content.decode()
