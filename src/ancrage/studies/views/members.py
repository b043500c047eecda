"""Who takes part in a study, and what each role may do."""

from operator import itemgetter
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from ancrage.accounts.actions import give_link, open_account
from ancrage.accounts.models import User
from ancrage.core import access as declared
from ancrage.studies import access, actions
from ancrage.studies.forms import MemberForm
from ancrage.studies.models import Membership, Study


def member_list(request: HttpRequest, study: str) -> HttpResponse:
    """Show the members, by role and period."""
    user = request.user
    found = get_object_or_404(Study.objects.editable_by(user), slug=study)
    members = found.memberships.visible_to(user).select_related("user", "site")
    context = {"study": found, "members": members, "today": timezone.localdate()}
    return render(request, "studies/member_list.html", context)


def member_add(request: HttpRequest, study: str) -> HttpResponse:
    """Give someone a role; open an account for them if they have none."""
    found = get_object_or_404(Study.objects.editable_by(request.user), slug=study)
    form = MemberForm(request.POST or None, study=found, user=request.user)
    if form.is_valid():
        given = dict(form.cleaned_data)
        email, name = given.pop("email").lower(), given.pop("name")
        # access: an account is found by the address that its owner gave
        user = User.objects.filter(email=email).first()
        if user is None and not name:
            form.add_error("name", _("Cette personne n’a pas encore de compte : donnez son nom."))
        else:
            user = user or open_account(email=email, name=name, by=request.user)
            try:
                actions.give_role(study=found, user=user, by=request.user, **given)
            except actions.AlreadyMember as error:
                form.add_error("role", str(error))
                return render(request, "studies/member_form.html", {"study": found, "form": form})
            if not user.has_usable_password() and access.may_give_link(request.user, user):
                _hand_over_link(request, user, found)
            return redirect("studies:member_list", found.slug)
    return render(request, "studies/member_form.html", {"study": found, "form": form})


def member_end(request: HttpRequest, study: str, uuid: UUID) -> HttpResponse:
    """End a membership, once confirmed."""
    rows = Membership.objects.editable_by(request.user).select_related("study", "user")
    membership = get_object_or_404(rows, study__slug=study, uuid=uuid)
    if request.method == "POST":
        actions.end_membership(membership, today=timezone.localdate(), by=request.user)
        return redirect("studies:member_list", study)
    context = {"study": membership.study, "membership": membership}
    return render(request, "studies/member_end.html", context)


def member_link(request: HttpRequest, study: str, uuid: UUID) -> HttpResponse:
    """Give a new password link to hand to a member, once confirmed."""
    rows = Membership.objects.editable_by(request.user).select_related("study", "user")
    membership = get_object_or_404(rows, study__slug=study, uuid=uuid)
    allowed = access.may_give_link(request.user, membership.user)
    if request.method == "POST" and allowed:
        _hand_over_link(request, membership.user, membership.study)
        return redirect("studies:member_list", study)
    context = {"study": membership.study, "member": membership.user, "allowed": allowed}
    return render(request, "studies/member_link.html", context)


def _hand_over_link(request: HttpRequest, user: User, study: Study) -> None:
    link = give_link(user=user, by=request.user, study=study.uuid)
    words = _("%(name)s : transmettez-lui ce lien, qui ne sert qu’une fois. %(link)s")
    messages.info(request, words % {"name": user.name, "link": link})


def access_table(request: HttpRequest, study: str) -> HttpResponse:
    """Show the declared access table: who may do what, and where."""
    found = get_object_or_404(Study.objects.editable_by(request.user), slug=study)
    named = [(str(m._meta.verbose_name), rules) for m, rules in declared.table().items()]
    context = {"study": found, "objects": sorted(named, key=itemgetter(0))}
    return render(request, "studies/access_table.html", context)
