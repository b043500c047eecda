"""A researcher marks a text, by mouse and by keyboard alone."""

import time

import pytest

from ancrage.coding.models import Coding, Memo
from ancrage.core.access import Role
from ancrage.fieldwork.models import Consent, Purpose
from tests import factories
from tests.coding.desk import Desk, make_desk

HIGHLIGHTED = """(name) => [...(CSS.highlights.get(name) ?? [])].map(
  (range) => range.startContainer.data.slice(range.startOffset, range.endOffset)).join("|")"""
DRAWN = """() => [...CSS.highlights.keys()].filter((name) => name.startsWith("code-")).sort()"""


@pytest.fixture
def desk(page, log_in) -> Desk:
    study = factories.StudyFactory()
    user = factories.MembershipFactory(study=study, role=Role.NATIONAL).user
    desk = make_desk(study, factories.SiteFactory(study=study), user)
    log_in(user)
    return desk


@pytest.fixture
def opened(page, desk):
    """The page of the text, focus in the text."""
    page.goto(desk.url("document_read"))
    page.locator("#texte").focus()
    return page


def quotes():
    """Return what is coded: (words, code)."""
    codings = Coding.objects.standing().select_related("passage__text_version", "code")
    return sorted((coding.passage.quote(), coding.code.name) for coding in codings)


def highlighted(page, name="chosen"):
    """Return the words drawn under a name, paragraph by paragraph."""
    return page.evaluate(HIGHLIGHTED, name)


def press(page, *keys):
    for key in keys:
        page.keyboard.press(key)


def select(page, words):
    """Select words as a mouse does."""
    box = page.evaluate(
        """(words) => {
          const node = [...document.querySelectorAll("p[data-start]")]
            .map((p) => p.firstChild).find((node) => node.data.includes(words));
          const range = document.createRange();
          range.setStart(node, node.data.indexOf(words));
          range.setEnd(node, node.data.indexOf(words) + words.length);
          const boxes = [...range.getClientRects()];
          const first = boxes[0], last = boxes[boxes.length - 1];
          return [first.left, first.top + first.height / 2, last.right, last.top + last.height / 2];
        }""",
        words,
    )
    page.mouse.move(box[0] + 0.5, box[1])
    page.mouse.down()
    page.mouse.move(box[2] - 0.5, box[3], steps=4)
    page.mouse.up()


def test_marking_by_mouse(opened, until, check_accessibility):
    page = opened
    select(page, "travailler ensemble")
    page.locator("#barre").wait_for()
    check_accessibility()
    page.locator("#barre-codes").get_by_text("coordination").click()
    page.locator("[data-mark]").wait_for()
    assert quotes() == [("travailler ensemble", "coordination")]
    assert page.evaluate(DRAWN) == ["code-3-level-0"]
    panel = page.locator("#grille [data-code=coordination]")
    assert panel.locator(".tree__count").inner_text() == "1"
    assert "coordination" in page.locator("#etat-mots").inner_text()
    check_accessibility()


def test_marking_by_keyboard_alone(opened, until):
    page = opened
    press(page, "ArrowRight", "Shift+ArrowRight", "Shift+ArrowRight")
    assert highlighted(page) == "On se voit"
    assert "On se voit" in page.locator("#annonce").text_content()
    press(page, "ArrowDown")
    assert highlighted(page).startswith("Mais travailler")
    press(page, "PageDown")
    assert highlighted(page) == "Et vous, qu’est-ce que vous changeriez ?"
    press(page, "PageUp", "ArrowRight", "ArrowLeft")
    press(page, "Enter")
    page.keyboard.type("coop")
    press(page, "Enter")
    until("() => document.querySelectorAll('[data-mark]').length === 1")
    page.keyboard.type("coord")
    press(page, "Enter")
    until("() => document.querySelectorAll('[data-mark]').length === 2")
    press(page, "Escape")
    assert page.evaluate("document.activeElement.id") == "texte"
    assert [code for _, code in quotes()] == ["coopération", "coordination"]


