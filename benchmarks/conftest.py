"""What benchmarks share with the tests: people, a browser, a server."""

from tests.conftest import as_, cast, fresh_folders
from tests.journeys.conftest import browser, log_in, page, page_options

__all__ = ["as_", "browser", "cast", "fresh_folders", "log_in", "page", "page_options"]
