from collections.abc import Iterator

import pytest

from command.fleet import Fleet, fleet
from people.jurisdiction import forget_jurisdiction
from tests import cast


@pytest.fixture(autouse=True)
def nothing_remembered() -> Iterator[None]:
    """What a process keeps beside the database, as at its start."""
    vars(fleet).update(vars(Fleet()))
    forget_jurisdiction()
    yield
    forget_jurisdiction()


@pytest.fixture
def altan(db: None) -> None:
    """The banner with its zones and staff."""
    cast.make_zones()
    cast.make_staff()


@pytest.fixture
def lasting(transactional_db: None) -> None:
    """The same, where commits are real and other threads see them."""
    cast.make_zones()
    cast.make_staff()
