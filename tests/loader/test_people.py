"""Who is who over the whole corpus."""

import random
from types import SimpleNamespace

import pytest
from articles import BODY, article, said, spoken_by
from nameparser import HumanName

from api.loader.curation import CuratedSpeaker
from api.loader.names import _parts
from api.loader.people import People
from api.loader.prepared import prepare
from api.loader.sightings import Sighting, see, sightings_of
from api.store.rows import QUOTE_COLUMNS, Settled, settle_rows
from api.store.sightings import Sightings

# Two plain words, and two words of which one means something else than a name.
NAMES = ["Ana Ruiz", "Tom Lee", "Judge Vane", "Ana Jr", "Van Lee", "Bo Esq", "Abu Bakr", "Di Vane", "Pope Bo"]


def resolve(articles, curated=()):
    """Resolve {article id: Article}; return the records by id and, of each article, the rows of its quotes."""
    people = people_in((sightings_of(id_, it) for id_, it in articles.items()), curated)
    return {record.id: record for record in people.records()}, {
        id_: quotes_of(id_, it, people) for id_, it in articles.items()
    }


def people_in(articles, curated=()):
    """Who the speakers of articles are, given the sightings of each."""
    sightings = Sightings()
    for found in articles:
        see(sightings, found)
    return People(sightings, curated)


def quotes_of(id_, it, people):
    settled = Settled(people.speakers_of(id_), None, None, "open", None, "7", "2026-01-01T00:00:00Z")
    rows = settle_rows(prepare(it, id_).draft, settled).quotes
    return [SimpleNamespace(**dict(zip(QUOTE_COLUMNS, row, strict=True))) for row in rows]


def speakers_of(*printed, curated=(), kind="person"):
    """The ids that the speakers of one article each get, in order."""
    articles = {f"a{i}": spoken_by(name, path=f"a{i}.txt", kind=kind) for i, name in enumerate(printed)}
    _, resolved = resolve(articles, curated)
    return [resolved[id_][0].speaker_id for id_ in articles]


ANA = CuratedSpeaker("Ana Ruiz", id="ana", aliases=("Ruiz Vega", "The Mayor of Dray"))


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        pytest.param(["Ana Ruiz", "Ana Ruiz"], ["ana-ruiz"] * 2, id="one full name is one speaker"),
        pytest.param(["Ana Ruiz", "ANA RUIZ"], ["ana-ruiz"] * 2, id="capitals"),
        pytest.param(["Zoë Pike", "Zoe Pike"], ["zoe-pike"] * 2, id="marks over letters"),
        pytest.param(["Łukasz Bøe", "Lukasz Boe"], ["lukasz-boe"] * 2, id="letters with strokes"),
        pytest.param(["Tom Lee", "Tom J. Lee", "Tom James Lee"], ["tom-lee"] * 3, id="a middle initial"),
        pytest.param(["Tom Lee", "Sen. Tom Lee", "Dr. Tom Lee"], ["tom-lee"] * 3, id="titles"),
        pytest.param(["Tom Lee", "Lee"], ["tom-lee"] * 2, id="a surname with one candidate"),
        pytest.param(["Tom Lee", "Mr. Lee"], ["tom-lee"] * 2, id="a surname with a title"),
        pytest.param(["Tom Lee", "T. Lee"], ["tom-lee"] * 2, id="an initial for the given name"),
        pytest.param(["Tom Lee", "B. Lee"], ["tom-lee", "b-lee"], id="another initial"),
        pytest.param(
            ["Tom Lee", "Bo Lee", "Lee"], ["tom-lee", "bo-lee", "lee"], id="two candidates: nobody guesses"
        ),
        pytest.param(["Lee", "Lee"], ["lee"] * 2, id="a name of one word is one speaker"),
        pytest.param(
            ["George W. Vane", "George H. W. Vane", "George Vane"],
            ["george-w-vane", "george-h-w-vane", "george-vane"],
            id="initials that contradict each other",
        ),
        pytest.param(["Ana Ruiz", "Ana Ruiz Vega"], ["ana-ruiz"] * 2, id="a second surname"),
        pytest.param(["Ana Ruiz Vega", "Ruiz"], ["ana-ruiz-vega"] * 2, id="the first of two surnames"),
        pytest.param(["Tom Lee Jr.", "Tom Lee Sr."], ["tom-lee-jr", "tom-lee-sr"], id="father and son"),
        pytest.param(
            ["Mark Francis", "Pope Francis"],
            ["mark-francis", "pope-francis"],
            id="a given name is no surname",
        ),
    ],
)
def test_forms_of_a_name(printed, expected):
    assert speakers_of(*printed) == expected


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        pytest.param(["Ana Ruiz", "Ruiz Vega", "the Mayor of Dray"], ["ana"] * 3, id="name and aliases"),
        pytest.param(["Ruiz"], ["ana"], id="the surname of a curated speaker"),
        pytest.param(["Ana M. Ruiz"], ["ana"], id="a form of a curated name"),
        pytest.param(
            ["Ana Ruiz", "Bo Ruiz", "Ruiz"], ["ana", "bo-ruiz", "ruiz"], id="curated is no wildcard"
        ),
    ],
)
def test_the_curator_s_names_go_first(printed, expected):
    assert speakers_of(*printed, curated=[ANA]) == expected


