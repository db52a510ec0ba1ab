"""Tell who a subject is: the phrases that belong to it, and where it stands behind asides and brackets.

In: the body as a `Scene`, the sign or phrase before a verb, where its sentence begins.  Out: a `Subject`. A leaf
that `clauses` builds on.
"""

from dataclasses import dataclass

from api.extract.finding.scene import Scene
from api.extract.grammar.lexicon import CUE, DASHES, PERSON, person_nouns
from api.extract.grammar.phrases import Phrase
from api.extract.words import read_words

_PEOPLE = person_nouns()
_AUXILIARIES = read_words("auxiliaries")
LINKS = read_words("tying_prepositions")
CONJUNCTIONS_TOO = frozenset({"after", "as", "before", "like", "since", "than", "until"})
PREPOSITIONS = read_words("prepositions")
_PLACES = frozenset({"inside", "within", "around", "across", "outside", "behind", "near"})
_BEFORE_NO_SUBJECT = PREPOSITIONS | read_words("further_prepositions")
TIMES = read_words("times")
CLAUSE_STARTERS = frozenset(
    {"but", "and", "that", "as", "while", "when", "yet", "so", "because", "if", "though", "although"}
)
_OPENING_CLAUSES = frozenset({"after", "as", "before", "since"})
_CUT_SHORT = frozenset({"Inc", "Corp", "Co", "Cos", "Ltd", "Bros", "Jr", "Sr"})
_WITHIN_NAMES = frozenset({"for", "of", "on"})
DESCRIBED = frozenset({"name", "nominal", "quantifier"})
LONGEST_ASIDE = 45  # an apposition or relative clause between subject and verb, in tokens


@dataclass(slots=True)
class Subject:
    """Who does it: tokens `first` to `last`, the `head` among them, and by which `route` it was found.

    Routes: "next" (right before the verb), "aside" (before an apposition or a parenthesis), "relative" (before who,
    which, that), "shared" (of the clause before), "fronted" (after a participle that opens the sentence), "after"
    (said NP), "quoted" (quoted NP as saying), "bare" (a noun we don't know), "none".
    """

    route: str
    first: int = -1
    last: int = -1
    head: int = -1


def extended(route: str, scene: Scene, phrase: Phrase, floor: int) -> Subject:
    """Return the phrase with the phrases that it depends on: "a spokesman for | the campaign"."""
    lower = scene.tokens.lower
    first, head = phrase.first, phrase
    while first - 2 >= floor:
        # "families of | at least nine"
        link = first - 3 if lower[first - 2 : first] == ["at", "least"] else first - 1
        if lower[first - 4 : first] in (["on", "both", "sides", "of"], ["on", "either", "side", "of"]):
            link = first - 4  # "aides on both sides of | the aisle"
        link -= (
            lower[first - 1] in _PLACES and lower[first - 2] == "from"
        )  # "reports from inside | the court"
        outer = scene.ends.get(link - 1)
        if lower[link] not in LINKS or outer is None or link <= floor:
            break
        if outer.kind == "pronoun" or outer.is_possessive:
            break
        first, head = outer.first, outer
    if first - 2 >= floor and lower[first - 1] == "and":
        pair = _first_of_pair(lower, scene.ends.get(first - 2), first, floor)
        is_body = not any(
            scene.tokens.traits[i] & PERSON and scene.tokens.words[i].islower()
            for i in range(first, phrase.last + 1)
        )
        if pair < first and phrase.kind == "name" and is_body and _names_office(scene, scene.begins[pair]):
            head = scene.begins[pair]  # "a keeper of Works | and Ways said"
        first = pair
    return Subject(route, first, phrase.last, head.head)


def _names_office(scene: Scene, phrase: Phrase) -> bool:
    """Tell "a minister of Commerce", whose body goes on behind "and", from "a minister"."""
    goes_on = not LINKS.isdisjoint(scene.tokens.lower[phrase.head + 1 : phrase.last])
    return goes_on and scene.tokens.traits[phrase.head] & PERSON > 0


def _first_of_pair(lower: list[str], other: Phrase | None, first: int, floor: int) -> int:
    """Return where "Bloom and | Reed" begins: only where Bloom opens the clause."""
    if other is None or other.kind == "pronoun":
        return first
    opens = other.first <= floor or lower[other.first - 1] in {",", "that", "but", "and"}
    return other.first if opens else first


