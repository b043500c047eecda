"""URLs under ``/comptes/``."""

from django.urls import path

from ancrage.accounts import views

app_name = "accounts"
urlpatterns = [
    path("connexion/", views.login, name="login"),
    path("deconnexion/", views.logout, name="logout"),
    path("reglages/", views.profile, name="profile"),
    path("mot-de-passe/", views.password_change, name="password_change"),
    path("mot-de-passe/<uidb64>/<token>/", views.password_choose, name="password_choose"),
    path("langue/", views.language, name="language"),
]