def test_an_organisation_is_the_same_with_and_without_its_article():
    assert (
        speakers_of("The Dray Office", "Dray Office", "the Dray Office", kind="organization")
        == ["dray-office"] * 3
    )


def test_a_person_and_an_organisation_of_one_name_are_what_most_quotes_say():
    articles = {
        "a": spoken_by("Upland Post", kind="organization", path="a"),
        "b": spoken_by("Upland Post", "Upland Post", kind="organization", path="b"),
        "c": spoken_by("Upland Post", kind="person", path="c"),
    }

    people, _ = resolve(articles)

    assert [(record.id, record.kind) for record in people.values()] == [("upland-post", "organization")]


def test_a_body_that_is_a_surname_with_an_office_elsewhere_is_one():
    articles = {
        "a": spoken_by("Lanba", "Lanba", "Lanba", "Lanba", "Lanba", kind="organization", path="a"),
        **{f"p{i}": named("Lanba", f"{mr} Lanba".strip(), role) for i, (mr, role) in enumerate(SURNAMES)},
    }

    people, resolved = resolve(articles)

    assert [(record.id, record.kind) for record in people.values()] == [("lanba", "organization")]
    assert {quote.speaker_id for quotes in resolved.values() for quote in quotes} == {"lanba"}


SURNAMES = [("Mr.", None), ("Mrs.", None), ("", "professor"), ("", "umpire")]


def test_an_anonymous_source_is_never_the_same_in_another_article():
    ids = speakers_of("a former official", "a former official", kind="anonymous")

    assert len(set(ids)) == 2
    assert [id_.endswith(f"--a{number}") for number, id_ in enumerate(ids)] == [True, True]


def test_an_anonymous_source_is_one_within_an_article():
    quotes = [
        said(BODY, words, "a ferryman", kind="anonymous") for words in ("Nobody asked us,", "Not once,")
    ]

    people, _ = resolve({"x": article("x", *quotes)})

    assert len(people) == 1


def test_a_group_without_a_name_is_nobody_in_particular():
    assert len(set(speakers_of("residents", "residents", kind="group"))) == 2
    assert len(set(speakers_of("Dray Rowers", "Dray Rowers", kind="group"))) == 1


def test_a_body_without_a_name_is_another_in_each_article():
    assert len(set(speakers_of("company", "company", kind="organization"))) == 2
    assert len(set(speakers_of("dray.example", "dray.example", kind="organization"))) == 1


