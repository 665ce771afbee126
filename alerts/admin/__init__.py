from alerts.admin import alert, log, types

__all__ = ["alert", "log", "types"]
