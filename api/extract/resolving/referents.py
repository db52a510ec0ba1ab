"""Find whom a description refers to: "the expert", "a White House statement", "her campaign", "officials".

In: a `Story` read up to the description, and its `Reading`.  Out: an `Identity`.

A person is who fits by printed role, or for a generic noun who is in the foreground: one candidate, or a clear
lead. Everybody else stays what the words say: an anonymous "senior official", a group, a body.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from operator import attrgetter

from api.extract.grammar.beside import word_at
from api.extract.grammar.capitals import CLOSED_WORDS, POSSESSIVES, bare
from api.extract.grammar.genders import is_first_name
from api.extract.grammar.lexicon import GENDERS, ONE_OF_MANY
from api.extract.grammar.mentions import ARTICLES, OWNERS, Reading, is_plural_person, is_speaking_noun
from api.extract.grammar.names import Name
from api.extract.grammar.nouns import (
    callings,
    is_parent_of_some,
    may_be_somebody,
    nouns_for_somebody,
    peoples,
)
from api.extract.grammar.runs import NAMES_TOO
from api.extract.grammar.tokens import Tokens
from api.extract.grammar.verbs import speech_forms
from api.extract.resolving.member import Member
from api.extract.resolving.portraits import (
    family_of,
    fit,
    fits_gender,
    gender_of_noun,
    is_of_other_body,
    is_of_other_party,
    known_words,
    modifiers,
    ordinal,
    words_of_description,
)
from api.extract.resolving.story import (
    CLEAR_LEAD,
    Identity,
    Story,
    bearer,
    described,
    lead_of,
    owned_body,
    who_is_gendered,
)
from api.extract.words import read_words

NO_MENTION = Identity(None, "none", 0.0, "no words near the statement name a speaker")
_DESCRIBED_LEAD = 0.58
_BY_ROLE_ALONE = 0.3  # the prominence of somebody not spoken of lately, but of the role in question
_GENERIC_FIT = 0.5  # how well "the candidate" fits somebody whose role is not printed
_PLATFORMS_ARE = frozenset({"company", "network", "platform", "site"})
_ISSUED = frozenset({"issued", "posted", "published", "released", "signed"})
_BEFORE_ISSUER = frozenset({"the", "a", "an", "by", "former", "its", "party", "press", "their"})
_ISSUED_LATELY = 6  # sentences since a statement was said to be somebody's
_NAMED_BY_NUMBER = 20  # "the first official" is the one so numbered, however long ago
_MOST_OF_A_ROLE = 40  # a bound for hostile text; an article has a handful
_LEAST_OF_FIRM = 0.4  # prominence of a name that does something
_FIRMS = read_words("firm_nouns")
_SAID_BY_NAME = read_words("bodies_said_by_name")
_SAID_OF_MANY = frozenset({"agency", "body", "group", "organisation", "organization"})
_PARTY_NOUNS = frozenset({"republican", "democrat"})
_FIRST = attrgetter("first")
_ONE_OF_TWO = frozenset({"former", "latter"})
_TWO_KEPT = 4  # sentences
_LONGEST_LINK = 5  # tokens from one name to the other: "and her husband ,"
_OF_PEOPLE = frozenset({"his", "her", "their"})
_POLICE = frozenset({"police", "constabulary", "garda", "gardaí", "psni"})
_SEATED = frozenset({"mp", "msp", "mla", "td", "mep"})
_OF_MANY_BODIES = frozenset({"us", "u.s.", "national", "united", "states"})  # they tell no body from another
_READING = frozenset({"read", "reads", "said", "says", "began", "begins", "continued", "concluded"})
_COMPANY = frozenset({"associate", "associates", "circle", "entourage"})
_INTRODUCING = frozenset({"the", "a", "an", "this", "that"})
_LONGEST_SUBJECT = 6  # tokens of a subject up to its noun
_LATELY = 0.02  # some eight sentences ago: how prominent somebody without a name is to keep the noun
_NOBODY = 0.12  # what a candidate for a description must beat where there is no other


def resolve_description(story: Story, reading: Reading) -> Identity:
    """Find whom a description refers to, by its noun."""
    noun = reading.noun
    if noun in read_words("nouns_for_two") and (two := _two_before(story, reading)) is not None:
        return _of_two(story, noun, two)
    if (one := _one_of_several(story, reading)) is not None:
        return Identity(described(story, one, "anonymous"), "description", 0.9)
    if reading.head == reading.first and reading.determiner in read_words("quantifiers"):
        return Identity(None, "none", 0.0, f"“{reading.determiner}” names nobody in particular")
    if noun in read_words("determiners"):
        return NO_MENTION
    if noun in read_words("document_nouns") or _is_of_somebody(story, reading):
        return _issuer(story, reading)
    if reading.is_plural:
        words = words_of_description(story.tokens, reading, name_at=story.name_at)
        return Identity(described(story, words, "group"), "description", 0.95)
    if noun in read_words("organization_nouns"):
        return _body(story, reading)
    if reading.first == reading.head and _is_no_noun(story, reading):
        return Identity(None, "none", 0.0, f"“{noun}” names nobody")
    return _person(story, reading)


def known_by_role(story: Story, reading: Reading) -> Member | None:
    """Return who is meant by a role already printed beside a name: "The judge" of an article with Judge Ada Bloom."""
    identity = _by_role(story, reading, modifiers(story.tokens, reading))
    return None if identity is None else identity.member


def _one_of_several(story: Story, reading: Reading) -> str | None:
    """Return the words for "one of the neighbours", somebody without a name; None for "one" and "one of them"."""
    tokens, first = story.tokens, reading.first
    if reading.head != first or tokens.lower[first : first + 2] != ["one", "of"]:
        return None
    people = [
        index
        for index in range(first + 2, reading.last + 1)
        if is_plural_person(tokens.lower[index], tokens.words[index])
    ]
    if not people:
        return None
    last = people[0] + (people[0] + 1 in people)  # "family | members"
    return "one " + tokens.text_of(first + 1, last)


def _two_before(story: Story, reading: Reading) -> tuple[Member, Member] | None:
    """Return the two people named together last: "Ada Bloom and her husband, Bert Orr, ... The couple said ..."."""
    tokens, sentence = story.tokens, story.tokens.sentence_of[reading.first]
    if reading.determiner != "the" or reading.head - reading.first > 1:
        return None
    right: Name | None = None
    for number in range(bisect_left(story.names, reading.first, key=_FIRST) - 1, -1, -1):
        name = story.names[number]
        if story.is_quoted[name.first] or name.kind == "adjective":
            continue
        if sentence - tokens.sentence_of[name.first] > _TWO_KEPT:
            return None
        if right is not None and _are_two(tokens, name, right, named_as_one=reading.noun not in _ONE_OF_TWO):
            one, other = (bearer(story, story.name_at[each.first])[0] for each in (name, right))
            if one is not None and other is not None and one is not other:
                return (one, other) if one.kind == other.kind == "person" else None
        right = name
    return None


def _are_two(tokens: Tokens, left: Name, right: Name, *, named_as_one: bool) -> bool:
    """Tell "Ada Bloom and Bert Orr" and "Ada Bloom and her husband, Bert Orr"; for "the former" any two will do."""
    between = tokens.lower[left.last + 1 : right.title]
    is_linked = between[:1] == ["and"] or not named_as_one
    return is_linked and len(between) <= _LONGEST_LINK and not left.is_possessive


def _of_two(story: Story, noun: str, two: tuple[Member, Member]) -> Identity:
    if noun == "former":
        return Identity(two[0], "description", 0.8)
    if noun == "latter":
        return Identity(two[1], "description", 0.8)
    return Identity(described(story, f"{two[0].name} and {two[1].name}", "group"), "description", 0.8)


def _is_no_noun(story: Story, reading: Reading) -> bool:
    """Tell a word by itself that can't be a speaker: in small letters but for no noun of ours, or an opener."""
    word = story.tokens.words[reading.head]
    if word[0].islower():
        is_alias = any(map(str.isdigit, word)) or "." in word  # "reed42", "reed.com"
        return not is_alias and not is_speaking_noun(reading.noun)
    return word.lower() in read_words("mere_openers") or (
        word.lower() in CLOSED_WORDS and word not in NAMES_TOO
    )


