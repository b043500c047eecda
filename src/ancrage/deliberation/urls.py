"""URLs of the debates, under a study."""

from django.urls import path

from ancrage.deliberation.views import debated, evidence, meetings, programme, reactions

app_name = "deliberation"
MEETING = "<uuid:uuid>/"
DEBATED = f"{MEETING}constats/<int:number>/"
REACTION = f"{MEETING}reactions/<uuid:reaction>/"
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
    path(f"{MEETING}noter/", reactions.reaction_create, name="reaction_create"),
    path(f"{MEETING}reactions/", reactions.reaction_list, name="reaction_list"),
    path(REACTION, reactions.reaction_change, name="reaction_change"),
    path(f"{REACTION}retirer/", reactions.reaction_remove, name="reaction_remove"),
    path(f"{REACTION}constat/", evidence.finding_born, name="finding_born"),
    path(f"{MEETING}preuves/", evidence.proposal_list, name="proposal_list"),
]
