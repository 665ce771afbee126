import uuid

from django.db import models


class OutgoingSms(models.Model):
    """An SMS on its way to the gateway. `due_at` is when to try (again); null once it is sent or given up.

    `alert` is whose caller it tells, if any. `link` is the id of a one-time link: its address is put into the text
    when the SMS is handed over, so that no token lies in the database.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    phone = models.CharField(max_length=200)
    text = models.TextField()
    alert = models.UUIDField(null=True, blank=True)
    link = models.UUIDField(null=True, blank=True)
    made_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["made_at"]
        verbose_name_plural = "outgoing SMS"
        indexes = [models.Index(fields=["due_at"], condition=models.Q(due_at__isnull=False), name="sms_due")]

    def __str__(self) -> str:
        return f"{self.phone} {self.made_at:%Y-%m-%d %H:%M}"