def _owner(story: Story, reading: Reading) -> Member | None:
    """Return who owns what a description names: "Ames's campaign", "the Ames campaign", "her campaign"."""
    first = story.tokens.lower[reading.first]
    if first in {"his", "her"}:
        return who_is_gendered(story, reading.first, GENDERS[first]).member
    if first in OWNERS:
        return None
    for index in range(reading.head - 1, reading.first - 1, -1):
        number = story.name_at.get(index)
        if number is not None and story.names[number].kind != "adjective":
            return bearer(story, number)[0]
    return None


def _issuer(story: Story, reading: Reading) -> Identity:
    """A statement, post or poll speaks for who issued it: in front ("a White House statement") or behind ("from")."""
    owner = _possessor(story, reading) or _owner(story, reading) or _named_behind(story, reading)
    time = story.time(reading.first)
    if owner is None and reading.determiner in {"the", "that"} and not modifiers(story.tokens, reading):
        issuer, then = story.issuers.get(reading.noun, (None, 0))
        owner = issuer if time - then <= _ISSUED_LATELY else None
    if owner is not None:
        story.issuers[reading.noun] = owner, time
        return Identity(owner, "description", 0.8)
    words = words_of_description(story.tokens, reading, name_at=story.name_at)
    return Identity(described(story, words, "anonymous"), "description", 0.6)


