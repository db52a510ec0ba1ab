"""Tell what reports nothing although it reads like a report: a way of speaking, a name, something made or done.

In: the body as a `Scene` and a `Reading`.  Out: yes or no, whatever the learned weights of `indirect` say. A leaf
that `indirect` builds on.
"""

from collections.abc import Callable
from itertools import pairwise

from api.extract.finding import clauses, things
from api.extract.finding.openings import opens_circumstance, opens_comment, opens_distance
from api.extract.finding.readings import SIGNS, Reading
from api.extract.finding.scene import THIRD_PERSON_OWNERS, Scene, says
from api.extract.finding.subjects import PREPOSITIONS
from api.extract.grammar.lexicon import (
    ACTS,
    DASHES,
    MARKS,
    ONE_OF_MANY,
    PERSONAL_PRONOUNS,
    QUANTIFIER,
    person_nouns,
)
from api.extract.grammar.verbs import inflect, speech_forms
from api.extract.words import read_words

_PEOPLE = person_nouns()
_WHERE_TO_SPEAK = frozenset({"through", "via", "at", "in", "from", "on", "during", "after", "before", "for"})
_REACHING = frozenset({"warn", "assure", "remind", "tell", "inform", "urge", "promise"})
_NO_CALLS = frozenset(
    {"up", "off", "back", "of", "himself", "herself", "itself", "themselves", "911", "999", "112"}
)
# "showed | no remorse"
_SHOWN = frozenset({"emotion", "remorse", "mercy", "contrition"})
_DETERMINERS = frozenset({"a", "an", "the", "its", "their", "his", "her"})
# "asked | to remain unknown", "asked | not to be named"
_UNNAMED = frozenset(
    ("to", stay, how)
    for stay in ("remain", "stay")
    for how in ("anonymous", "nameless", "unidentified", "unknown", "unnamed")
) | {("not", "to", "be", "named"), ("not", "to", "be", "identified")}
_OPENS_UNNAMED = frozenset(words[0] for words in _UNNAMED)
_SHOWING = frozenset({"suggest", "show", "indicate", "signal", "reveal", "confirm", "prove"})
_NOBODY = frozenset({"this", "these", "everything", "all", "nothing", "something", "much"})
_FINITE = frozenset({"is", "are", "was", "were", "has", "have", "had", "will", "would", "can", "could"})
_OCCASIONS = frozenset(
    {"responding", "speaking", "writing", "replying", "commenting", "reacting", "referring", "talking"}
)
_OPENING_CIRCUMSTANCES = frozenset({"in", "with", "ahead", "following", "amid", "during", "after", "before"})
_LONGEST_CIRCUMSTANCE = 12  # tokens
_RELATIVES = frozenset({"which", "who", "whom", "whose"})
_SAYING = frozenset({"say", "tell", "announce"})
_SAID_BEFORE = frozenset({"this", "so"})
_BEHIND_THIS = PREPOSITIONS | {"while", "when", "during", "here", "today", "yesterday", ","}
_ASKING = frozenset({"ask", "asks", "asked", "asking", "wonder", "wonders", "wondered", "wondering"})
_BEHIND_SAID = frozenset({"and", "or", ";"})
_CHARGING = frozenset({"that", "with"})
_FAR_BEHIND_CHARGE = 12  # tokens
_JOINED = frozenset(
    {"voice", "voices", "name", "names", "weight", "gravitas"}
)  # "adds | its voice to the calls"
_WRITTEN_FOR = frozenset({"for", "in", "on"})
_URGING = frozenset(
    form
    for form, _ in inflect(
        ("urge", "ask", "tell", "order", "press", "invite", "want", "allow", "force", "require", "advise")
    )
)
_BEFORE_DEEDS = frozenset({"after", "before", "because", "if", "once", "since", "until", "when"})
_FAR_BEFORE_IF = 4  # tokens: "Asked by Bloom | if"
_PRIZES = read_words("prizes")
_DOCUMENTS = read_words("document_nouns")
_FAR_TO_LIVES = 5  # tokens: "nearly 100,000 American lives"
_MAKING = frozenset({"write", "add", "read"})


