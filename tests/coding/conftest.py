"""What tests of reading may ask for."""

from typing import Any

import pytest

from tests.coding.desk import Desk, make_desk


@pytest.fixture
def desk(cast: Any) -> Desk:
    """A transcript before the national team."""
    return make_desk(cast.study, cast.site, cast.national)
