from alerts.consumers.help import HelpConsumer

__all__ = ["HelpConsumer"]