def is_no_speech(scene: Scene, reading: Reading) -> bool:
    """Tell what a reader takes for no report whatever the weights say."""
    if reading.cue.base == "tell" and reading.cue.form == "ing" and reading.shape != "after":
        return True  # "That it came so late is telling"
    return (
        _makes(scene, reading)
        or _is_circumstance(scene, reading)
        or _names(scene, reading)
        or _goes_on_doing(scene, reading)
        or _is_predicate(scene, reading)
        or _is_occasion(scene, reading)
        or _is_no_saying(scene, reading)
        or things.is_lone_adverb(scene, reading)
        or things.is_of_nobody(scene, reading)
        or _belongs_to_quotation(scene, reading)
        or _hides(scene, reading)
    )


def _hides(scene: Scene, reading: Reading) -> bool:
    """Tell "one of them, who asked not to be named, left", of which nothing is said."""
    behind = scene.tokens.lower[reading.cue.token + 1 : reading.cue.token + 5]
    if not behind or behind[0] not in _OPENS_UNNAMED:
        return False
    return tuple(behind) in _UNNAMED or tuple(behind[:3]) in _UNNAMED


def _belongs_to_quotation(scene: Scene, reading: Reading) -> bool:
    """Tell "said “No,” | as she left" and "“No,” Bloom said | according to the Echo" by the comma inside the marks:
    the quotation has a speaker, and what follows is told of her.
    """
    inside, (first, end) = scene.inside, reading.pieces[0]
    opens = next((index for index in range(first, min(first + 2, end)) if inside[index]), end)
    closes = inside.find(0, opens, end) if opens < end else -1
    if closes <= opens or scene.tokens.words[closes - 1] != ",":
        return False
    behind = next((scene.begins[index] for index in (closes + 1, closes + 2) if index in scene.begins), None)
    is_tagged = reading.shape == "according" and behind is not None and says(scene.tie_of(behind))
    return reading.shape == "after" or is_tagged


def _is_no_saying(scene: Scene, reading: Reading) -> bool:
    """Tell "spoke | at the quay", "an effort to counter | the plan", "a ferry, expected | on Monday, ..." and
    "everything suggests | that ...", where nobody says anything.
    """
    if reading.shape == "as":
        return scene.tokens.lower[reading.pieces[0][0]] in {"and", "but"}
    if reading.shape not in {"after", "passive"}:
        return False
    if reading.cue.form == "ing" and _is_left_undone(scene.tokens.lower, reading.cue.token):
        return True
    base, subject = reading.cue.base, reading.subject
    lower, first = scene.tokens.lower, reading.pieces[0][0]
    if lower[reading.group.first - 1] == "into":  # "pressed Reed into agreeing | to a deal"
        return True
    if lower[first] == "and" and lower[first - 1] == "," and lower[subject.first - 1] in {",", "as"}:
        return True  # "..., Bloom said, | and they left", "..., as Bloom said, | and they left"
    if lower[first] in DASHES:
        return True  # "officers said | — along with knives"
    if lower[first - 1] == "," and reading.cue.token == first - 2 and _is_only_when(scene, subject.first):
        return True  # "After the Echo wrote, | the council replied"
    if _is_left_open(scene, reading) or (base in _REACHING and _is_tag(scene, reading)):
        return True
    if base in _SHOWING and subject.first >= 0 and lower[subject.head] in _NOBODY:
        return True
    return base in _NOT_WITH and _NOT_WITH[base](scene, reading)


def _is_only_when(scene: Scene, subject: int) -> bool:
    return subject > 0 and scene.tokens.lower[subject - 1] in _BEFORE_DEEDS


