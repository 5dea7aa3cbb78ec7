"""Signs of life."""

from django.db import models


class Sign(models.Model):
    """When something was last known to have happened: a worker's beat, a backup that came to its end.

    `name` is "worker/<machine>/<process>" or "backup". No person is behind it.
    """

    name = models.CharField(max_length=200, primary_key=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
