"""The address at which someone chooses a password, once: for a new account or a lost password."""

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from ancrage.accounts.models import User


def password_link(user: User) -> str:
    """Return the whole address, to be handed to ``user``; it ends with the first use."""
    uid = urlsafe_base64_encode(force_bytes(user.pk))
    path = reverse("accounts:password_choose", args=[uid, default_token_generator.make_token(user)])
    return whole_address(path)


def whole_address(path: str) -> str:
    """Return the address of a page as one writes it in a letter."""
    scheme = "https" if settings.HTTPS else "http"
    return f"{scheme}://{settings.ALLOWED_HOSTS[0]}{path}"
