from rest_framework import serializers

from benchmarks.stock.models import Alert, Fix


class FixSerializer(serializers.ModelSerializer[Fix]):
    class Meta:
        model = Fix
        fields = ["lat", "lon", "accuracy", "at"]


class PressSerializer(serializers.Serializer[object]):
    """What the button sends."""

    key = serializers.UUIDField()
    pressed_at = serializers.DateTimeField(required=False)
    battery = serializers.FloatField(min_value=0, max_value=100, required=False)
    language = serializers.CharField(max_length=10, required=False)
    text = serializers.CharField(max_length=2000, required=False, allow_blank=True)
    fix = FixSerializer(required=False)


class AlertSerializer(serializers.ModelSerializer[Alert]):
    """The card, for phone and desk alike."""

    class Meta:
        model = Alert
        fields = "__all__"