def _is_of_somebody(story: Story, reading: Reading) -> bool:
    """Tell what somebody says by what it is called: "her advice", "Bloom's answer"; not "her keeper", "his firm"."""
    word = story.tokens.lower[reading.head]
    if is_plural_person(word, word) or word in read_words("plural_nouns") or word in _COMPANY:
        return False
    if any(is_speaking_noun(one) or may_be_somebody(one) for one in (reading.noun, word.removesuffix("s"))):
        return False
    if reading.determiner in OWNERS:
        return _owner(story, reading) is not None
    return _possessor(story, reading) is not None


def _possessor(story: Story, reading: Reading) -> Member | None:
    """Return whose a document is, over what stands between: "Bloom's | Facebook post", not "Tuesday's UN report"."""
    for index in range(reading.first, reading.head):
        word, number = story.tokens.words[index], story.name_at.get(index)
        if number is not None and _owns(word) and bare(word).lower() not in read_words("times"):
            return bearer(story, number)[0]
    return None


def _named_behind(story: Story, reading: Reading) -> Member | None:
    """Return who is named behind a document: "a statement from the Ames campaign", "a poll by Ostley College"."""
    tokens, index = story.tokens, reading.head + 1
    if index + 1 < len(tokens.words) and tokens.lower[index] in _ISSUED:
        index += 1
    if index + 1 >= len(tokens.words) or tokens.lower[index] not in {"from", "by", "of"}:
        return None
    for token in range(index + 1, min(index + 6, len(tokens.words))):
        lower = tokens.lower[token]
        if token in story.name_at:
            return _office_of(story, token) or bearer(story, story.name_at[token])[0]
        if lower not in _BEFORE_ISSUER and lower not in callings():
            return None
    return None


def _office_of(story: Story, first: int) -> Member | None:
    """Return the body or the people called after a name: "the Ostley sheriff's | office", "Marle | police", "Ostley |
    prosecutors"; None for the name's own.
    """
    tokens, last = story.tokens, story.names[story.name_at[first]].last
    for noun in range(last + 2, min(last + 4, len(tokens.words))):
        if not tokens.words[noun - 1][0].islower():
            break
        if tokens.lower[noun] in read_words("organization_nouns"):
            return described(story, tokens.text_of(first, noun), "organization")
    is_of = "of" in tokens.lower[max(first - 2, 0) : first]  # "a poll of Ostley voters" is not theirs
    if is_of or not _are_people(tokens, last + 1):
        return None
    return described(story, tokens.text_of(first, last + 1), "group")