def _is_left_open(scene: Scene, reading: Reading) -> bool:
    """Tell what is only supposed, meant or asked for, and what stands beside a tag."""
    return (
        _is_supposed(scene, reading)
        or _is_meant(scene, reading)
        or _is_asked_of_another(scene, reading)
        or _is_aside_behind(scene, reading)
        or things.is_of_agent(scene, reading)
    )


def _is_aside_behind(scene: Scene, reading: Reading) -> bool:
    """Tell "..., Bloom said on Monday, | two days after the storm", "told the board, | which met" and "said | this
    while they left" from what is said.
    """
    lower, (first, end) = scene.tokens.lower, reading.pieces[0]
    if lower[first] == "while" and first + 1 < end and lower[first + 1][-3:] == "ing":
        return True
    if lower[first - 1] == ",":
        if lower[first : first + 2] == ["even", "as"]:
            return True  # "..., Bloom told the Echo, | even as the board met"
        if opens_comment(lower, first, end):
            return reading.cue.base in _SAYING
        return lower[first] in _RELATIVES or opens_distance(lower, first, end)
    if reading.cue.kind == "speech" and opens_circumstance(lower, first, end):
        return True
    is_said_before = reading.cue.base in _SAYING | {"write"} and lower[first] in _SAID_BEFORE
    return is_said_before and (first + 1 >= end or lower[first + 1] in _BEHIND_THIS)


def _is_asked_of_another(scene: Scene, reading: Reading) -> bool:
    """Tell what others are asked to say: "urged keepers to remember | that it leaks"."""
    lower, verb = scene.tokens.lower, reading.cue.token
    asked = scene.ends.get(verb - 2)
    is_object = lower[verb - 1] == "to" and asked is not None and reading.subject.last < asked.first
    return is_object and asked is not None and lower[asked.first - 1] in _URGING


def _is_supposed(scene: Scene, reading: Reading) -> bool:
    """Tell "if keepers believed | they were late, they could appeal" from "asked if she believed | it"."""
    lower, first = scene.tokens.lower, reading.subject.first
    opens = first - 1
    if opens >= 0 and lower[opens] in {"should", "had"} and opens == scene.tokens.opening_of[first]:
        return reading.cue.token > first  # "Should the mayor declare | an emergency, it would end"
    if not 0 < first < reading.group.first or lower[opens] != "if" or reading.cue.form == "ing":
        return False
    return _ASKING.isdisjoint(lower[max(opens - _FAR_BEFORE_IF, 0) : opens])


def _is_meant(scene: Scene, reading: Reading) -> bool:
    """Tell "what he said | about the quay was true" from "what he said | was a disgrace"."""
    lower, first, opens = scene.tokens.lower, reading.subject.first, reading.pieces[0][0]
    if 0 < first < opens and lower[first - 1] == "whatever":
        return lower[opens - 1] == ","  # "Whatever Bloom meant to say, | it is old"
    if not 0 < first < reading.group.first or lower[first - 1] != "what" or scene.inside[opens]:
        return False
    return reading.cue.base == "say" and (lower[opens] in PREPOSITIONS or lower[opens] in _BEHIND_SAID)


def _speaks_somewhere(scene: Scene, reading: Reading) -> bool:
    lower, first, behind = scene.tokens.lower, reading.pieces[0][0], reading.cue.token + 1
    return lower[behind] in _WHERE_TO_SPEAK and (first == behind or lower[first - 1] == ",")


def _quotes_another(scene: Scene, reading: Reading) -> bool:
    """Tell "quoted Bloom as saying | ...", which is what Bloom says."""
    return any(
        before == "as" and after[-3:] == "ing" and after in speech_forms()
        for before, after in pairwise(scene.tokens.lower[slice(*reading.pieces[0])])
    )


def _agrees_something(scene: Scene, reading: Reading) -> bool:
    """Tell "agreed | a deal with the men" and "the plan they agreed | to in May"."""
    lower, first = scene.tokens.lower, reading.pieces[0][0]
    is_gap = lower[first] == "to" and lower[first + 1] in PREPOSITIONS
    return is_gap or _is_phrase(scene, *reading.pieces[0])


