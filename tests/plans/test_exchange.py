"""Actions go out and come back the same; what can't be taken is named."""

import json
from datetime import UTC, date, datetime

import pytest
from django.utils import timezone

from ancrage.core.frozen import canonical, digest
from ancrage.deliberation.models import Meeting
from ancrage.formats.study_folder import StudyFolder
from ancrage.plans import exchange, gate
from ancrage.plans.models import Action, PlainWords, SiteReturn
from tests import factories

pytestmark = pytest.mark.django_db
TABLES = {
    "actions": "site,numero,titre,pourquoi,pistes,portee_par,compte,avec_qui,moyens,debut,terme,"
    "premiere_etape,signe,seance,seance_le,rappel\n"
    "{site},1,Tenir,Parce que.,8,CCAS,{email},La Caf,Deux heures,2017-04-01,2018-04-30,Écrire,Vu,"
    "Atelier,2017-03-01,2018-04-16T08:00:00+02:00\n"
    "{site},2,Ouvrir,,8,,,,,,,,,,,\n"
    "{site},3,Compter,,,,,,,,,,,,,\n",
    "decisions_actions": "site,action,decision,le,par,raison,transmise_a\n"
    "{site},1,abandonnee,2017-03-01,le comité,Trop tôt.,\n"
    "{site},1,adoptee,2017-04-25,le comité,Un poste est trouvé.,\n"
    "{site},2,transmise,2017-05-02,le comité,Ce n’est pas à nous.,le Département\n",
    "suivis_actions": "site,action,mois,pour_le,avancement,texte,dit_par,releve_le,rappel\n"
    "{site},1,3,2017-07-25,en_cours,Un peu.,CCAS,2017-08-01,2017-07-25T08:00:00+02:00\n"
    "{site},1,6,2017-10-25,,,,,\n",
    "mots_simples": "site,enjeu,texte\n{site},1,Vous voulez une réponse.\n",
}


@pytest.fixture(autouse=True)
def meeting(bench):
    """The workshop in which the first sheet was born."""
    step = factories.StepFactory(study=bench.cast.study)
    values = {"study": bench.cast.study, "site": bench.site, "step": step}
    return Meeting.objects.create(
        kind="atelier", title="Atelier", held_on=date(2017, 3, 1), **values
    )


def read(bench, folder, **tables):
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in tables.items():
        content = content.replace("{site}", bench.site.name)
        content = content.replace("{email}", bench.cast.site_team.email)
        (folder / f"{name}.csv").write_text(content, encoding="utf-8")
    opened = StudyFolder(folder)
    exchange.import_tables(opened, study=bench.cast.study, by=None, now=timezone.now())
    return opened


def test_actions_are_read_whole(bench, meeting, tmp_path):
    assert read(bench, tmp_path, **TABLES).faults == []

    adopted, handed, proposed = Action.objects.order_by("number")
    assert [adopted.state, handed.state, proposed.state] == ["adoptee", "transmise", "proposee"]
    assert adopted.owner == bench.cast.site_team
    assert adopted.meeting == meeting
    assert adopted.reminded_at == datetime(2018, 4, 16, 6, tzinfo=UTC)
    assert [one.state for one in adopted.decisions.all()] == ["adoptee", "abandonnee"]
    assert [(one.months, one.progress) for one in adopted.follow_ups.all()] == [
        (3, "en_cours"),
        (6, ""),
        (12, ""),
    ]
    assert list(adopted.leads.all()) == [bench.lead]
    assert PlainWords.objects.get().text == "Vous voulez une réponse."


def test_actions_come_back_the_same(bench, tmp_path):
    read(bench, tmp_path / "in", **TABLES)
    factories.SiteReturnFactory(
        site=bench.site,
        digest=digest(factories.frozen_return(bench.site)),
        withdrawn_at="2018-01-10T10:00:00Z",
    )
    first, second = tmp_path / "1", tmp_path / "2"
    exchange.export_tables(bench.cast.study, first)
    for model in (Action, PlainWords, SiteReturn):
        model.objects.all().delete()

    assert read(bench, first).faults == []

    exchange.export_tables(bench.cast.study, second)
    for file in sorted(path for path in first.rglob("*") if path.is_file()):
        assert file.read_bytes() == (second / file.relative_to(first)).read_bytes(), file.name
    assert SiteReturn.objects.get().withdrawn_at is not None


