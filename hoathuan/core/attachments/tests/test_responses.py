"""Giving a kept file back."""

from types import SimpleNamespace

import pytest
from django.core.files.storage import default_storage
from django.http import Http404

from hoathuan.core.attachments.api import attachment_response, store

from .samples import PDF, office, upload

pytestmark = pytest.mark.django_db
ACTOR = SimpleNamespace(user_id=3, seat_id=5, label="")


@pytest.fixture(autouse=True)
def own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def test_file_comes_back_as_a_download_with_its_name():
    response = attachment_response(store(upload(PDF, "Kế hoạch.pdf"), ACTOR))
    assert b"".join(response.streaming_content) == PDF
    assert response["Content-Disposition"].startswith("attachment")
    assert "K%E1%BA%BF%20ho%E1%BA%A1ch.pdf" in response["Content-Disposition"]
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "private, no-store"


def test_pdf_may_be_looked_at_office_files_may_not():
    pdf = attachment_response(store(upload(PDF), ACTOR), inline=True)
    docx = attachment_response(store(upload(office("word/document.xml")), ACTOR), inline=True)
    assert pdf["Content-Disposition"].startswith("inline")
    assert docx["Content-Disposition"].startswith("attachment")


def test_lost_content_is_a_404_and_not_a_crash():
    kept = store(upload(PDF), ACTOR)
    default_storage.delete(kept.path)
    with pytest.raises(Http404):
        attachment_response(kept)
