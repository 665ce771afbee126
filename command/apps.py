from django.apps import AppConfig


class CommandConfig(AppConfig):
    name = "command"
    verbose_name = "Command"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from command import screens  # noqa: F401  it adds its builders to the rooms below