def test_undo_takes_back_gestures_one_by_one(opened, until):
    page = opened
    press(page, "ArrowRight", "Enter")
    page.keyboard.type("coop")
    press(page, "Enter")
    until("() => document.querySelectorAll('[data-mark]').length === 1")
    press(page, "Escape", "Delete")
    until("() => document.querySelectorAll('[data-mark]').length === 0")
    assert quotes() == []
    assert page.locator("#grille [data-code=cooperation] .tree__count").inner_text() == "0"
    press(page, "u")
    until("() => document.querySelectorAll('[data-mark]').length === 1")
    assert quotes() == [("On", "coopération")]
    press(page, "u")
    until("() => document.querySelectorAll('[data-mark]').length === 0")
    assert quotes() == []


def test_a_double_enter_codes_once(opened, until):
    page = opened
    press(page, "ArrowRight", "Enter")
    page.keyboard.type("coop")
    press(page, "Enter", "Enter")
    until("() => document.querySelectorAll('[data-mark]').length === 1")
    page.wait_for_timeout(200)
    assert Coding.objects.count() == 1


def test_overlapping_codings_are_drawn_at_two_levels(desk, page, until):
    for words, code in (
        ("Mais travailler ensemble", desk.coordination),
        ("travailler ensemble, ça veut dire", desk.cooperation),
        ("chacun change", desk.coordination),
    ):
        passage = factories.PassageFactory(
            text_version=desk.version, participant=desk.participant, **desk.span(words)
        )
        factories.CodingFactory(passage=passage, code=code, author=desk.user)
    page.goto(desk.url("document_read"))
    assert page.evaluate(DRAWN) == ["code-3-level-0", "code-5-level-1"]


def test_places_after_an_emoji_are_those_of_the_server(opened, until):
    page = opened
    select(page, "jamais")
    page.locator("#barre-codes").get_by_text("coordination").click()
    until("() => document.querySelectorAll('[data-mark]').length === 1")
    assert quotes() == [("jamais", "coordination")]
    select(page, "parle 👩‍🌾 jamais")
    assert highlighted(page) == "parle 👩‍🌾 jamais"
    page.locator("#barre-codes").get_by_text("coopération").click()
    until("() => document.querySelectorAll('[data-mark]').length === 2")
    assert ("parle 👩‍🌾 jamais", "coopération") in quotes()
    assert highlighted(page, "code-5-level-0") == "parle 👩‍🌾 jamais"


def test_a_new_code_and_a_memo_from_the_keyboard(opened, until):
    page = opened
    press(page, "ArrowRight", "n")
    page.keyboard.type("Réunions")
    press(page, "Enter")
    until("() => document.querySelector('.reading__codes').textContent.includes('Réunions')")
    press(page, "Escape", "m")
    page.keyboard.type("À relire avec Camille.")
    press(page, "Control+Enter")
    page.locator("[data-memo]").wait_for()
    assert quotes() == [("On", "Réunions")]
    assert Memo.objects.get().text == "À relire avec Camille."


def test_going_from_coding_to_coding(desk, page):
    for words in ("On se voit", "travailler ensemble"):
        passage = factories.PassageFactory(
            text_version=desk.version, participant=desk.participant, **desk.span(words)
        )
        factories.CodingFactory(passage=passage, code=desk.coordination, author=desk.user)
    page.goto(desk.url("document_read"))
    page.locator("#texte").focus()
    press(page, "j", "j")
    assert highlighted(page) == "travailler ensemble"
    assert "coordination" in page.locator("#annonce").text_content()
    press(page, "k")
    assert highlighted(page) == "On se voit"


def test_a_refusal_is_said_in_words_and_writes_nothing(opened, complaints, until):
    complaints.expect("422")
    page = opened
    Consent.objects.filter(purpose=Purpose.CODE).delete()
    press(page, "ArrowRight", "Enter")
    page.keyboard.type("coop")
    press(page, "Enter")
    until("() => document.getElementById('etat-mots').textContent.includes('pas accepté')")
    assert quotes() == []


