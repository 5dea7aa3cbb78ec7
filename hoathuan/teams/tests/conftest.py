"""What tests of the registry's papers share."""

from pathlib import Path
from typing import Any

import pytest


@pytest.fixture
def own_store(settings: Any, tmp_path: Path) -> None:
    """Files go to a folder of the test's own; papers carry the address of an installation."""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.HT_PUBLIC_URL = "https://mau.example"