def before_aside(scene: Scene, closer: int, floor: int) -> Subject:
    """Return the subject before an apposition, relative clause or parenthesis that ends at token `closer`.

    "Ada Bloom, the mayor of Ashby, said": the aside opens at the nearest comma with a noun phrase before it.
    """
    lower = scene.tokens.lower
    opener = {")": "(", "]": "[", ">": "<"}.get(lower[closer])
    index = closer - 1
    stop = max(floor, closer - LONGEST_ASIDE)
    found = Subject("none")
    while index > stop:
        word = lower[index]
        if word == opener or (
            opener is None and (word == lower[closer] or (word in DASHES and lower[closer] in DASHES))
        ):
            ends = index - 1
            if opener is None and lower[ends] == ")":
                ends = _jump_parenthesis(lower, ends, stop) - 1  # "Ada Bloom (D-Marle), a keeper, said"
            # "Quayco Inc|., a maker of boats, said"
            ends -= lower[ends] == "." and _is_cut_short(scene, ends - 1)
            phrase = _before_year(scene, ends)
            whole = Subject("none") if phrase is None else extended("aside", scene, phrase, floor)
            opens = found.first < 0 and whole.first >= 0 and _opens_clause(scene, whole.first, floor)
            acts = opens or (phrase is not None and _may_act_before(lower, phrase, floor, opener))
            if phrase is not None and not scene.inside[ends] and acts:
                is_inner = found.first >= 0 and _has_verb_of_its_own(lower, index, found.first)
                if is_inner or _is_named_before(scene, found, phrase, floor):
                    return found
                found = Subject("aside", whole.first, closer - 1 if opener is None else closer, whole.head)
                if opener is None and is_apposition(scene, whole.first, floor):
                    index -= 1
                    continue
                if opener is not None or phrase.kind != "name" or _starts_clause(scene, whole.first, floor):
                    return found
            elif opener is not None:
                return found
        elif word == ")" and opener is None:
            index = _jump_parenthesis(lower, index, stop)
        index -= 1
    return found


def _before_year(scene: Scene, last: int) -> Phrase | None:
    """Return the phrase that ends at token `last`, or before "of 2009": "The Quay Act | of 2009"."""
    lower = scene.tokens.lower
    is_year = len(lower[last]) == len("2009") and lower[last].isdigit() and lower[last - 1] == "of"
    return scene.ends.get(last - 2 if is_year else last)


def _has_verb_of_its_own(lower: list[str], comma: int, first: int) -> bool:
    """Tell a clause before the subject from what is told of it: "The jet, which flew in May|, will be late, | Bloom,
    a keeper, said".
    """
    return any(
        lower[i] == "," and lower[i + 1] in _AUXILIARIES and lower[i + 1] not in {"being", "having"}
        for i in range(comma + 1, first - 1)
    )


def _is_named_before(scene: Scene, found: Subject, outer: Phrase, floor: int) -> bool:
    """Tell "it makes the harbour safer, | Ada Bloom |, head of the board, said" from "the mayor, Ada Bloom, who ...,
    said", by where the outer phrase stands.
    """
    is_list = (
        found.first > 0 and scene.tokens.lower[found.first - 1] == "and"
    )  # "two papers, the Echo and | it |"
    is_named = outer.kind == "name" and (is_list or scene.tokens.words[outer.last][0].isupper())
    if found.first < 0 or scene.begins[found.first].kind != "name" or is_named:
        return False  # but "Shortly after Orr's death, | Ada Bloom |, a keeper, said"
    if outer.last + 2 == found.first and scene.tokens.words[outer.last][0].isupper():
        return False  # "a keeper in Ostley, | Marle"
    return not _starts_clause(scene, outer.first, floor)


def _is_cut_short(scene: Scene, last: int) -> bool:
    """Tell the end of a firm's or a son's name from a state: "Quayco Inc", "Bert Orr Jr"; not "Calif"."""
    phrase = scene.ends.get(last)
    return scene.tokens.words[last] in _CUT_SHORT and phrase is not None and phrase.first < last