@pytest.mark.parametrize(
    ("articles", "expected"),
    [
        pytest.param([["Tom Lee"], ["Tom Lee Jr."]], [["tom-lee"], ["tom-lee"]], id="never together"),
        pytest.param(
            [["Tom Lee", "Tom Lee Jr."], ["Tom J. Lee"], ["Tom J. Lee Jr."]],
            [["tom-lee", "tom-lee-jr"], ["tom-lee"], ["tom-lee-jr"]],
            id="together in one article",
        ),
        pytest.param(
            [["Tom Lee", "Tom Lee Jr."], ["Lee"], ["Lee Jr."]],
            [["tom-lee", "tom-lee-jr"], ["tom-lee"], ["tom-lee-jr"]],
            id="a bare surname is the father's",
        ),
        pytest.param(
            [["Thomas Lee", "Tom Lee Jr."], ["Tom Lee"]],
            [["thomas-lee", "tom-lee"], ["tom-lee"]],
            id="another first name",
        ),
    ],
)
def test_a_junior_is_somebody_else_where_an_article_has_both(articles, expected):
    """Father and son are two people of the corpus once they speak in one article."""
    by_id = {f"a{i}": spoken_by(*names, path=f"a{i}.txt") for i, names in enumerate(articles)}
    _, resolved = resolve(by_id)
    assert [[quote.speaker_id for quote in resolved[id_]] for id_ in by_id] == expected


def test_only_the_corpus_knows_whose_surname_it_is():
    _, resolved = resolve({"a": spoken_by("Tom Lee", path="a"), "b": spoken_by("Lee", path="b")})
    full, short = resolved["a"][0], resolved["b"][0]

    assert (full.method, full.confidence) == ("named", 0.9)
    assert (short.method, short.speaker_id) == ("corpus", "tom-lee")
    assert 0 < short.confidence < full.confidence


def named(name, mention, role):
    """An article that quotes a speaker under a mention, and prints an office."""
    body = f"“Nobody asked us,” said {mention}."
    return article("x", said(body, "Nobody asked us,", name, mention=mention, role=role), body=body)


FAMILY = [("Tom Vane", None, "governor"), ("Anna Vane", None, "first lady")]


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        pytest.param([*FAMILY, ("Vane", "Mrs. Vane", None)], "anna-vane", id="an address tells"),
        pytest.param([*FAMILY, ("Vane", "Mr. Vane", None)], "tom-vane", id="the other address"),
        pytest.param([*FAMILY, ("Vane", "Gov. Vane", "Governor")], "tom-vane", id="an office tells"),
        pytest.param([*FAMILY, ("Vane", "Gov. Vane", "Ostley Gov.")], "tom-vane", id="a form of the office"),
        pytest.param([*FAMILY, ("Vane", "Vane", "umpire")], "vane", id="an office of neither"),
        pytest.param([*FAMILY, ("Vane", "Vane", None)], "vane", id="nothing tells"),
        pytest.param(
            [*FAMILY, ("Jim Vane", None, "governor"), ("Vane", "Vane", "governor")], "vane", id="two in one office"
        ),
        pytest.param([FAMILY[0], ("Vane", "Ms. Vane", None)], "vane", id="the only one is no woman"),
        pytest.param([("Robin Vane", None, None), ("Vane", "Ms. Vane", None)], "robin-vane", id="a name for both"),
    ],
)  # fmt: skip
def test_what_else_is_printed_tells_whose_surname_it_is(printed, expected):
    articles = {
        f"a{i}": named(name, mention or name, role) for i, (name, mention, role) in enumerate(printed)
    }
    _, resolved = resolve(articles)

    assert resolved[f"a{len(printed) - 1}"][0].speaker_id == expected


TEN_OF_TOM = [("Tom Vane", None, "governor")] * 10


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        pytest.param([*TEN_OF_TOM, FAMILY[1], ("Vane", "Vane", None)], "tom-vane", id="ten times as often"),
        pytest.param([*TEN_OF_TOM[1:], FAMILY[1], ("Vane", "Vane", None)], "vane", id="nine times"),
        pytest.param([*TEN_OF_TOM, FAMILY[1], ("Vane", "Mrs. Vane", None)], "anna-vane", id="an address goes first"),
        pytest.param([*TEN_OF_TOM, FAMILY[1], ("Vane", "Vane", "umpire")], "vane", id="an office that neither has"),
        pytest.param(
            [*TEN_OF_TOM, ("Jim Vane", None, "governor"), ("Vane", "Vane", "governor")],
            "tom-vane",
            id="two in one office",
        ),
        pytest.param([*TEN_OF_TOM, FAMILY[1], ("Vane", "Vane", "first lady")], "anna-vane", id="an office first"),
    ],
)  # fmt: skip
def test_a_bare_surname_is_whose_it_is_nearly_always(printed, expected):
    articles = {
        f"a{i}": named(name, mention or name, role) for i, (name, mention, role) in enumerate(printed)
    }
    _, resolved = resolve(articles)

    assert resolved[f"a{len(printed) - 1}"][0].speaker_id == expected


