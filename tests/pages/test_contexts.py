"""What a template uses is what its context declares, no more and no less."""

from dataclasses import fields
from pathlib import Path

import pytest
from flask import Flask
from jinja2 import meta, nodes

import api.pages
from api.pages.contexts import TEMPLATES, Page

FOLDER = Path(api.pages.__file__).parent / "templates"
_SHARED = {"base.html", "parts.html"}


def variables_of(app: Flask, name: str) -> set[str]:
    """Return the variables that a template, and those it extends and imports with context, read."""
    environment = app.jinja_env
    tree = environment.parse((FOLDER / name).read_text("utf-8"))
    found = meta.find_undeclared_variables(tree)
    for reference in tree.find_all((nodes.Extends, nodes.FromImport)):
        found |= variables_of(app, reference.template.value)
    # jinja2.meta takes an imported macro that is used inside a block for a variable.
    macros = {macro for imported in tree.find_all(nodes.FromImport) for macro in imported.names}
    macros |= {macro.name for macro in tree.find_all(nodes.Macro)}
    return found - macros - set(environment.globals)


@pytest.mark.parametrize("page_type", TEMPLATES, ids=lambda page_type: page_type.__name__)
def test_a_template_uses_what_its_context_declares(invented_app: Flask, page_type: type[Page]) -> None:
    declared = {field.name for field in fields(page_type)}
    # Flask gives every template its request, session and g; ours read none of them.
    assert variables_of(invented_app, TEMPLATES[page_type]) == declared


@pytest.mark.parametrize("page_type", TEMPLATES, ids=lambda page_type: page_type.__name__)
def test_every_variable_is_explained(page_type: type[Page]) -> None:
    assert [field.name for field in fields(page_type) if not field.metadata.get("help")] == []


def test_every_template_has_a_context() -> None:
    assert {path.name for path in FOLDER.glob("*.html")} == set(TEMPLATES.values()) | _SHARED
