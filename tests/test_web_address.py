"""Addresses that lead to the same page are one; others are not."""

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api import web_address
from api.web_address import other_forms, plain_address


def test_the_examples_in_the_docstrings_are_true():
    assert doctest.testmod(web_address).failed == 0


@pytest.mark.parametrize(
    "url",
    [
        "http://a.example/news/flood",
        "https://www.a.example/news/flood/",
        "https://A.example/news/flood?utm_source=feed&fbclid=1",
        "https://a.example/news/flood#comments",
    ],
)
def test_addresses_of_one_page_are_one(url):
    assert plain_address(url) == "a.example/news/flood"


def test_addresses_that_differ_in_a_query_that_matters_are_two():
    assert plain_address("https://a.example/?id=1") != plain_address("https://a.example/?id=2")


_PARTS = st.text("abA/?&=#.:+%[]@", max_size=12)


@given(_PARTS, _PARTS)
def test_other_forms_are_of_the_same_page(path: str, arguments: str):
    url = f"http://www.a.example/{path}?{arguments}"
    forms = list(other_forms(url))
    assert {plain_address(one) for one in forms} == {plain_address(url)}
    assert len(set(forms)) == 8


@given(_PARTS)
def test_what_is_no_address_has_other_forms_or_none_but_is_no_error(url: str):
    assert len(list(other_forms(url))) in {0, 8}