def _are_people(tokens: Tokens, noun: int) -> bool:
    """Tell "Marle | police" from "a Marle | police | chief", who is one of them."""
    is_noun = word_at(tokens.words, noun).islower() and word_at(tokens.lower, noun + 1) not in callings()
    return is_noun and is_plural_person(tokens.lower[noun], tokens.lower[noun])


def _body(story: Story, reading: Reading) -> Identity:
    """Find the organisation: "Ames's campaign", "the Orr administration", "the committee"."""
    owner = _owner(story, reading)
    if owner is not None and _is_apposed(story, reading, owner):
        owner.role_words.add(reading.noun)  # "the agency" is it from now on
        return Identity(owner, "description", 0.9)
    if owner is not None:
        return Identity(owned_body(story, owner, _noun_with_field(story, reading)), "description", 0.88)
    told = modifiers(story.tokens, reading)
    is_known = reading.determiner in {"the", "this", "that"} and reading.first < reading.head == reading.last
    if is_known and (namesake := _only_body_so_called(story, reading)) is not None:
        return Identity(namesake, "description", 0.85)
    if not told:
        time = story.time(reading.first)
        ranked = story.bodies.ranked(time, lambda member: _body_fit(member, reading.noun))
        lead = lead_of(sorted([*(score for score, _ in ranked), _NOBODY / 2], reverse=True))
        if ranked and lead >= _DESCRIBED_LEAD and reading.determiner in {"the", "this", "that"}:
            return Identity(ranked[0][1], "description", 0.4 + 0.4 * lead)
    if (
        not told
        and is_known
        and reading.noun in _FIRMS
        and (firm := _firm_in_front(story, reading)) is not None
    ):
        firm.kind = "organization"
        return Identity(firm, "description", 0.7)
    words = words_of_description(story.tokens, reading, name_at=story.name_at)
    return Identity(described(story, words, "organization"), "description", 0.7)


def _firm_in_front(story: Story, reading: Reading) -> Member | None:
    """Return whom "the company" is said of where nothing else tells what it is: "Orchard said ... | the company"."""
    ranked = story.salience.ranked(story.time(reading.first), may_be_body)
    lead = lead_of([score for score, _ in ranked])
    # A town, "off Ostley", only stands by.
    if not ranked or lead < CLEAR_LEAD or ranked[0][0] < _LEAST_OF_FIRM:
        return None
    return ranked[0][1] if len(ranked[0][1].words) == 1 else None


def may_be_body(member: Member) -> float:
    """Tell how well "it" fits a name that we took for a person's because it speaks."""
    is_somebody = member.kind != "person" or member.gender or member.roles or is_first_name(member.words[0])
    return 0.0 if is_somebody else 0.5


def _is_apposed(story: Story, reading: Reading, owner: Member) -> bool:
    """Tell what a body is from what belongs to it: "the Ostfunk | news agency", not "Ostfunk's agency"."""
    if owner.kind != "organization" or owner.is_place or reading.noun not in read_words("apposed_nouns"):
        return False
    words, first = story.tokens.words, _start_of_field(story, reading)
    is_one = reading.determiner not in ONE_OF_MANY and owner.name not in read_words("place_names")
    return (
        is_one
        and not _owns(words[first - 1])
        and (reading.noun != "agency" or words[reading.head - 1] == "news")
    )


def _noun_with_field(story: Story, reading: Reading) -> str:
    """Return the noun of a body with the words that tell what it is for: "ethics committee" of "the Quay Trust's
    ethics committee"; a campaign or government is the only one.
    """
    if reading.noun in read_words("owned_bodies"):
        return reading.noun
    return " ".join([*story.tokens.words[_start_of_field(story, reading) : reading.head], reading.noun])


def _start_of_field(story: Story, reading: Reading) -> int:
    """Return the first of the small-letter words between a name and a noun: "ethics" of "Quay's ethics board"."""
    first = reading.head
    while first - 1 > reading.first and story.tokens.words[first - 1].islower():
        first -= 1
    return first


