"""The definitions that come with the program, and how a changed one becomes a new version."""

from __future__ import annotations

import copy
import json

import pytest
from django.core.management import call_command
from django.db import Error
from pydantic import ValidationError

from hoathuan.reports.filling import terms_of
from hoathuan.reports.head import head_rows
from hoathuan.reports.models import FormVersion
from hoathuan.reports.selectors import newest_form, newest_forms
from hoathuan.reports.services import DEFINITIONS, add_version, load_forms
from hoathuan.stats.api import check

from .conftest import BIEU_11C, BIEU_12

FILES = sorted(DEFINITIONS.glob("*.json"))


def data_of(code):
    return json.loads((DEFINITIONS / f"{code}.json").read_text(encoding="utf-8"))


def test_loading_again_changes_nothing():
    before = list(FormVersion.objects.values_list("code", "version"))
    assert load_forms() == []
    call_command("load_forms")
    assert list(FormVersion.objects.values_list("code", "version")) == before


def test_a_changed_definition_is_a_new_version_and_the_old_one_stays():
    old = newest_form(BIEU_12)
    data = data_of(BIEU_12) | {"title": "Tên khác"}
    new = add_version(data)
    assert (new.version, new.form.title) == (old.version + 1, "Tên khác")
    old.refresh_from_db()
    assert old.form.title != "Tên khác"
    assert newest_form(BIEU_12) == new
    assert add_version(data_of(BIEU_12)).version == old.version + 2


@pytest.mark.parametrize("change", [{"version": 9}, {"digest": "x"}])
def test_the_application_may_not_rewrite_a_version(change):
    with pytest.raises(Error):
        FormVersion.objects.update(**change)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_column_of_a_shipped_form_names_a_registered_indicator(path):
    form = newest_form(path.stem).form
    for column in form.columns:
        for term in terms_of(form, column):
            check(term.measure)


def test_the_head_covers_every_column_once_in_each_of_its_rows():
    for version in newest_forms():
        rows = head_rows("A", version.form.head)
        covered = sum(cell.colspan * cell.rowspan for row in rows for cell in row)
        assert covered == len(rows) * (len(version.form.columns) + 1)


def test_both_forms_of_circular_20_2013_say_that_they_ended():
    for code in (BIEU_11C, BIEU_12):
        form = newest_form(code).form
        assert form.in_force.ended
        assert "hết hiệu lực" in form.in_force.note
        assert form.unconfirmed


def broken(change):
    data = copy.deepcopy(data_of(BIEU_12))
    change(data)
    return data


@pytest.mark.parametrize(
    "change",
    [
        lambda d: d["columns"].append(d["columns"][0]),
        lambda d: d["columns"][0].update(formula="2 + 3"),
        lambda d: d["columns"][1]["measure"].update(group="khong-co"),
        lambda d: d["checks"][0].update(expression="1 = 99"),
        lambda d: d["checks"][0].update(expression="__import__('os')"),
        lambda d: d.update(counting=None),
        lambda d: d["head"].pop(),
        lambda d: d.update(unknown=1),
        lambda d: d["levels"]["commune"]["rows"][1].update(of=""),
    ],
)
def test_a_definition_that_contradicts_itself_is_refused_and_nothing_is_loaded(change):
    before = FormVersion.objects.count()
    with pytest.raises(ValidationError):
        add_version(broken(change))
    assert FormVersion.objects.count() == before