def test_surnames_alone_don_t_make_their_bearer_prominent():
    printed = [("Tom Vane", None, None), ("Anna Vane", None, None), *[("Vane", "Mr. Vane", None)] * 20]
    people, _ = resolve(
        {
            f"a{i}": named(name, mention or name, role)
            for i, (name, mention, role) in enumerate([*printed, ("Vane", "Vane", None)])
        }
    )

    assert list(people) == ["anna-vane", "tom-vane", "vane"]


def body_called(name, mention):
    """An article that quotes a body under a mention."""
    text = f"“Nobody asked us,” said {mention}."
    return article("x", said(text, "Nobody asked us,", name, kind="organization", mention=mention), body=text)


COUNCIL = ("Marle Tide Council", "the MTC")


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        pytest.param([COUNCIL, ("MTC", "the MTC")], ["marle-tide-council"] * 2, id="printed elsewhere"),
        pytest.param([("M.T.C.", "The M.T.C."), COUNCIL], ["marle-tide-council"] * 2, id="with stops, and before"),
        pytest.param([COUNCIL, *[("MTC", "the MTC")] * 2], ["mtc"] * 3, id="called by what most print"),
        pytest.param(
            [("Marle Tide Council", "the council"), ("MTC", "the MTC")], ["marle-tide-council"] * 2, id="nowhere"
        ),
        pytest.param(
            [COUNCIL, ("Museum Tram Club", "the MTC"), ("MTC", "the MTC")],
            ["marle-tide-council", "museum-tram-club", "mtc"],
            id="of two bodies",
        ),
        pytest.param(
            [*[COUNCIL] * 10, ("Museum Tram Club", "the MTC"), ("MTC", "the MTC")],
            [*["marle-tide-council"] * 10, "museum-tram-club", "marle-tide-council"],
            id="of two bodies, nearly always of one",
        ),
    ],
)  # fmt: skip
def test_initials_are_the_body_s_that_prints_them(printed, expected):
    articles = {f"a{i:02}": body_called(name, mention) for i, (name, mention) in enumerate(printed)}
    people, resolved = resolve(articles)

    assert [resolved[id_][0].speaker_id for id_ in articles] == expected
    assert people.keys() == set(expected)


def test_initials_are_an_alias_and_only_the_corpus_knows_whose():
    people, resolved = resolve({"a": body_called(*COUNCIL), "b": body_called("MTC", "the MTC")})

    assert people["marle-tide-council"].aliases == ("MTC",)
    assert [resolved[id_][0].method for id_ in "ab"] == ["named", "corpus"]


def test_a_curated_body_has_the_initials_that_articles_print():
    council = CuratedSpeaker(
        "Tide Council of Marle", id="council", kind="organization", aliases=("Marle Tide Council",)
    )
    people, resolved = resolve({"a": body_called(*COUNCIL), "b": body_called("MTC", "the MTC")}, [council])

    assert [resolved[id_][0].speaker_id for id_ in "ab"] == ["council"] * 2
    assert list(people) == ["council"]


def test_those_of_whom_nothing_tells_stay_one():
    printed = [("Tom Vane", None), ("Anna Vane", None), ("Vane", "umpire"), ("Vane", None), ("Vane", "poet")]
    people, _ = resolve({f"a{i}": named(name, name, role) for i, (name, role) in enumerate(printed)})

    assert list(people) == ["anna-vane", "tom-vane", "vane"]


