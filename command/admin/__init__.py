from command.admin import dispatches, places, responders

__all__ = ["dispatches", "places", "responders"]