def _holds_thing(scene: Scene, reading: Reading) -> bool:
    """Tell "maintain | a good lead" and "charged | a portion of the price" from what is said."""
    lower, (first, end) = scene.tokens.lower, reading.pieces[0]
    if (
        lower[first - 1] in SIGNS
        or scene.inside[first]
        or not _CHARGING.isdisjoint(lower[first : min(first + _FAR_BEHIND_CHARGE, end)])
    ):
        return False
    phrase = scene.begins.get(first)
    behind = first + 1 if phrase is None else phrase.last + 1
    is_clause = behind < end and clauses.acts(scene, behind)
    return reading.shape == "after" and not is_clause


def _comes_upon(scene: Scene, reading: Reading) -> bool:
    """Tell "owners found | with dogs" and "found himself | in a bind" from what is found to be so."""
    lower, first = scene.tokens.lower, reading.pieces[0][0]
    return lower[first] in PREPOSITIONS and lower[first - 1] not in SIGNS


def _is_left_undone(lower: list[str], verb: int) -> bool:
    """Tell "criticised for not | disclosing that", "it's worth | noting" from "he is not | saying what"."""
    return lower[verb - 1] == "worth" or (lower[verb - 1] == "not" and lower[verb - 2] in PREPOSITIONS)


def _wins(scene: Scene, reading: Reading) -> bool:
    """Tell "claimed | her heat with ease" and "claimed | the title" from a claim."""
    first, end = reading.pieces[0]
    near = scene.tokens.lower[first : min(first + _FAR_TO_LIVES, end)]
    if "lives" in near or (near[1:2] == ["life"] and near[0] in THIRD_PERSON_OWNERS | {"the"}):
        return True  # "claimed | 14 lives", "claimed | the life of a keeper"
    won = scene.begins.get(first)
    return won is not None and scene.tokens.lower[won.last] in _PRIZES


def _is_expected(scene: Scene, reading: Reading) -> bool:
    is_participle = reading.cue.form == "past" and not reading.group.helpers
    return is_participle and scene.tokens.lower[reading.group.first - 1] == ","


def _is_held(scene: Scene, reading: Reading) -> bool:
    """Tell "gunmen believed | to belong to a gang", "workers said | to be ill", of whom others say so."""
    is_participle = reading.cue.form == "past" and not reading.group.helpers
    return (
        is_participle
        and scene.tokens.lower[reading.cue.token + 1] == "to" == scene.tokens.lower[reading.pieces[0][0]]
    )


def _falls(scene: Scene, reading: Reading) -> bool:
    """Tell "shares declined | 1%" and "declined | in Ostley" from "declined | to comment"."""
    behind = scene.tokens.lower[reading.cue.token + 1]
    return behind[0].isdigit() or behind in PREPOSITIONS - {"to"}


def _is_questioned(scene: Scene, reading: Reading) -> bool:
    """Tell "wanted for questioning | over the fire"."""
    lower = scene.tokens.lower
    return lower[reading.group.first - 1] == "for" and lower[reading.pieces[0][0]] in PREPOSITIONS


def _is_document_written(scene: Scene, reading: Reading) -> bool:
    """Tell "wrote | a letter stating that it leaks" from "wrote | a letter had come", by the verb behind it."""
    first = reading.pieces[0][0]
    phrase = scene.begins.get(first)
    words = scene.tokens.words
    if words[first] in {"The", "A"} and first + 1 < len(words) and words[first + 1][0].isupper():
        return not scene.inside[first] and not clauses.acts(
            scene, first if phrase is None else phrase.last + 1
        )
    if phrase is None or scene.tokens.lower[first] not in {"a", "an"} or phrase.last + 1 >= len(scene.inside):
        return False
    return scene.tokens.lower[phrase.head] in _DOCUMENTS and not clauses.acts(scene, phrase.last + 1)