def body_spoken_of(story: Story, token: int) -> Identity | None:
    """Find the nameless body or document that the sentence before token `token` is about: "The council fined him. |
    It said", "The letter came. | It read".
    """
    tokens = story.tokens
    number = tokens.sentence_of[token]
    for sentence in (number, number - 1):
        first, end = tokens.sentences[max(sentence, 0)]
        if tokens.lower[first] not in _INTRODUCING:
            continue
        for head in range(first + 1, min(first + _LONGEST_SUBJECT, end, token)):
            lower = tokens.lower[head]
            if story.is_quoted[head] or not tokens.words[head][0].isalpha() or lower in CLOSED_WORDS:
                break
            is_body = lower in read_words("organization_nouns") and head not in story.name_at
            if is_body or (lower in read_words("document_nouns") and _reads(tokens, token)):
                reading = Reading("nominal", first, head, head, noun=lower, determiner=tokens.lower[first])
                return _body(story, reading) if is_body else _issuer(story, reading)
    return None


def _reads(tokens: Tokens, token: int) -> bool:
    """Tell what is written: "“...,” | it | read"."""
    return word_at(tokens.lower, token + 1) in _READING


def _only_body_so_called(story: Story, reading: Reading) -> Member | None:
    """Return the one body whose name ends so: Ostley University for "the university", the Marle Sheriff's Office for
    "the sheriff's office".
    """
    words = story.tokens.text_of(reading.first + 1, reading.head).lower()
    namesakes = [m for m in story.cast.by_tail.get(words, ()) if m.kind == "organization"]
    return namesakes[0] if len(namesakes) == 1 else None


def _body_fit(member: Member, noun: str) -> float:
    """Tell how well "the committee" fits an organisation: best when its name says so."""
    words = {word.lower() for word in member.words}
    if member.is_place or member.kind != "organization" or "/" in member.name:  # "Bloom/Quay Pictures"
        return 0.0
    if member.name.lower() in read_words("platforms") and noun not in _PLATFORMS_ARE:
        return 0.0
    is_police = noun == "force" and not words.isdisjoint(_POLICE)
    if noun in words or noun in member.role_words or is_police:
        return 1.0
    is_firm = bool(member.words) and member.words[-1] in read_words("company_words")
    if noun in _SAID_BY_NAME or (is_firm and noun in read_words("public_bodies")):
        return 0.0
    if words & read_words("organization_nouns") and not (member.is_abbreviated and noun in _SAID_OF_MANY):
        return 0.0
    return 0.3 if member.certain else 0.0


def _person(story: Story, reading: Reading) -> Identity:
    """Find the person: named, described before, or described for the first time."""
    if (age := _age_in(story, reading)) and (aged := _of_age(story, age)) is not None:
        return Identity(aged, "description", 0.9)
    if reading.determiner in ONE_OF_MANY or ordinal(story.tokens, reading) not in {
        None,
        "first",
    }:
        return _newcomer(story, reading)
    if _goes_on_behind_comma(story, reading):
        return _newcomer(story, reading)
    if not may_be_somebody(reading.noun):  # "the district" is not the district judge
        return _newcomer(story, reading)
    told = modifiers(story.tokens, reading)
    return _by_role(story, reading, told) or _newcomer(story, reading)


def _age_in(story: Story, reading: Reading) -> str:
    """Return the age by which somebody known is described: "the | 36|-year-old", "the | 36|-year-old driver"."""
    if reading.determiner != "the":
        return ""
    words = (reading.noun, *story.tokens.lower[reading.first : reading.head])
    return next((word.partition("-")[0] for word in words if word.endswith("-year-old")), "")


def _of_age(story: Story, age: str) -> Member | None:
    """Return the one person with whose name that age is printed: "Ada Bloom, 36, ... | the 36-year-old"."""
    if story.aged is None:
        story.aged = _by_age(story)
    bearers = story.aged.get(age, [])
    return bearers[0] if len(bearers) == 1 else None


