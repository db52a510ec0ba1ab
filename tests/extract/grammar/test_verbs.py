"""Forms are made from base forms; every listed verb can be looked up by any of them."""

import pytest

from api.extract.grammar.verbs import inflect, speech_forms, verb_forms
from api.extract.words import read_entries


@pytest.mark.parametrize(
    ("base", "forms"),
    [
        ("say", {"say", "says", "saying", "said"}),
        ("deny", {"deny", "denies", "denying", "denied"}),
        ("admit", {"admit", "admits", "admitting", "admitted"}),
        ("write", {"write", "writes", "writing", "wrote", "written"}),
        ("agree", {"agree", "agrees", "agreeing", "agreed"}),
        ("lie", {"lie", "lies", "lying", "lay", "lain"}),
        ("preach", {"preach", "preaches", "preaching", "preached"}),
    ],
)
def test_inflections(base, forms):
    assert {form for form, _ in inflect([base])} == forms


def test_every_verb_of_saying_is_a_verb():
    assert set(speech_forms()) <= set(verb_forms())
    assert speech_forms()["told"] == "tell"


def test_verbs_of_saying_and_common_verbs_are_told_apart():
    assert not set(read_entries("speech_verbs")) & set(read_entries("common_verbs"))