def test_coders_are_shown_side_by_side_or_one_at_a_time(desk, page):
    passage = factories.PassageFactory(
        text_version=desk.version, participant=desk.participant, **desk.span("On se voit")
    )
    other = factories.MembershipFactory(study=desk.study, role=Role.NATIONAL).user
    factories.CodingFactory(passage=passage, code=desk.coordination, author=desk.user)
    factories.CodingFactory(passage=passage, code=desk.cooperation, author=other)
    page.goto(desk.url("document_read"))
    assert page.evaluate(DRAWN) == ["code-3-level-0", "code-5-level-1"]
    page.get_by_label(other.name).uncheck()
    assert page.evaluate(DRAWN) == ["code-3-level-0"]
    assert page.locator("[data-mark]:visible").count() == 1


@pytest.mark.parametrize("page_options", [{"java_script_enabled": False}])
def test_marking_without_script(desk, page):
    page.goto(desk.url("document_read"))
    page.get_by_text("Marquer en collant une citation").click()
    page.get_by_label("Citation exacte").fill("travailler ensemble")
    page.locator("select[name=codes]").select_option("coordination")
    page.get_by_role("button", name="Poser les codes").click()
    page.locator("[data-mark]").wait_for()
    assert quotes() == [("travailler ensemble", "coordination")]


def test_a_finding_from_the_words_chosen(opened):
    page = opened
    press(page, "ArrowDown", "f")
    page.wait_for_url("**/constats/nouveau/?mots=*")
    assert "On se voit en réunion, oui." in page.locator("main").inner_text()


def test_a_long_text_is_read_from_anywhere_at_once(desk, page, until):
    """Words off the screen are not laid out; what a link leads to is shown all the same."""
    paragraphs = ["Chacun change un peu sa façon de faire. " * (1 + n % 9) for n in range(900)]
    version = factories.TextVersionFactory(
        document__interview__study=desk.study, text="\n".join(p.strip() for p in paragraphs)
    )
    late = version.paragraphs.order_by("-start")[50]
    passage = factories.PassageFactory(
        text_version=version, participant=None, start=late.start, end=late.start + 6
    )
    url = desk.url("document_read", version.document.uuid)
    page.goto(f"{url}?verbatim={passage.uuid}")
    place = f"document.getElementById('p-{late.start}').getBoundingClientRect().top"
    until(f"() => {place} > 0 && {place} < innerHeight")
    page.locator("#texte").evaluate("element => element.focus({preventScroll: true})")
    begun = time.monotonic()
    press(page, *["ArrowRight"] * 5)
    assert highlighted(page) in ("faire", "change", "Chacun", "un", "peu", "sa", "façon", "de")
    assert time.monotonic() - begun < 5
    assert page.evaluate(f"{place} > 0 && {place} < innerHeight")


def test_what_was_done_is_never_hidden_by_the_bar(opened):
    page = opened
    select(page, "travailler ensemble")
    page.locator("#barre-codes").wait_for()
    box = page.locator("#barre").bounding_box()
    press(page, "Escape")
    page.evaluate("getSelection().removeAllRanges()")  # else pressing on them would drag them
    # The window is just as high as the bar needs, were nothing else at its foot.
    page.set_viewport_size({"width": 1280, "height": int(box["y"] + box["height"]) + 2})
    select(page, "travailler ensemble")
    page.locator("#barre-codes").get_by_text("coordination").click()
    page.locator("#annuler").wait_for()
    on_top = """(id) => {
      const { left, right, top, bottom } = document.getElementById(id).getBoundingClientRect();
      const [x, y] = [(left + right) / 2, (top + bottom) / 2];
      return [[left + 2, y], [x, y], [right - 2, y], [x, top + 2], [x, bottom - 2]]
        .every((point) => document.elementFromPoint(...point)?.closest(`#${id}`));
    }"""
    assert page.evaluate(on_top, "annuler")
    assert page.evaluate(on_top, "etat-mots")


def test_a_sentence_said_ends_with_one_full_stop(opened):
    press(opened, "ArrowRight", "ArrowDown")
    said = opened.locator("#annonce").text_content()
    assert "mots" in said
    assert ".." not in said
