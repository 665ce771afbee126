from people.models import Zone


def save_zone(zone: Zone) -> Zone:
    """Save a zone and keep every path below it true to its place in the tree."""
    zone.path = zone.path_under_parent()
    zone.save()
    for child in Zone.objects.filter(parent=zone).select_related("parent"):
        if child.path != child.path_under_parent():
            save_zone(child)
    return zone