@pytest.mark.parametrize(
    ("one", "other", "ids"),
    [
        pytest.param(("Joseph R. Vane", "mayor"), ("Joe Vane", "Mayor"), ["joe-vane"], id="one office"),
        pytest.param(("Joseph Vane", "mayor"), ("Joe Vane", "poet"), ["joe-vane", "joseph-vane"], id="two offices"),
        pytest.param(("Joseph Vane", None), ("Joe Vane", None), ["joe-vane", "joseph-vane"], id="nothing tells"),
        pytest.param(("John Vane", "mayor"), ("Joe Vane", "mayor"), ["joe-vane", "john-vane"], id="another name"),
    ],
)  # fmt: skip
def test_a_short_first_name_is_the_long_one_s_where_the_office_agrees(one, other, ids):
    people, _ = resolve({name: named(name, name, role) for name, role in (one, other)})

    assert list(people) == ids


@pytest.mark.parametrize(
    ("one", "other", "ids"),
    [
        pytest.param(("Ada Blossom", "mayor"), ("Ada Blosom", "Mayor"), ["ada-blossom"], id="a letter less"),
        pytest.param(("Zorana Vane", "mayor"), ("Zoarna Vane", "mayor"), ["zorana-vane"], id="letters exchanged"),
        pytest.param(("Ada Blossom", "mayor"), ("Ada Blosom", "poet"), ["ada-blosom", "ada-blossom"], id="poet"),
        pytest.param(("Ada Blossom", None), ("Ada Blosom", None), ["ada-blosom", "ada-blossom"], id="no office"),
        pytest.param(("Ada Bloom", "mayor"), ("Ada Boom", "mayor"), ["ada-bloom", "ada-boom"], id="short names"),
        pytest.param(
            ("Martin Vane", "mayor"), ("Marvin Vane", "mayor"), ["martin-vane", "marvin-vane"], id="another name"
        ),
        pytest.param(("Ada Blossom", "mayor"), ("Ada Blosan", "mayor"), ["ada-blosan", "ada-blossom"], id="two off"),
    ],
)  # fmt: skip
def test_a_slip_in_a_long_name_is_one_where_the_office_agrees(one, other, ids):
    printed = [one, one, other]
    people, _ = resolve({f"a{i}": named(name, name, role) for i, (name, role) in enumerate(printed)})

    assert sorted(people) == ids


def test_a_slip_that_could_be_two_people_is_nobody_s():
    printed = ["Ada Blosson"] * 3 + ["Ada Blossos"] * 2 + ["Ada Blossor"]
    people, _ = resolve({f"a{i}": named(name, name, "mayor") for i, name in enumerate(printed)})

    assert sorted(people) == ["ada-blosson", "ada-blossor", "ada-blossos"]


