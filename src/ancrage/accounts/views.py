"""Log in, change one's settings and language."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import views as auth
from django.contrib.auth.decorators import login_not_required
from django.contrib.messages.views import SuccessMessageMixin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from ancrage.accounts import actions
from ancrage.accounts.forms import FirstPasswordForm, PasswordForm, ProfileForm
from ancrage.core.middleware import not_a_command


class PasswordChange(SuccessMessageMixin, auth.PasswordChangeView):
    """Change one's password."""

    form_class = PasswordForm
    template_name = "accounts/password_form.html"
    success_url = reverse_lazy("accounts:profile")
    success_message = gettext_lazy("Votre mot de passe est changé.")


class PasswordChoose(SuccessMessageMixin, auth.PasswordResetConfirmView):
    """Choose a password from the link that one received."""

    form_class = FirstPasswordForm
    template_name = "accounts/password_choose.html"
    success_url = reverse_lazy("accounts:login")
    success_message = gettext_lazy("Votre mot de passe est enregistré. Vous pouvez vous connecter.")


login = not_a_command(auth.LoginView.as_view(template_name="accounts/login.html"))
logout = not_a_command(auth.LogoutView.as_view())
password_change = not_a_command(PasswordChange.as_view())
password_choose = not_a_command(PasswordChoose.as_view())


def profile(request: HttpRequest) -> HttpResponse:
    """Show and change one's own account."""
    form = ProfileForm(request.POST or None, instance=request.user)
    if form.is_valid():
        actions.change_profile(user=request.user, **form.cleaned_data)
        messages.success(request, _("Vos réglages sont enregistrés."))
        return redirect("accounts:profile")
    return render(request, "accounts/profile.html", {"form": form})


@not_a_command
@login_not_required
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Change the language of the pages, for the account or else by a cookie."""
    code = request.POST.get("langue", "")
    back = request.POST.get("retour", "")
    is_ours = url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure())
    response = HttpResponseRedirect(back if is_ours and back.startswith("/") else "/")
    if code in dict(settings.LANGUAGES):
        if request.user.is_authenticated:
            actions.change_profile(user=request.user, name=request.user.name, language=code)
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME, code, max_age=365 * 86400, httponly=True, samesite="Lax"
        )
    return response
