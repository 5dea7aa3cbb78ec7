"""What every context leans on: the audit trail, and how often somebody tried."""

from django.db import models


class Rate(models.Model):
    """Tries in one window of time (`core.rates`). `key` holds a keyed hash of who tries; the table may be lost."""

    key = models.CharField(max_length=120, primary_key=True)
    tries = models.PositiveIntegerField()
    until = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.key}: {self.tries}"


class AuditEntry(models.Model):
    """One act of one seat (nhật ký thao tác). The application may add lines and read them, nothing else."""

    at = models.DateTimeField(auto_now_add=True, db_index=True)
    actor_user = models.BigIntegerField(null=True)
    actor_seat = models.BigIntegerField(null=True, db_index=True)
    actor_label = models.CharField(max_length=300, blank=True)
    action = models.CharField(max_length=80)
    subject_type = models.CharField(max_length=80, blank=True)
    subject_id = models.CharField(max_length=40, blank=True)
    data = models.JSONField(default=dict)

    class Meta:
        indexes = [models.Index(fields=["subject_type", "subject_id"], name="audit_subject")]

    def __str__(self) -> str:
        return f"{self.at:%d/%m/%Y %H:%M} {self.actor_label} {self.action}"