_NOT_WITH: dict[str, Callable[[Scene, Reading], bool]] = {
    "speak": _speaks_somewhere,
    "quote": _quotes_another,
    "cite": _quotes_another,
    "claim": _wins,
    "decline": _falls,
    # "As its name | suggests, ..."
    "suggest": lambda scene, reading: scene.tokens.lower[reading.subject.head] in {"name", "title"},
    "agree": _agrees_something,
    "expect": lambda scene, reading: _is_expected(scene, reading) or things.is_expected_of(scene, reading),
    **dict.fromkeys(("allege", "believe", "say", "suspect", "think", "understand"), _is_held),
    "question": _is_questioned,
    "write": _is_document_written,
    "rule": _holds_thing,
    "maintain": _holds_thing,
    "charge": lambda scene, reading: _holds_thing(scene, reading) or things.is_before_verb(scene, reading),
    "find": lambda scene, reading: _comes_upon(scene, reading) or things.is_found(scene, reading),
    "offer": things.is_offered,
    "post": things.is_posted,
    "deny": things.is_denied_to,
    "answer": things.is_question,
    "detail": things.is_plural_noun,
    "note": lambda scene, reading: scene.tokens.lower[reading.cue.token + 1] == "of",
    "report": lambda scene, reading: _is_held(scene, reading) or things.is_reporters_work(scene, reading),
    "mention": things.is_plural_noun,
    "estimate": things.is_estimate,
    "respond": things.is_done_in_reply,
    "argue": things.is_case,
    "comment": things.is_left_unsaid,
    "seek": lambda scene, reading: scene.tokens.lower[reading.pieces[0][0]] == "to",
    "confirm": things.is_audience,
    "text": lambda scene, reading: (
        _comes_upon(scene, reading)
        or _is_phrase(scene, *reading.pieces[0])
        or things.is_reached(scene, reading)
    ),
    "relate": lambda scene, reading: scene.tokens.lower[reading.group.first - 1] in {"and", "or"},
    "call": lambda scene, reading: (
        scene.tokens.lower[reading.cue.token + 1] in _NO_CALLS
        or things.is_end_of_work(scene, reading)
        or things.is_reached(scene, reading)
    ),
    "ask": things.is_who_is_asked,
    "tell": things.is_who_is_asked,
    "counter": lambda _, reading: reading.group.helpers == ("to",),
    # "showed | no remorse"
    "show": lambda scene, reading: not _SHOWN.isdisjoint(scene.tokens.lower[slice(*reading.pieces[0])][:2]),
}
"""Verbs with which nothing is said, and when."""


def _is_tag(scene: Scene, reading: Reading) -> bool:
    """Tell whom somebody warns behind a quotation: "“...,” he warned | the board"."""
    first, end = reading.pieces[0]
    opens = reading.subject.first if 0 <= reading.subject.first < reading.cue.token else reading.group.first
    words = scene.tokens.words
    is_behind = opens > 1 and words[opens - 1] in MARKS and words[opens - 2] in {",", "?", "!"}
    if not is_behind or first not in scene.begins or scene.inside[first]:
        return False
    behind = scene.begins[first].last + 1
    return clauses.first_verb(scene, behind, end) == end and "to" not in scene.tokens.lower[behind:end]


def _is_phrase(scene: Scene, first: int, end: int) -> bool:
    """Tell "agreed | a deal with the men" from "agreed | the deal was dead" and "agreed | to a deal"."""
    phrase = scene.begins.get(first)
    if phrase is None or scene.tokens.lower[first] not in _DETERMINERS:
        return False
    return clauses.first_verb(scene, phrase.last + 1, end) == end