def _by_age(story: Story) -> dict[str, list[Member]]:
    """Return who is printed with an age, by its figures."""
    words, found = story.tokens.words, defaultdict[str, list[Member]](list)
    for number, name in enumerate(story.names):
        age = word_at(words, name.last + 2)
        if word_at(words, name.last + 1) not in {",", "("} or not age.isdigit():
            continue
        member, _ = bearer(story, number)
        if member is not None and member.kind == "person" and member not in found[age]:
            found[age].append(member)
    return found


def _goes_on_behind_comma(story: Story, reading: Reading) -> bool:
    """Tell a description that goes on behind a comma: "an elderly, | bearded man"."""
    words, first = story.tokens.lower, reading.first
    opens = reading.determiner not in ARTICLES and first > 2
    return opens and words[first - 1] == "," and words[first - 3] in {"a", "an"}


def _newcomer(story: Story, reading: Reading) -> Identity:
    """Enter somebody described but not named; "a second official" is another one than "an official"."""
    words = words_of_description(story.tokens, reading, name_at=story.name_at)
    which = ordinal(story.tokens, reading)
    if which is not None and which != "first":
        base = words.lower().removeprefix(f"{which} ")
        words = words if words.lower().startswith(which) else f"{which} {words}"
        _call_first(story, base)
    member = described(story, words, "anonymous")
    member.ordinal = which
    member.introduced = reading.first if member.introduced < 0 else member.introduced
    story.enter_roles(member, set(words.lower().split()) - member.role_words)
    member.is_thing = not may_be_somebody(reading.noun)
    if member.gender == 0:
        member.gender = gender_of_noun(reading.noun)
    return Identity(member, "description", _confidence_of_newcomer(reading))


def _confidence_of_newcomer(reading: Reading) -> float:
    """An indefinite is new by its form; "the senator" mostly is somebody whom we failed to find."""
    if reading.determiner in {"the", "this", "that"}:
        return 0.4 if reading.noun in read_words("generic_nouns") else 0.7
    return 0.92


def _is_generic(story: Story, reading: Reading) -> bool:
    """Tell whether a noun may stand for anybody in the foreground ("the candidate"; not "the state's governor")."""
    is_owned = any(
        story.tokens.words[index].endswith(POSSESSIVES) for index in range(reading.first, reading.head)
    )
    if is_owned or reading.determiner in _OF_PEOPLE:  # "her lawyer" is not who is in the foreground: she
        return False
    noun, joint, _ = reading.noun.partition("-of-")
    if joint:  # "the mother-of-two"
        return noun in nouns_for_somebody()
    if is_parent_of_some(story.tokens.lower, reading.head):  # "the mother of two"
        return reading.determiner == "the"
    after = word_at(story.tokens.lower, reading.head + 1)
    if noun in read_words("generic_nouns"):
        return after != "for" or noun not in _SEATED  # "the MP for Marle" is one of several
    if noun in peoples():  # "the Scot said", not "the Scottish government"
        return reading.determiner == "the" and (not after[:1].isalnum() or after in speech_forms())
    return _age_in(story, reading) != ""


def _call_first(story: Story, base: str) -> None:
    """Where "a second official" turns up, the official described before is the first."""
    earlier = story.described.pop((base, "anonymous"), None)
    if earlier is not None and earlier.ordinal is None:
        earlier.words, earlier.ordinal = ("first", *earlier.words), "first"
        story.described[f"first {base}", "anonymous"] = earlier


