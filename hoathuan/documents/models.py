"""The counters of numbered books."""

from django.db import models
from django.db.models import Q


class Counter(models.Model):
    """The last number given in a book (sổ): a register of one unit and year."""

    book = models.CharField(max_length=120, unique=True)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.CheckConstraint(name="counter_names_its_book", condition=~Q(book=""))]

    def __str__(self) -> str:
        return f"{self.book}: {self.last}"