def _is_occasion(scene: Scene, reading: Reading) -> bool:
    """Tell what somebody does in saying it: "Responding to the plan, | Bloom said ..."."""
    if not reading.shape.startswith("before"):
        return False
    first, end = reading.pieces[0]
    is_participle = scene.tokens.lower[first] in _OCCASIONS and not scene.inside[first]
    return is_participle and clauses.first_verb(scene, first, end) == end


def _names(scene: Scene, reading: Reading) -> bool:
    """Tell how a thing is called: "a wind called “the Reaper”", "a trip - called the Quay Walk - ended"."""
    if reading.cue.base != "call" or reading.cue.form != "past" or reading.group.helpers:
        return False
    if not reading.shape.startswith("after"):
        return not any(map(scene.inside.__getitem__, range(*reading.pieces[0])))
    lower, first = scene.tokens.lower, reading.pieces[0][0]
    subject = reading.subject
    if lower[reading.group.first - 1].replace("’", "'") in {"it's", "that's", "what's"}:
        return True  # "for now it's called | the Quay Project"
    named = scene.ends.get(reading.group.first - 1)
    if named is not None and lower[named.first] in {"a", "an"} and lower[named.head] not in _PEOPLE:
        return scene.tokens.words[first][0].isupper() or scene.tokens.words[first + 1][0].isupper()
    is_thing = (
        subject.route == "next" and lower[subject.first] in {"a", "an"} and lower[subject.head] not in _PEOPLE
    )
    name = scene.begins.get(first)
    is_name = name is not None and name.kind == "name" and lower[first] not in {"a", "an", "the"}
    return is_thing and first == reading.cue.token + 1 and (is_name or scene.tokens.words[first] in MARKS)


def _goes_on_doing(scene: Scene, reading: Reading) -> bool:
    """Tell "continued | the strikes" and "is continuing | to grow" from "continued: ..." and "continued that ..."."""
    first, behind = reading.pieces[0][0], reading.cue.token + 1
    words = scene.tokens.lower
    if reading.cue.base != "continue" or reading.shape != "after" or words[first] == "that" == words[behind]:
        return False
    if words[behind][-3:] == "ing":  # "to continue | growing in May, she said"
        return True
    return first == behind or (words[behind] in {"to", ","} and words[first] not in MARKS)


def _is_predicate(scene: Scene, reading: Reading) -> bool:
    """Tell what is said of a thing that a participle describes: "a plan announced last fall | is failing"; behind
    "who", "which", "that" or a gap ("a pace Bloom said | is too fast") it is what somebody says.
    """
    if reading.shape != "after" or reading.cue.form != "past" or reading.group.helpers:
        return False
    lower, subject = scene.tokens.lower, reading.subject
    opens = lower[reading.pieces[0][0]]
    is_thing = subject.route == "next" and subject.first >= 0 and lower[subject.first] in {"a", "an", "the"}
    return (
        is_thing
        and opens in _FINITE
        and lower[subject.head] not in _PEOPLE
        and _opens_sentence(scene, subject.first)
    )


def _opens_sentence(scene: Scene, index: int) -> bool:
    return index <= scene.tokens.opening_of[index] + 1