SARDAN = ("Yahya Sardan", "army spokesman")


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        pytest.param([SARDAN, ("Yehya Sarden", "Spokesperson")], 1, id="vowels, one office"),
        pytest.param(
            [SARDAN, ("Yehya Sardan", None), ("Yahia Sardan", "spokesman")], 1, id="three spellings"
        ),
        pytest.param([SARDAN, ("Yehya Sardan", None)], 1, id="one without an office, nobody else so called"),
        pytest.param([SARDAN, ("Yehya Sardan", None), ("Bo Sardan", None)], 3, id="somebody else so called"),
        pytest.param([SARDAN, ("Yehya Sardan", "poet")], 2, id="another office"),
        pytest.param([("Yahya Sardan", None), ("Yehya Sardan", None)], 2, id="nothing tells"),
        pytest.param([("Viktor Bloom", "Sen."), ("Victor Bloom", "senator")], 1, id="one sound"),
        pytest.param(
            [("Hilary Vane", "mayor of Ostley"), ("Hillary Vane", "mayor")], 1, id="a doubled letter"
        ),
        pytest.param([("Dan Bloom", "mayor"), ("Dean Bloom", "mayor")], 2, id="short first names"),
        pytest.param([("Mohammed Vane", "mayor"), ("Ahmed Vane", "mayor")], 2, id="other consonants"),
        pytest.param(
            [("Ada Ben-Orr", None), ("Ada Ben Orr", "poet"), ("Ada BenOrr", "mayor")], 1, id="hyphens"
        ),
        pytest.param([("Kim Ada Orr", None), ("Kim Ada-orr", "poet")], 1, id="a hyphen in the given name"),
        pytest.param([("AM Bloom", None), ("Ada Mary Bloom", "poet")], 1, id="two initials"),
        pytest.param([("A.M. Bloom", None), ("Ada Cora Bloom", "poet")], 2, id="other initials"),
        pytest.param([("Al Bloom", None), ("Ada Lea Bloom", "poet")], 2, id="no initials"),
        pytest.param([("Democrats Ada Bloom", None), ("Ada Bloom", "poet")], 1, id="words before a name"),
        pytest.param([("Mary Ada Bloom", None), ("Ada Bloom", "poet")], 2, id="a name before a name"),
        pytest.param(
            [("Joe Vane", "pollster"), ("Joseph Vane", "Ostley pollster")], 1, id="a short form, an office"
        ),
        pytest.param(
            [("Joe Vane", None), ("Joseph Vane", "pollster")], 1, id="a short form, nobody else so called"
        ),
        pytest.param(
            [("Joe Vane", None), ("Joseph Vane", "mayor"), ("Bo Vane", None)], 3, id="somebody else is"
        ),
        pytest.param(
            [("Bob Vane", "leader"), ("Robert Vane", "leader"), ("Bobby Vane", "leader")],
            1,
            id="three short forms",
        ),
        pytest.param(
            [("Nakano Haruto", "premier"), ("Haruto Nakano", "premier")], 1, id="family name in front"
        ),
        pytest.param(
            [("Nakano Haruto", "premier"), ("Haruto Nakano", "poet")], 2, id="in front, another office"
        ),
        pytest.param([("Thomas James", "senator"), ("James Thomas", "senator")], 2, id="two first names"),
        pytest.param(
            [("Husayn Al Masri", "poet"), ("Hussein al-Masri", "poet")], 1, id="a letter off by the sound"
        ),
        pytest.param([("Joe Vane", "Dr."), ("Joseph Vane", "Prof.")], 2, id="titles are no office"),
    ],
)
def test_names_are_spelt_in_several_ways(printed, expected):
    people, _ = resolve({f"a{i}": named(name, name, role) for i, (name, role) in enumerate(printed)})

    assert len(people) == expected, list(people)


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        pytest.param([("Ada Bloom", "poet"), ("Bloom", None)], 1, id="a surname"),
        pytest.param([("Ada Bloom", "poet"), ("Bloom", "mayor")], 2, id="another office"),
        pytest.param([("Ada Bloom", "Sen."), ("Bloom", "senator from Ostley")], 1, id="one office"),
        pytest.param([("Maya Roman", None), ("Roman", None)], 2, id="a first name"),
        pytest.param(
            [("Maya Roman", None), ("Roman", None), *[("Maya Roman", None)] * 2], 1, id="of somebody known"
        ),
        pytest.param([("Tide Voice", None), ("Voice", None)], 2, id="no person's"),
        pytest.param(
            [("John Bloom", None), ("J. Bracken Bloom", None)], 2, id="a middle name that nobody has"
        ),
        pytest.param([("John Bracken Bloom", None), ("J. Bracken Bloom", None)], 1, id="a middle name"),
    ],
)
def test_a_bare_surname_needs_more_than_one_bearer(printed, expected):
    people, _ = resolve({f"a{i}": named(name, name, role) for i, (name, role) in enumerate(printed)})

    assert len(people) == expected, list(people)


def test_a_curated_attribution_stays_curated_though_it_is_a_surname():
    quote = said(BODY, "Nobody asked us,", "Lee", method="curated", confidence=1.0)
    _, resolved = resolve({"a": spoken_by("Tom Lee", path="a"), "b": article("b", quote)})

    assert (resolved["b"][0].method, resolved["b"][0].confidence) == ("curated", 1.0)
    assert resolved["b"][0].speaker_id == "tom-lee"