def _by_role(story: Story, reading: Reading, told: list[str]) -> Identity | None:
    """Find the one member of whom the article prints the role; for "the candidate", who is in the foreground."""
    wanted = ordinal(story.tokens, reading)
    told = [word for word in told if word != wanted]
    time = story.time(reading.first)
    is_generic = _is_generic(story, reading)
    scores = [_NOBODY / 2 if is_generic else _NOBODY]
    best: tuple[float, Member | None] = (0.0, None)
    people = list(_people(story, reading.noun, is_generic))
    if not is_generic and any(_is_called_so(story, member, reading.noun, time) for member in people):
        people = [member for member in people if reading.noun in member.role_words]
    behind, owners = _names_behind(story, reading), _owning_names(story, reading)
    owner = _possessor(story, reading) or (_owner(story, reading) if reading.determiner in OWNERS else None)
    for member in people:
        if member is owner and reading.noun not in member.role_words:
            continue
        is_other = is_of_other_party(member, told) or is_of_other_body(owners, reading.noun, member)
        fits = 0.0 if is_other else fit(member, reading.noun, told)
        if reading.noun not in member.role_words and behind and behind.isdisjoint(known_words(member)):
            continue  # "the head of the Quay Trust" is not just any president
        if not fits and not (is_generic and _may_be(member, reading.noun, told)):
            continue
        if wanted is None or (member.kind == "anonymous" and member.ordinal in {None, wanted}):
            fits *= _NAMED_BY_NUMBER if wanted is not None and member.ordinal == wanted else 1
            alone = _BY_ROLE_ALONE if 0 <= member.introduced < reading.first else _BY_ROLE_ALONE / 3
            score = fits * alone + (fits or _GENERIC_FIT) * story.salience.of(member, time)
            scores.append(score)
            best = max(best, (score, member), key=lambda pair: pair[0])
    scores.sort(reverse=True)
    lead = lead_of(scores)
    if lead < _DESCRIBED_LEAD or best[0] == 0.0:
        return None
    return Identity(best[1], "description", 0.45 + 0.45 * lead)


def _names_behind(story: Story, reading: Reading) -> frozenset[str]:
    """Return the capitalised words, in small letters, of what a description is of: "the head of the | Quay Trust"."""
    if story.tokens.lower[min(reading.head + 1, reading.last)] != "of":
        return frozenset()
    words = story.tokens.words[reading.head + 2 : reading.last + 1]
    return frozenset(bare(word).lower() for word in words if word[0].isupper()) - _OF_MANY_BODIES


def _owning_names(story: Story, reading: Reading) -> list[str]:
    """Return the words of who owns what a description names: "Quay" and "College" of "Quay College's president"."""
    words = story.tokens.words[reading.first : reading.head]
    return [bare(word) for word in words if word[0].isupper()] if any(map(_owns, words)) else []


def _owns(word: str) -> bool:
    return word[0].isupper() and word.endswith(POSSESSIVES)


def _is_called_so(story: Story, member: Member, noun: str, time: int) -> bool:
    """Tell somebody without a name who spoke lately and was called just that: "an official said. The official ...".
    Then "the official" is nobody of whom one may say so as well, such as the secretary spoken of.
    """
    is_nameless = member.kind == "anonymous" and noun in member.role_words
    return is_nameless and story.salience.of(member, time) > _LATELY


def _may_be(member: Member, noun: str, told: list[str]) -> bool:
    """Tell whether a generic noun can be said of a person whose printed role does not tell."""
    is_person = member.kind == "person" and member.certain
    if not is_person or not fits_gender(member, noun) or is_of_other_party(member, told):
        return False
    if noun in _PARTY_NOUNS and told:  # "the Marle Republican" is nobody whose printed role is another
        return not member.role_words or bool(member.role_words & _offices())
    return noun not in read_words("office_nouns") or not member.role_words & _offices()


@cache
def _offices() -> frozenset[str]:
    return read_words("office_nouns") | {
        "sen",
        "gov",
        "rep",
        "gen",
        "dr",
        "secretary",
        "speaker",
        "representative",
    }


def _people(story: Story, noun: str, is_generic: bool) -> Iterator[Member]:
    """Yield, once each, those whose printed role fits the noun; for a generic noun, those in the foreground too."""
    seen: set[int] = set()
    lists = [story.by_role.get(word, [])[-_MOST_OF_A_ROLE:] for word in (noun, *sorted(family_of(noun)))]
    for members in [*lists, story.salience.members() if is_generic else []]:
        for member in members:
            if id(member) not in seen:
                seen.add(id(member))
                yield member
