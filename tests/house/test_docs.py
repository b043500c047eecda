"""The documentation says what the code does, and nothing that it does not do."""

import re
import shlex
import subprocess
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import get_commands, load_command_class
from django.utils import timezone
from scripts import write_access_page

from ancrage.core.access import Role
from ancrage.fieldwork.actions import check_files
from ancrage.formats import errors, study_folder
from ancrage.formats.field_folder import KINDS
from ancrage.formats.field_folder.columns import COLUMNS
from ancrage.formats.report_markup.references import SUBJECTS, Kind
from ancrage.web.exchange import carry_in
from tests import described, factories

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "ancrage"
REFERENCE = ROOT / "docs" / "reference"
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
COMMAND = re.compile(r"^### `ancrage ([\w-]+).*?`$(.*?)(?=^#{2,3} |\Z)", re.S | re.M)
FENCE = re.compile(r"^```.*?^```", re.S | re.M)
LINK = re.compile(r"\]\(([^)\s]+)\)")
OURS = {name for name, app in get_commands().items() if app.startswith("ancrage.")}
MODELS = [model for model in apps.get_models() if model.__module__.startswith("ancrage.")]


def name_of(path: Path) -> str:
    """Return the path of a page from the root of the project."""
    return path.relative_to(ROOT).as_posix()


def read(path: Path) -> str:
    """Return the text of a page."""
    return path.read_text(encoding="utf-8")


def headings(path: Path) -> list[str]:
    """Return the headings of a page, as they are written."""
    return re.findall(r"^#+ (.+)$", FENCE.sub("", read(path)), re.M)


def anchor(heading: str) -> str:
    """Return the fragment that leads to a heading."""
    words = re.sub(r"[^\w\s-]", "", heading.lower().replace("`", ""))
    return re.sub(r"\s", "-", words)


def command_lines(path: Path) -> list[str]:
    """Return the lines of a page's blocks that call ``ancrage``, continued lines joined."""
    blocks = "\n".join(FENCE.findall(read(path))).replace("\\\n", " ")
    return re.findall(r"^(?:[A-Z_]+=\S+ )*(?:sudo -u \S+ )?(?:\S*/)?ancrage (.+)$", blocks, re.M)


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_relative_links_lead_somewhere(path):
    for target in LINK.findall(FENCE.sub("", read(path))):
        if re.match(r"[a-z]+:", target):
            continue
        name, _, fragment = target.partition("#")
        page = (path.parent / name).resolve() if name else path
        assert page.exists(), f"{target} leads nowhere."
        if fragment:
            assert fragment in map(anchor, headings(page)), f"{target}: no such heading."


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_commands_in_blocks_can_be_typed(path):
    for line in command_lines(path):
        name, *arguments = shlex.split(line, comments=True)
        name = name.replace("-", "_")
        assert name in get_commands(), f"ancrage {line}: no such command."
        app = get_commands()[name]
        command = app if not isinstance(app, str) else load_command_class(app, name)
        try:
            command.create_parser("ancrage", name).parse_args(arguments)
        except SystemExit:
            pytest.fail(f"ancrage {line}: the parser refuses it.")


def test_every_command_is_described_with_its_options_and_nothing_else():
    sections = dict(COMMAND.findall(read(REFERENCE / "commandes.md")))
    assert {name.replace("-", "_") for name in sections} == OURS
    for name, text in sections.items():
        command = load_command_class(get_commands()[name.replace("-", "_")], name.replace("-", "_"))
        common = {"--help", *command.base_stealth_options, *_shared_options()}
        options = {
            option
            for action in command.create_parser("ancrage", name)._actions
            for option in action.option_strings
            if option.startswith("--") and option not in common
        }
        described = set(re.findall(r"`(--[\w-]+)", text))
        assert described == options, f"{name}: {described ^ options}"


def _shared_options() -> set[str]:
    from django.core.management.base import BaseCommand

    parser = BaseCommand().create_parser("ancrage", "any")
    return {option for action in parser._actions for option in action.option_strings}


def test_every_environment_variable_is_described_and_nothing_else():
    sources = "\n".join(read(path) for path in SOURCE.rglob("*.py"))
    used = set(re.findall(r"""environ(?:\.get\(|\[)\s*"(\w+)\"""", sources))
    used |= {"DATABASE_URL"} if "dj_database_url.config(" in sources else set()
    described = set(re.findall(r"^\| `(\w+)` \|", read(REFERENCE / "reglages.md"), re.M))
    assert described == used


