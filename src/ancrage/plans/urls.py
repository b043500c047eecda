"""URLs of actions, and of what residents read of them."""

from django.urls import path

from ancrage.plans.views import board, calendars, decisions, returns, sheets

app_name = "plans"
SITE = "sites/<slug:site>/actions/"
SHEET = f"{SITE}<int:number>/"
RETURN = "sites/<slug:site>/retour/"

urlpatterns = [
    path("projet/", board.action_board, name="action_board"),
    path("projet/mes-actions.ics", calendars.my_calendar, name="my_calendar"),
    path("projet/actions/nouvelle/", board.action_start, name="action_start"),
    path(SITE, sheets.site_actions, name="site_actions"),
    path(f"{SITE}nouvelle/", sheets.action_create, name="action_create"),
    path(f"{SITE}papier/", sheets.site_paper, name="site_paper"),
    path(f"{SITE}actions.ics", calendars.site_calendar, name="site_calendar"),
    path(SHEET, sheets.action_detail, name="action_detail"),
    path(f"{SHEET}modifier/", sheets.action_change, name="action_change"),
    path(f"{SHEET}supprimer/", sheets.action_remove, name="action_remove"),
    path(f"{SHEET}suivis/<int:months>/", decisions.follow_up_record, name="follow_up_record"),
    path(f"{SHEET}<slug:verb>/", decisions.action_decide, name="action_decide"),
    path(RETURN, returns.return_prepare, name="return_prepare"),
    path(f"{RETURN}publier/", returns.return_publish, name="return_publish"),
    path(f"{RETURN}enjeux/<int:number>/", returns.plain_words, name="plain_words"),
    path(
        f"{RETURN}editions/<int:edition>/retirer/", returns.return_withdraw, name="return_withdraw"
    ),
]
