"""What holds for every template of the house."""

import re
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[2] / "src" / "ancrage"
TEMPLATES = sorted(SOURCE.rglob("templates/**/*.html"))
PYTHON = "\n".join(p.read_text(encoding="utf-8") for p in SOURCE.rglob("*.py"))


def name_of(path: Path) -> str:
    """Return the name by which code calls a template."""
    parts = path.parts
    return "/".join(parts[parts.index("templates") + 1 :])


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_template_is_used(path):
    name = name_of(path)
    others = "\n".join(p.read_text(encoding="utf-8") for p in TEMPLATES if p != path)
    framework = name.startswith(("django/", "registration/"))
    assert framework or f'"{name}"' in PYTHON or f'"{name}"' in others, f"{name} is never used"


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_template_keeps_to_the_content_security_policy(path):
    # A tag's own arguments, as in « with one=one », are no attributes.
    source = re.sub(r"{%.*?%}", "", path.read_text(encoding="utf-8"), flags=re.S)
    assert not re.search(r"\sstyle=", source), "Use a class: the policy refuses style attributes."
    assert not re.search(r"\son[a-z]+=", source), "Use a module: the policy refuses handlers."
    assert not re.search(r"<script(?![^>]*\ssrc=)", source), "The policy refuses inline scripts."


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_form_that_writes_is_signed(path):
    source = path.read_text(encoding="utf-8")
    for form in re.findall(r'<form[^>]*method="post".*?</form>', source, re.S | re.I):
        assert "{% csrf_token %}" in form
        harmless = re.search(r"accounts:(login|logout|language|password_)|accounts/", form)
        in_accounts = "accounts" in path.parts
        assert harmless or in_accounts or "{% command %}" in form, "Add {% command %} to the form."