def test_every_model_is_in_the_glossary_under_its_french_name():
    rows = re.findall(r"^\| (.+?) \| .*?`(\w+)` \|", read(REFERENCE / "glossaire.md"), re.M)
    french = {name: words for words, name in rows}
    assert set(french) == {model.__name__ for model in MODELS}
    for model in MODELS:
        if "verbose_name" in model._meta.original_attrs:
            assert str(model._meta.verbose_name) in french[model.__name__]


def test_access_page_is_the_declared_table():
    written = read(REFERENCE / "acces.md")
    assert written == write_access_page.page(), "Run « make access-page »."


def test_every_column_and_fault_of_the_field_tables_is_described():
    page = read(REFERENCE / "tableaux-entretiens.md")
    for columns in COLUMNS.values():
        for column in columns:
            assert f"`{column.name}`" in page
    described = set(re.findall(r"^\| `(\w+)` \|", page, re.M))
    missing = (KINDS | set(errors.KINDS)) - described
    assert not missing, missing


def test_every_table_of_a_study_folder_is_described():
    page = read(REFERENCE / "dossier-etude.md")
    for path in (ROOT / "example").rglob("*.csv"):
        assert path.name in page
        for column in path.read_text(encoding="utf-8-sig").splitlines()[0].split(","):
            assert f"`{column}`" in page, f"{path.name}: {column}"
    assert study_folder.__doc__
    assert "dossier-etude.md" in study_folder.__doc__


def test_every_reference_of_a_report_is_described():
    page = read(REFERENCE / "ecrire-un-rapport.md")
    for kind in Kind:
        for subject in SUBJECTS.get(kind, ("",)):
            assert f"[[{kind} {subject}" in page


def test_readme_names_what_can_be_made():
    targets = set(re.findall(r"^([a-z-]+):", read(ROOT / "Makefile"), re.M))
    for path in PAGES:
        named = set(re.findall(r"(?:`|^)make ([a-z-]+)", read(path), re.M))
        assert named <= targets, f"{name_of(path)}: {named - targets}"
    assert {"make demo", "make test"} <= set(re.findall(r"make [a-z]+", read(ROOT / "README.md")))


def test_readme_names_every_room():
    built = {path.parent.name for path in SOURCE.glob("*/__init__.py")} - {"locale"}
    page = read(ROOT / "README.md")
    drawn = set(re.findall(r"^  ([a-z]+)/? ", page.partition("src/ancrage/")[2], re.M))
    assert drawn == built


def test_pages_can_all_be_found_from_the_documentation_index():
    reached = {ROOT / "docs" / "README.md"}
    waiting = list(reached)
    while waiting:
        page = waiting.pop()
        for target in LINK.findall(read(page)):
            found = (page.parent / target.partition("#")[0]).resolve()
            if found.suffix == ".md" and found.exists() and found not in reached:
                reached.add(found)
                waiting.append(found)
    assert {path for path in PAGES if path.is_relative_to(ROOT / "docs")} <= reached


@pytest.mark.django_db
def test_folder_of_the_tutorial_can_be_imported():
    files = described.files(described.TUTORIAL)
    assert [name for name, _ in files] == ["E301-arras.txt", "entretiens.csv", "personnes.csv"]
    study = factories.StudyFactory()
    factories.SiteFactory(study=study, name="Arras")
    factories.StepFactory(study=study, number=2)
    checked = check_files(study, files)
    assert checked.report == []
    assert checked.counts()["people"] == checked.counts()["interviews"] == 1


@pytest.mark.django_db
def test_first_study_of_the_installation_guide_can_be_imported(tmp_path):
    for name, content in described.files(described.INSTALLATION):
        (tmp_path / name).write_bytes(content)
    outcome = carry_in(tmp_path, by=None, now=timezone.now())
    assert outcome.faults == []
    assert outcome.study.memberships.get().role == Role.ADMIN


def test_pictures_are_all_used_and_small():
    tracked = subprocess.run(
        ["git", "ls-files", "docs/images"], cwd=ROOT, check=True, capture_output=True, text=True
    )
    cited = {
        (path.parent / target).resolve()
        for path in PAGES
        for target in LINK.findall(read(path))
        if target.endswith(".png")
    }
    for name in tracked.stdout.split():
        picture = ROOT / name
        assert picture in cited, f"{name} is shown nowhere."
        assert picture.stat().st_size < 150_000


def test_version_is_in_the_changelog():
    from tomllib import loads

    version = loads(read(ROOT / "pyproject.toml"))["project"]["version"]
    assert any(version in heading for heading in headings(ROOT / "CHANGELOG.md"))
    assert settings.DEMO_PASSWORD in read(ROOT / "README.md")
