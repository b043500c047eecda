"""Entry point of the web server."""

import os
from importlib import import_module

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ancrage.config.settings")
application = get_wsgi_application()
# Every room is read before the first visitor comes, not while they wait: it takes seconds.
import_module(settings.ROOT_URLCONF)