def test_names_roles_and_descriptions_are_kept_as_printed():
    articles = {
        "a": article("a", said(BODY, "Nobody asked us,", "Ana Ruiz", mention="Ana Ruiz", role="mayor")),
        "b": article("b", said(BODY, "Nobody asked us,", "Ana M. Ruiz", role="mayor", mention="Ana Ruiz")),
        "c": article("c", said(BODY, "Nobody asked us,", "Ana Ruiz", role="chair of the council")),
    }

    people, _ = resolve(articles)
    record = people["ana-ruiz"]

    assert record.name == "Ana Ruiz"
    assert record.sort_name == "ruiz, ana"
    assert record.aliases == ("Ana M. Ruiz",)
    assert record.description == "mayor"
    assert record.roles == (("chair of the council", "c"), ("mayor", "a"), ("mayor", "b"))


@pytest.mark.parametrize(
    ("mention", "aliases"),
    [
        ("Mayor Ana Ruiz", ("Mayor Ana Ruiz",)),
        ("Ms. Ruiz", ("Ms. Ruiz",)),
        ("Ana Ruiz, Jr.", ("Ana Ruiz, Jr.",)),
        ("Ruiz and her lawyers", ()),
        ("Ruiz, a former mayor", ()),
        ("Ruiz of Dray", ()),
        ("The mayor, Ana Ruiz", ()),
        ("Dray\u2019s Ana Ruiz", ()),
        ("Former mayor Ana Ruiz", ()),
        ("Another Mayor", ()),
    ],
)
def test_aliases_are_forms_of_the_name(mention: str, aliases: tuple[str, ...]):
    (record,) = people_in([[Sighting("a", "Ana Ruiz", "person", 1, (mention,))]]).records()
    assert record.aliases == aliases


def test_a_curated_speaker_is_as_curated():
    curated = CuratedSpeaker("Ana Ruiz", roles=("Mayor",), description="Mayor since 2020", wikidata_id="Q1")

    people, _ = resolve({"a": spoken_by("Ruiz")}, [curated])
    record = people["ana-ruiz"]

    assert (record.description, record.wikidata_id, record.is_curated) == ("Mayor since 2020", "Q1", True)
    assert (record.aliases, record.roles) == (("Ruiz",), (("Mayor", None),))


def test_a_curated_speaker_who_is_never_quoted_is_there():
    people, _ = resolve({}, [CuratedSpeaker("Ana Ruiz")])

    assert list(people) == ["ana-ruiz"]


def test_nobody_stays_nobody():
    people, resolved = resolve({"a": article("a", said(BODY, "Nobody asked us,", None))})

    assert people == {}
    assert resolved["a"][0].speaker_id is None


def test_names_that_are_alike_in_a_slug_get_an_id_each():
    articles = {"a": spoken_by("Bo Lee"), "b": spoken_by("Bo-Lee", kind="organization")}

    people, _ = resolve(articles)

    assert {record.name: record.id for record in people.values()} == {
        "Bo Lee": "bo-lee",
        "Bo-Lee": "bo-lee-organization",
    }


def test_the_order_of_the_articles_makes_no_difference():
    names = [
        "Ana Ruiz",
        "Ruiz",
        "A. Ruiz",
        "Ana M. Ruiz",
        "Bo Lee",
        "Tom Lee",
        "Lee",
        "Zoë Pike",
        "Zoe Pike",
        "Pike",
    ]
    articles = {f"a{i}": spoken_by(name, path=f"a{i}") for i, name in enumerate(names)}
    expected, _ = resolve(articles)

    for seed in range(5):
        shuffled = list(articles.items())
        random.Random(seed).shuffle(shuffled)
        people, _ = resolve(dict(shuffled))

        assert people == expected


@pytest.mark.parametrize("name", NAMES)
def test_the_short_way_to_parse_a_name_gives_what_nameparser_gives(name):
    human, parts = HumanName(name), _parts(name)

    assert (parts.title, parts.first, parts.middle, parts.last, parts.suffix) == (
        human.title, human.first, human.middle, human.last, human.suffix,
    )  # fmt: skip
