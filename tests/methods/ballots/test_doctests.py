"""Every example in the docstrings holds."""

import doctest
import importlib
import pkgutil

import pytest

from ancrage.methods import ballots

MODULES = [module.name for module in pkgutil.iter_modules(ballots.__path__)]


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_hold(name):
    module = importlib.import_module(f"{ballots.__name__}.{name}")
    assert doctest.testmod(module).failed == 0
