from command.consumers.desk import DeskConsumer
from command.consumers.respond import RespondConsumer

__all__ = ["DeskConsumer", "RespondConsumer"]
