"""URLs of reading."""

from django.urls import path, re_path

from ancrage.coding.views import codebook, codes, documents, marking, memos, reading, search

app_name = "coding"
urlpatterns = [
    path("textes/", documents.document_list, name="document_list"),
    path("textes/<uuid:uuid>/", reading.document_read, name="document_read"),
    path("textes/<uuid:uuid>/marge/", reading.document_margin, name="document_margin"),
    path("textes/<uuid:uuid>/codes/", reading.document_codes, name="document_codes"),
    path("textes/<uuid:uuid>/codages/", marking.coding_create, name="coding_create"),
    path("textes/<uuid:uuid>/codes/nouveau/", marking.code_create_here, name="code_create_here"),
    path("textes/<uuid:uuid>/memos/", marking.memo_create_here, name="memo_create_here"),
    path("textes/<uuid:uuid>/verbatims/", marking.passage_send, name="passage_send"),
    path("codages/<uuid:uuid>/retirer/", marking.coding_remove, name="coding_remove"),
    path("codages/<uuid:uuid>/remettre/", marking.coding_restore, name="coding_restore"),
    path("codes/", codebook.code_list, name="code_list"),
    path("nouveau-code/", codebook.code_create, name="code_create"),
    path("codes/<slug:slug>/", codes.code_detail, name="code_detail"),
    path("codes/<slug:slug>/modifier/", codebook.code_change, name="code_change"),
    path("codes/<slug:slug>/deplacer/", codebook.code_shift, name="code_shift"),
    path("codes/<slug:slug>/fusionner/", codebook.code_merge, name="code_merge"),
    path("codes/<slug:slug>/supprimer/", codebook.code_delete, name="code_delete"),
    path("codes/<slug:slug>/memos/", memos.memo_create, name="memo_create"),
    re_path(
        r"^codes/(?P<slug>[-\w]+)/verbatims\.(?P<kind>csv|xlsx)$",
        codes.code_export,
        name="code_export",
    ),
    path("memos/", memos.memo_list, name="memo_list"),
    path("memos/<uuid:uuid>/modifier/", memos.memo_change, name="memo_change"),
    path("memos/<uuid:uuid>/supprimer/", memos.memo_delete, name="memo_delete"),
    path("recherche/", search.search, name="search"),
]