@pytest.mark.parametrize(
    ("table", "line", "kind"),
    [
        ("actions", "Nulle-Part,9,Tenir,,,,,,,,,,,,,", "unknown_site"),
        ("actions", "{site},neuf,Tenir,,,,,,,,,,,,,", "not_a_number"),
        ("actions", "{site},9,,,,,,,,,,,,,,", "missing_value"),
        ("actions", "{site},9,Tenir,,77,,,,,,,,,,,", "unknown_number"),
        ("actions", "{site},9,Tenir,,,,rien@exemple.fr,,,,,,,,,", "unknown_author"),
        ("actions", "{site},9,Tenir,,,,,,,2018-02-30,,,,,,", "bad_date"),
        ("actions", "{site},9,Tenir,,,,,,,2018-02-02,2018-02-01,,,,,", "refused"),
        ("actions", "{site},9,Tenir,,,,,,,,,,,,,hier", "bad_date"),
        ("actions", "{site},9,Tenir,,,,,,,,,,,,,2018-02-01", "bad_date"),
        ("actions", "{site},9,Tenir,,,,,,,,,,,Atelier,2017-03-02,", "unknown_meeting"),
        ("actions", "{site},9,Tenir,,,,,,,,,,,Atelier,,", "bad_date"),
        ("decisions_actions", "{site},9,adoptee,2017-05-02,le comité,,", "unknown_number"),
        ("decisions_actions", "{site},1,rêvée,2017-05-02,le comité,,", "unknown_value"),
        ("decisions_actions", "{site},1,abandonnee,2017-05-02,le comité,,", "refused"),
        ("decisions_actions", "{site},3,adoptee,2017-05-02,le comité,,", "refused"),
        ("decisions_actions", "{site},1,adoptee,2017-05-02,,,", "missing_value"),
        ("suivis_actions", "{site},1,3,2017-08-02,parfait,,,2017-08-03,", "unknown_value"),
        ("suivis_actions", "{site},3,3,2017-08-02,en_cours,,,2017-08-03,", "refused"),
        ("suivis_actions", "{site},3,3,2017-08-02,,,,,", "refused"),
        ("suivis_actions", "{site},9,3,2017-08-02,,,,,", "unknown_number"),
        ("mots_simples", "{site},77,Vous voulez.", "unknown_number"),
        ("mots_simples", "{site},1,", "missing_value"),
        ("retours", "{site},1,absent.json,0,", "missing_file"),
        ("retours", "{site},1,../absent.json,0,", "bad_value"),
    ],
)
def test_row_that_cannot_be_taken_is_named(bench, tmp_path, table, line, kind):
    columns = ",".join(exchange.COLUMNS[table])
    before = {"decisions_actions": ["actions"], "suivis_actions": ["actions", "decisions_actions"]}
    tables = {name: TABLES[name] for name in before.get(table, [])}
    tables[table] = f"{columns}\n{line}\n"

    opened = read(bench, tmp_path, **tables)

    assert [(fault.kind, fault.file, fault.row) for fault in opened.faults] == [
        (kind, f"{table}.csv", 2)
    ]


def test_stake_said_twice_is_named(bench, tmp_path):
    head, first = TABLES["mots_simples"].splitlines()

    opened = read(bench, tmp_path, mots_simples=f"{head}\n{first}\n{first}\n")

    assert [(fault.kind, fault.row) for fault in opened.faults] == [("doubled_line", 3)]


def test_number_given_twice_is_named(bench, tmp_path):
    head, first, *_ = TABLES["actions"].splitlines()

    opened = read(bench, tmp_path, actions=f"{head}\n{first}\n{first}\n")

    assert [(fault.kind, fault.row) for fault in opened.faults] == [("doubled_number", 3)]


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        ({"said": "rien"}, "bad_value"),
        ({"de_plus": 1}, "bad_value"),
        ({"published_on": "hier"}, "bad_value"),
        ({"edition": 4}, "bad_value"),
        ({"format": 9}, "bad_value"),
        ({"site": "Ailleurs"}, "bad_value"),
        (None, "malformed"),
    ],
)
def test_page_that_was_tampered_with_is_refused(bench, tmp_path, change, kind):
    frozen = factories.frozen_return(bench.site)
    pages = tmp_path / "retours"
    pages.mkdir()
    changed = canonical(frozen | change) if change else b"{"
    (pages / "page.json").write_bytes(changed)
    # Whoever changes the words may count the digest again; whoever changes one name may not.
    kept = digest(frozen if change and "site" in change else frozen | (change or {}))

    line = f"site,edition,fichier,empreinte,retiree_le\n{{site}},1,page.json,{kept},\n"
    opened = read(bench, tmp_path, retours=line)

    assert [fault.kind for fault in opened.faults] == [kind]
    assert not SiteReturn.objects.exists()


def test_what_the_gate_composes_is_sound(bench):
    bench.adopted()
    bench.decide(bench.sheet(), "abandonnee", reason="Trop cher.")
    PlainWords.objects.create(site=bench.site, stake=bench.stake, text="Vous voulez.")

    data = gate.compose(bench.site, now=datetime(2017, 7, 1, tzinfo=UTC)).data

    assert gate.is_sound(json.loads(canonical(data)))
    assert not gate.is_sound({**data, "open": [3]})