def _makes(scene: Scene, reading: Reading) -> bool:
    """Tell "wrote | a book", "added | two rooms", "read | it" and "said | of the book: “...”" from what is said."""
    first, end = reading.pieces[0]
    lower, traits = scene.tokens.lower, scene.tokens.traits
    if reading.cue.base == "say" and reading.shape == "after":
        return _is_topic(scene, first, end) or lower[first] == "of"
    if reading.cue.base not in _MAKING or reading.shape != "after":
        return False
    if reading.cue.form == "ing" and (reading.cue.base == "read" or _is_going_on(reading)):
        return True  # "is reading | the news", "is adding | two lines"
    if reading.cue.base == "write" and lower[first] in _WRITTEN_FOR:
        return clauses.first_verb(scene, first, end) == end  # "Bloom wrote | for the Echo"
    is_noun = lower[first] in ONE_OF_MANY or (
        lower[first] in THIRD_PERSON_OWNERS and lower[first + 1] in _JOINED
    )
    if reading.cue.base == "add" and is_noun and lower[first - 1] not in SIGNS:
        phrase = scene.begins.get(first)
        behind = first if phrase is None else phrase.last + 1
        is_clause = behind < end and clauses.acts(scene, behind)
        return not is_clause and ":" not in lower[first:end]
    if reading.cue.base == "add" and (
        _is_quantity(lower, first, end) or things.is_number_added(scene, reading)
    ):
        return True  # "Futures added | 1.9%", "the firm added | 22,000 jobs"
    if lower[first] == "that" or lower[first] in PREPOSITIONS or lower[first - 1] == ",":
        return False
    if lower[first].endswith(("'s", "’s")) and lower[first][:-2] in PERSONAL_PRONOUNS:
        return False  # "added | it's late"
    if any(traits[index] & ACTS and lower[index - 1] != "to" for index in range(first, end)):
        return False
    return clauses.first_verb(scene, first, end) == end or _has_infinitive_alone(scene, first, end)


_PARTS = (["third"], ["quarter"], ["fifth"], ["dozen"])


def _is_topic(scene: Scene, first: int, end: int) -> bool:
    """Tell "“...,” Bloom said | about the quay in her report" from "said | about half of it leaks"."""
    lower = scene.tokens.lower
    if lower[first] != "about" or not clauses.AUXILIARIES.isdisjoint(lower[first:end]):
        return False
    return first + 1 >= end or not (
        lower[first + 1][0].isdigit()
        or scene.tokens.traits[first + 1] & QUANTIFIER
        or lower[first + 1] == "half"
        or (lower[first + 1] in {"a", "one"} and lower[first + 2 : first + 3] in _PARTS)
    )


def _is_going_on(reading: Reading) -> bool:
    """Tell "is adding | two lines" from "he said, adding | that"."""
    return reading.cue.base == "add" and not {"is", "are", "was", "were"}.isdisjoint(reading.group.helpers)


def _is_quantity(lower: list[str], first: int, end: int) -> bool:
    """Tell "1.9%" and "3 percent" by which something rises: "Futures added | 1.9%"."""
    number = first + (lower[first] in {"about", "nearly", "almost", "another", "as", "up"})
    if number >= end or not lower[number][0].isdigit():
        return False
    return lower[number][-1] == "%" or lower[number + 1 : number + 2] in (["%"], ["percent"], ["points"])


def _has_infinitive_alone(scene: Scene, first: int, end: int) -> bool:
    """Tell "added | points to keep them in the lead" from a clause."""
    verb = clauses.first_verb(scene, first, end)
    return scene.tokens.lower[verb - 1] == "to" and clauses.first_verb(scene, verb + 1, end) == end


def _is_circumstance(scene: Scene, reading: Reading) -> bool:
    """Tell how somebody speaks, behind a quotation and its tag, from what is said: "“...,” Bloom said, | in a low
    voice", "“...,” she said, | her voice breaking".
    """
    first, end = reading.pieces[-1]
    lower, opens = scene.tokens.lower, reading.group.first
    if 0 <= reading.subject.first < opens:
        opens = reading.subject.first
    follows = scene.tokens.sentence_of[opens - 1] == scene.tokens.sentence_of[opens]
    if not follows or not scene.inside[opens - 2] or first < opens or lower[first - 1] != ",":
        return False
    if lower[first] in THIRD_PERSON_OWNERS and first + 2 < end and lower[first + 2].endswith("ing"):
        return True
    if lower[first] == "without":
        return True
    if lower[first].endswith("ed") and lower[first + 1] in PREPOSITIONS | {"up", "down"}:
        return True  # "“...,” she says, | curled up on a chair"
    is_short = end - first <= _LONGEST_CIRCUMSTANCE and lower[first] in _OPENING_CIRCUMSTANCES
    return is_short and clauses.first_verb(scene, first, end) == end
