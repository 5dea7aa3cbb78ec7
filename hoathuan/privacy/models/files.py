"""Files with a person's own data, waiting to be fetched."""

import uuid
from pathlib import Path

from django.conf import settings
from django.db import models
from django.urls import reverse

from hoathuan.accounts.models import User


class OwnFile(models.Model):
    """A file of everything held about its owner; only the owner can fetch it, and it goes after a few days."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    created = models.DateTimeField(auto_now_add=True)
    made = models.DateTimeField(null=True)
    size = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("-id",)

    def __str__(self) -> str:
        return f"{self.created:%d/%m/%Y}"

    def get_absolute_url(self) -> str:
        return reverse("privacy:own")

    @property
    def path(self) -> Path:
        """Where the content lies: outside of what the web server serves."""
        return Path(settings.MEDIA_ROOT) / "own-data" / f"{self.uuid}.zip"
