from command.models.dispatch import Act, Dispatch
from command.models.place import Place
from command.models.position import Position
from command.models.responder import Responder
from command.models.shift import Shift

__all__ = ["Act", "Dispatch", "Place", "Position", "Responder", "Shift"]
