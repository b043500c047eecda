"""URLs of the debates, under a study."""

from django.urls import path

from ancrage.deliberation.views import (
    cards,
    debated,
    evidence,
    invitations,
    meetings,
    programme,
    reactions,
    screen,
)

app_name = "deliberation"
MEETING = "<uuid:uuid>/"
DEBATED = f"{MEETING}constats/<int:number>/"
REACTION = f"{MEETING}reactions/<uuid:reaction>/"
INVITATION = f"{MEETING}invitations/<uuid:invitation>/"
ITEM = f"{MEETING}programme/<uuid:item>/"

urlpatterns = [
    path("", meetings.meeting_list, name="meeting_list"),
    path("nouvelle/", meetings.meeting_create, name="meeting_create"),
    path(MEETING, meetings.meeting_detail, name="meeting_detail"),
    path(f"{MEETING}modifier/", meetings.meeting_change, name="meeting_change"),
    path(f"{MEETING}supprimer/", meetings.meeting_remove, name="meeting_remove"),
    path(f"{MEETING}ouvrir/", meetings.meeting_open, name="meeting_open"),
    path(f"{MEETING}clore/", meetings.meeting_close, name="meeting_close"),
    path(f"{MEETING}rouvrir/", meetings.meeting_reopen, name="meeting_reopen"),
    path(f"{MEETING}completer/", meetings.meeting_write_up, name="meeting_write_up"),
    path(f"{MEETING}programme/", programme.item_list, name="item_list"),
    path(ITEM, programme.item_change, name="item_change"),
    path(f"{ITEM}deplacer/", programme.item_shift, name="item_shift"),
    path(f"{ITEM}retirer/", programme.item_remove, name="item_remove"),
    path(f"{MEETING}constats/", debated.debated_choose, name="debated_choose"),
    path(DEBATED, debated.debated_change, name="debated_change"),
    path(f"{DEBATED}ecarter/", debated.debated_withdraw, name="debated_withdraw"),
    path(f"{DEBATED}remettre/", debated.debated_restore, name="debated_restore"),
    path(f"{DEBATED}deplacer/", debated.debated_shift, name="debated_shift"),
    path(f"{DEBATED}retirer/", debated.debated_remove, name="debated_remove"),
    path(f"{MEETING}invitations/", invitations.invitation_list, name="invitation_list"),
    path(f"{MEETING}invitations/envoyer/", invitations.invitation_send, name="invitation_send"),
    path(f"{MEETING}invitations/suivre/", invitations.invitation_follow, name="invitation_follow"),
    path(f"{MEETING}invitations/lettres/", invitations.letter_list, name="letter_list"),
    path(INVITATION, invitations.invitation_change, name="invitation_change"),
    path(f"{INVITATION}renouveler/", invitations.invitation_renew, name="invitation_renew"),
    path(f"{MEETING}ecran/", screen.screen, name="screen"),
    path(f"{MEETING}cartes/", cards.card_list, name="card_list"),
    path(f"{MEETING}cartes/saisir/", cards.card_type, name="card_type"),
    path(f"{MEETING}noter/", reactions.reaction_create, name="reaction_create"),
    path(f"{MEETING}reactions/", reactions.reaction_list, name="reaction_list"),
    path(REACTION, reactions.reaction_change, name="reaction_change"),
    path(f"{REACTION}retirer/", reactions.reaction_remove, name="reaction_remove"),
    path(f"{REACTION}constat/", evidence.finding_born, name="finding_born"),
    path(f"{MEETING}preuves/", evidence.proposal_list, name="proposal_list"),
]
