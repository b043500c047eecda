"""Settings of the test suite: the real ones, with throw-away folders and quick hashing."""

import os
import tempfile

_HERE = tempfile.mkdtemp(prefix="ancrage-tests-")
os.environ["ANCRAGE_DATA"] = f"{_HERE}/var"
os.environ["ANCRAGE_KEYS"] = f"{_HERE}/keys"
os.environ.setdefault("ANCRAGE_SECRET_KEY", "tests-only-" + "x" * 50)

from ancrage.config.settings import *  # noqa: E402, F403
from ancrage.config.settings import DATABASES, TEMPLATES  # noqa: E402

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # In a file, as in real life: the threads of the live server each open their own connection.
    # What a test writes need not survive a power cut.
    DATABASES["default"]["TEST"] = {"NAME": f"{_HERE}/tests.sqlite3"}
    DATABASES["default"]["OPTIONS"]["init_command"] += "PRAGMA synchronous=OFF;"

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}


class UnknownVariable(str):
    """A template that names what nobody gave it fails."""

    __slots__ = ()

    def __mod__(self, name: object) -> str:
        raise NameError(f"Unknown template variable: {name}")

    def __contains__(self, other: object) -> bool:
        return other == "%s"


TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = UnknownVariable("%s")