def share_before(scene: Scene, closer: int, floor: int) -> Subject:
    """Return the share before a bracket that ends at token `closer`: "29 percent (and 43 of women) | said"."""
    lower = scene.tokens.lower
    share = _jump_parenthesis(lower, closer, floor) - 1 if lower[closer] == ")" else -1
    is_share = share > floor and lower[share] in {"percent", "%"}
    return Subject("aside", share - 1, closer, share) if is_share else Subject("none")


def _may_act_before(lower: list[str], phrase: Phrase, floor: int, opener: str | None) -> bool:
    """Tell what may be a subject before an aside, a name also behind "as" and "after": "as | Ada Bloom (D-Marle)
    said", "after | Quayco, one of the oldest firms, said".
    """
    may_open = CONJUNCTIONS_TOO if opener is not None else _OPENING_CLAUSES
    is_somebody = phrase.kind == "name" or lower[phrase.head] in _PEOPLE
    return (is_somebody and lower[phrase.first - 1] in may_open) or may_act(lower, phrase, floor)


def _opens_clause(scene: Scene, first: int, floor: int) -> bool:
    """Tell "The Board | of Keys (BK) said" from "in the quays | of Marle (the old ones) and", by where it begins."""
    lower = scene.tokens.lower
    opens = lower[first - 1] == "," or _starts_clause(scene, first, floor)
    return opens and may_act(lower, scene.begins[first], floor)


def is_apposition(scene: Scene, first: int, floor: int) -> bool:
    """Tell "Ada Bloom, | a professor of law |, who lives in Ashby, said" from a subject; also behind an age."""
    words = scene.tokens.words
    before = first - 2
    if before < floor or words[before + 1] != "," or scene.begins[first].kind != "nominal":
        return False
    if words[before].isdigit() and words[before - 1] == ",":
        before -= 2
    return before in scene.ends and scene.ends[before].kind == "name"


def may_act(lower: list[str], phrase: Phrase, floor: int) -> bool:
    """Tell a phrase that may be a subject from a time ("In April 2009, ...") and the object of a preposition."""
    is_somebody = lower[phrase.head] in _PEOPLE  # "a keeper of nearly four years"
    if (lower[phrase.last] in TIMES and not is_somebody) or lower[phrase.first] in TIMES:
        return False
    return phrase.first <= floor or lower[phrase.first - 1] not in _BEFORE_NO_SUBJECT


def _starts_clause(scene: Scene, first: int, floor: int) -> bool:
    """Tell what a clause begins with; not "Center for Strategic and | International Studies", the end of a name."""
    words = scene.tokens.words
    if first <= floor:
        return True
    is_named = words[first - 1] == "and" and words[first][0].isupper() and words[first - 2][0].isupper()
    if is_named and first - 2 > floor and words[first - 3] in _WITHIN_NAMES:
        return False
    return words[first - 1].lower() in CLAUSE_STARTERS


def _jump_parenthesis(lower: list[str], index: int, stop: int) -> int:
    while index > stop and lower[index] != "(":
        index -= 1
    return index


def before_relative(scene: Scene, comma: int, floor: int) -> Subject:
    """Return who opens the sentence before a relative clause that has commas of its own and ends at token `comma`:
    "| Voters | who heard him, on television or at rallies, said"; none where a clause of its own may have ended.
    """
    lower = scene.tokens.lower
    relative = next(
        (i for i in range(comma - 1, max(floor, comma - LONGEST_ASIDE), -1) if lower[i] in {"who", "that"}),
        floor,
    )
    phrase = scene.ends.get(relative - 1) if relative > floor else None
    if phrase is None or phrase.kind not in DESCRIBED or not may_act(lower, phrase, floor):
        return Subject("none")
    is_first = phrase.first <= floor + 1 and (phrase.first <= floor or lower[floor] in CLAUSE_STARTERS)
    holds_cue = any(scene.tokens.traits[i] & CUE for i in range(relative, comma))
    inner = any(
        lower[i] == "," and i + 1 in scene.begins and scene.begins[i + 1].kind == "pronoun"
        for i in range(relative, comma)
    )
    if not is_first or holds_cue or inner:
        return Subject("none")
    return Subject("aside", phrase.first, comma - 1, phrase.head)
