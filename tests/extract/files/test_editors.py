"""Texts that an editor keeps as blocks are read as paragraphs."""

import pytest

from api.extract.files.editors import text_of_blocks

PARAGRAPHS = "The wall held.\n\n“It did,” said Ada Bloom."


def words(text, **more):
    return {"type": "text", "text": text, **more}


@pytest.mark.parametrize(
    "value",
    [
        pytest.param(
            [
                {"type": "text", "content": "The wall held."},
                {"type": "text", "content": "“It did,” said Ada Bloom."},
            ],
            id="arc",
        ),
        pytest.param(
            [
                {
                    "_type": "block",
                    "children": [{"_type": "span", "text": "The wall "}, {"_type": "span", "text": "held."}],
                },
                {"_type": "image", "caption": "A wall"},
                {"_type": "block", "children": [{"_type": "span", "text": "“It did,” said Ada Bloom."}]},
            ],
            id="sanity",
        ),
        pytest.param(
            {
                "nodeType": "document",
                "content": [
                    {"nodeType": "paragraph", "content": [{"nodeType": "text", "value": "The wall held."}]},
                    {
                        "nodeType": "paragraph",
                        "content": [
                            {"nodeType": "text", "value": "“It did,” said "},
                            {
                                "nodeType": "hyperlink",
                                "content": [{"nodeType": "text", "value": "Ada Bloom"}],
                            },
                            {"nodeType": "text", "value": "."},
                        ],
                    },
                ],
            },
            id="contentful",
        ),
        pytest.param(
            {
                "type": "doc",
                "content": [
                    {"type": "paragraph", "content": [words("The wall held.")]},
                    {
                        "type": "paragraph",
                        "content": [words("“It did,” "), words("said Ada Bloom.", marks=[])],
                    },
                ],
            },
            id="prosemirror",
        ),
        pytest.param(
            {
                "time": 1709546400,
                "blocks": [
                    {"type": "paragraph", "data": {"text": "The wall held."}},
                    {"type": "image", "data": {"caption": "A wall"}},
                    {"type": "paragraph", "data": {"text": "“It did,” said Ada Bloom."}},
                ],
            },
            id="editor.js",
        ),
        pytest.param(
            {
                "root": {
                    "children": [
                        {"type": "paragraph", "children": [words("The wall held.")]},
                        {
                            "type": "paragraph",
                            "children": [
                                words("“It did,” said "),
                                {"type": "link", "children": [words("Ada Bloom.")]},
                            ],
                        },
                    ]
                }
            },
            id="lexical",
        ),
        pytest.param(
            {"blocks": [{"text": "The wall held."}, {"text": "“It did,” said Ada Bloom."}], "entityMap": {}},
            id="draft.js",
        ),
        pytest.param({"value": PARAGRAPHS, "format": "plain_text", "summary": ""}, id="drupal"),
    ],
)
def test_blocks_are_paragraphs(value):
    assert text_of_blocks(value) == PARAGRAPHS


@pytest.mark.parametrize(
    "items",
    [
        pytest.param(
            {"children": [{"type": "list-item", "children": [words(text)]} for text in ("Ice", "Wind")]},
            id="lexical",
        ),
        pytest.param({"data": {"items": ["Ice", "Wind"]}}, id="editor.js"),
        pytest.param({"items": [words("Ice"), words("Wind")]}, id="arc"),
        pytest.param(
            {"data": {"items": [{"content": "Ice", "items": [{"content": "Wind"}]}]}}, id="in-items"
        ),
    ],
)
def test_items_of_a_list_are_paragraphs_of_their_own(items):
    assert text_of_blocks([{"type": "list", **items}]) == "Ice\n\nWind"
    assert text_of_blocks([words("<b>So:</b>"), {"type": "list", **items}]).endswith(
        "<p>Ice</p>\n\n<p>Wind</p>"
    )


@pytest.mark.parametrize(
    "block",
    [
        pytest.param({"type": "quote", "content_elements": [words("We go.")]}, id="arc-quote"),
        pytest.param({"type": "paragraph", "text": "", "children": [words("We go.")]}, id="empty-text-above"),
    ],
)
def test_no_text_in_a_block_is_lost(block):
    assert text_of_blocks([words("The wall held."), block]) == "The wall held.\n\nWe go."


def test_links_to_other_articles_between_paragraphs_are_no_text():
    link = {"type": "interstitial_link", "content": "Read more: Ice", "url": "https://a.example/ice"}

    assert text_of_blocks([words("The wall held."), link]) == "The wall held."


def test_markup_in_one_block_leaves_the_others_paragraphs():
    blocks = [words("Marle & Sons <held>."), words("It <b>did</b>.")]

    assert text_of_blocks(blocks) == "<p>Marle &amp; Sons &lt;held&gt;.</p>\n\n<p>It <b>did</b>.</p>"


def nested(times):
    block = words("Ice")
    for _ in range(times):
        block = {"type": "quote", "children": [block]}
    return [block]


def roots(times):
    value = {"root": []}
    for _ in range(times):
        value = {"root": value}
    return value


@pytest.mark.parametrize(
    "value",
    [
        pytest.param("The wall held.", id="text"),
        pytest.param(["The wall held."], id="paragraphs"),
        pytest.param([], id="nothing"),
        pytest.param([{"type": "image", "text": "A wall"}], id="picture"),
        pytest.param({"title": "The wall"}, id="object"),
        pytest.param([1, {"text": "Ice"}], id="mixed"),
        pytest.param(nested(1000), id="for-ever"),
        pytest.param(roots(5000), id="objects-for-ever"),
    ],
)
def test_anything_else_is_no_text_in_blocks(value):
    assert text_of_blocks(value) is None
