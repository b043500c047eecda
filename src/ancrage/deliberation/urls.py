"""URLs of the debates, under a study."""

from django.urls import path

from ancrage.deliberation.views import (
    ballots,
    cards,
    debated,
    decisions,
    evidence,
    groups,
    invitations,
    meetings,
    programme,
    reactions,
    results,
    rounds,
    screen,
)

app_name = "deliberation"
MEETING = "<uuid:uuid>/"
DEBATED = f"{MEETING}constats/<int:number>/"
REACTION = f"{MEETING}reactions/<uuid:reaction>/"
INVITATION = f"{MEETING}invitations/<uuid:invitation>/"
ITEM = f"{MEETING}programme/<uuid:item>/"
ROUND = "votes/<uuid:uuid>/"
DISSENT = f"{ROUND}positions/<uuid:dissent>/"
GROUP = "groupes/<uuid:uuid>/"

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
    path(f"{MEETING}votes/nouveau/", rounds.round_create, name="round_create"),
    path(ROUND, rounds.round_detail, name="round_detail"),
    path(f"{ROUND}modifier/", rounds.round_change, name="round_change"),
    path(f"{ROUND}supprimer/", rounds.round_remove, name="round_remove"),
    path(f"{ROUND}ouvrir/", rounds.round_open, name="round_open"),
    path(f"{ROUND}clore/", rounds.round_close, name="round_close"),
    path(f"{ROUND}cartes/", rounds.ballot_cards, name="ballot_cards"),
    path(f"{ROUND}saisir/", ballots.ballot_type, name="ballot_type"),
    path(f"{ROUND}mains/", ballots.hand_count, name="hand_count"),
    path(f"{ROUND}bulletins.csv", results.ballot_file, name="ballot_file"),
    path(f"{ROUND}decisions/", decisions.round_decide, name="round_decide"),
    path(f"{ROUND}choix/<int:number>/enjeu/", decisions.stake_make, name="stake_make"),
    path(f"{ROUND}positions/nouvelle/", decisions.dissent_create, name="dissent_create"),
    path(DISSENT, decisions.dissent_change, name="dissent_change"),
    path(f"{DISSENT}retirer/", decisions.dissent_remove, name="dissent_remove"),
    path(f"{MEETING}groupes/nouveau/", groups.group_create, name="group_create"),
    path(f"{MEETING}synthese/", groups.workshop_summary, name="workshop_summary"),
    path(GROUP, groups.group_detail, name="group_detail"),
    path(f"{GROUP}modifier/", groups.group_change, name="group_change"),
    path(f"{GROUP}supprimer/", groups.group_remove, name="group_remove"),
    path(f"{GROUP}feuille/", groups.group_sheet, name="group_sheet"),
    *(
        path(f"{GROUP}{kind}s/{page}", view, {"kind": kind}, name=f"{kind}_{verb}")
        for kind in groups.LINES
        for page, view, verb in (
            ("ajouter/", groups.line_create, "create"),
            ("<uuid:line>/", groups.line_change, "change"),
            ("<uuid:line>/retirer/", groups.line_remove, "remove"),
        )
    ),
    path(f"{GROUP}solutions/<uuid:line>/piste/", groups.lead_make, name="lead_make"),
]
