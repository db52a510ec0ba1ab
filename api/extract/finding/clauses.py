"""Read a clause around its verb: who is the subject, where the verb's group begins, how far a complement reaches.

In: the body as a `Scene`.  Out: token ranges.  A leaf that `indirect` builds on; which verbs report something is
its job, not ours.

There is no parser here. A verb's subject is looked for in the places where English puts it: right before the
verb group, before an apposition or a relative pronoun, or, for participles and coordinated verbs, at the verb
of the clause before.
"""

from dataclasses import dataclass

from api.extract.finding.relatives import OBJECTS, RELATIVES, holds_noun, opens_clause_before
from api.extract.finding.scene import Scene
from api.extract.finding.subjects import (
    CLAUSE_STARTERS,
    CONJUNCTIONS_TOO,
    DESCRIBED,
    LINKS,
    PREPOSITIONS,
    TIMES,
    Subject,
    before_aside,
    before_relative,
    extended,
    is_apposition,
    may_act,
    share_before,
)
from api.extract.grammar.lexicon import (
    ACTS,
    CAPITAL,
    CERTAIN_VERBS,
    CUE,
    DASHES,
    DAY,
    MARKS,
    MERE_ARTICLES,
    OBJECT_PRONOUNS,
    PERSON,
    SIGN,
)
from api.extract.grammar.phrases import Phrase
from api.extract.grammar.runs import NAMES_TOO
from api.extract.grammar.tokens import Tokens
from api.extract.grammar.verbs import speech_forms, verb_forms
from api.extract.words import read_words

# Their types are declared because the compiler reads who uses them first.
AUXILIARIES: frozenset[str] = read_words("auxiliaries")
_ADVERBS = read_words("verb_adverbs")
_VERBS = verb_forms()
_FUNCTION_WORDS = read_words("function_words")
OCCASIONS: frozenset[str] = frozenset(
    {"statement", "interview", "letter", "email", "tweet", "speech", "post", "memo", "video", "note"}
)
_TYING = (PREPOSITIONS | {"using"}) - CONJUNCTIONS_TOO
_NOT_LY = read_words("no_adverbs_in_ly")
_BEHIND_NOUNS = frozenset({"all", "both", "each", "here", "however", "overall"})
_EVENTS = read_words("happenings")
_BEFORE_TIMES = frozenset({"after", "before", "since"})
_PARTIES = frozenset({"D-", "R-", "I-"})
_WORD_PAIRS = frozenset(
    {
        ("no", "longer"),
        ("in", "particular"),
        ("in", "fact"),
        ("in", "turn"),
        ("in", "part"),
        ("of", "course"),
        ("at", "times"),
        ("at", "first"),
        ("once", "more"),
    }
)
_ABOUT = frozenset(
    {"about", "nearly", "almost", "roughly", "than", "more", "fewer", "less", "at", "least", "just"}
)
_TIED_ADJECTIVES = frozenset({"close", "loyal", "opposed", "sympathetic"})
_FLOATING = frozenset({"all", "both", "each"})
_SOME = frozenset({"several", "many", "some", "two", "three", "four", "five", "six"})
_LONGEST_OCCASION = 5  # tokens: "in a later telephone interview"
_SPEAKING = frozenset({"speaking", "talking"})
_LONGEST_TIES = 8  # tokens before the last noun of "proponents of more controls on hate speech"
_LONGEST_ASIDE = 15  # tokens: ", announced on Monday by the council of Marle,"
_LONGEST_TITLE = 9  # tokens with its marks
_SHORTEST_SPEECH = 3  # tokens with its comma
_WITHIN = 2  # tokens before "years" of "in recent years"
_LONGEST_GROUP = 8  # "had also been repeatedly and publicly": no verb group is longer
_LONGEST_DESCRIPTION = 20  # tokens
_BEFORE_CLAUSES = read_words("clause_taking_verbs")
_LONGEST_NO_PARTICIPLE = 4  # letters: "bed", "king"


@dataclass(slots=True)
class VerbGroup:
    """A verb with its auxiliaries and adverbs: tokens `first` to `verb`, and what was seen on the way."""

    first: int
    verb: int
    helpers: tuple[str, ...] = ()
    chain: str = ""


def is_adverb(word: str) -> bool:
    """Tell an adverb that may stand inside a verb group."""
    return word in _ADVERBS or (word[-2:] == "ly" and len(word) > 4 and word not in _NOT_LY)


def _is_name(tokens: Tokens, index: int) -> bool:
    """Tell "Theresa | May" and "Ada | Connolly" at the end of a phrase from an auxiliary and an adverb."""
    lower = tokens.lower[index]
    return tokens.traits[index] & CAPITAL > 0 and (
        lower not in AUXILIARIES or tokens.words[index] in NAMES_TOO
    )


def verb_group(scene: Scene, verb: int, floor: int) -> VerbGroup:
    """Return the group of the verb at token `verb`, looking back no further than token `floor`.

    A verb that governs an infinitive belongs to the group: "went on | to say", "declined | to say".
    """
    lower = scene.tokens.lower
    helpers: list[str] = []
    chain = ""
    index = verb - 1
    floor = max(floor, verb - _LONGEST_GROUP)
    while index >= floor:
        word = lower[index]
        if index in scene.ends and _is_name(scene.tokens, index):
            break
        if word in AUXILIARIES:
            helpers.append(word)
        elif word == "to" and index > floor and (chained := _governor(lower, index)) is not None:
            helpers.append("to")
            chain = lower[chained]
            index = chained
        elif index - _WITHIN > floor and _is_time_within(lower, index):
            index -= _WITHIN
        elif index > floor and (lower[index - 1], word) in _WORD_PAIRS:
            index -= 1
        elif word in _FLOATING and index > floor and lower[index - 1] in AUXILIARIES:
            pass  # "the keepers have | both | said"
        elif not is_adverb(word) and not _is_behind_noun(scene, index):
            break
        index -= 1
    return VerbGroup(index + 1, verb, tuple(helpers), chain)


def _is_time_within(lower: list[str], index: int) -> bool:
    """Tell when it was said, within the verb: "has | in recent years | accused", "have | in the past | said"."""
    if lower[index - 3] not in {"has", "have", "had"}:
        return False
    if lower[index - 2] == "for":  # "has | for several months | maintained"
        return lower[index] in TIMES and (lower[index - 1] in _SOME or lower[index - 1].isdigit())
    is_recent = lower[index - 1] in {"recent", "past"} or lower[index - 1 : index + 1] == ["the", "past"]
    return lower[index - 2] == "in" and is_recent


def _is_behind_noun(scene: Scene, index: int) -> bool:
    """Tell what may follow a subject besides adverbs: "they | all | vowed", "the keepers | here | said"."""
    if scene.tokens.lower[index] not in _BEHIND_NOUNS:
        return False
    phrase = scene.ends.get(index - 1)
    return phrase is not None and not phrase.is_possessive and phrase.kind in {"name", "nominal", "pronoun"}


def _governor(lower: list[str], to: int) -> int | None:
    """Return the verb that governs "to" ("went on to", "is expected to"), or None."""
    before = to - 1
    if lower[before] == "on" and before and lower[before - 1] in _VERBS:
        return before - 1
    word = lower[before]
    return before if word in _VERBS or word in AUXILIARIES or (word[-2:] == "ed" and len(word) > 4) else None


def subject_before(scene: Scene, group: VerbGroup, floor: int) -> Subject:
    """Return the subject that stands before a verb group in the clause that begins at or after token `floor`."""
    before = _before_time(scene, group.first - 1, floor)
    if before not in scene.ends and _holds(scene.ends.get(group.first - 1), scene.tokens.lower, before):
        before = group.first - 1
    while floor < before < group.first - 1 and is_adverb(scene.tokens.lower[before]):
        before -= 1  # "Quayco | also on Friday | said"
    if scene.tokens.lower[before] == "." and scene.tokens.touches(before):
        before -= 1  # "Marle Seafoods Inc|. said"
    if before < floor:
        return Subject("none")
    word = scene.tokens.lower[before]
    phrase = scene.ends.get(before)
    if phrase is not None and not scene.inside[before]:
        return _of_phrase(scene, phrase, group, floor)
    if _stem(word) in RELATIVES:
        return _antecedent(scene, before, floor)
    if not word[0].isalnum():
        return _behind_sign(scene, before, floor)
    may_be_object = word in OBJECTS and (word != "her" or scene.tokens.lower[group.verb] in CERTAIN_VERBS)
    if may_be_object and (over := _before_object(scene, before, floor)) is not None:
        return over
    return _of_noun(scene, group, before, floor)


def _before_object(scene: Scene, pronoun: int, floor: int) -> Subject | None:
    """Return who stands before the object of a clause or preposition: "the man who shot | him |", "those around
    | them |", "a source close to | him |"; None where the pronoun hangs on neither.
    """
    described = before_participle(scene, pronoun, floor)
    if described is not None:
        return extended("next", scene, described, floor)
    is_tied = scene.tokens.lower[pronoun - 1] in PREPOSITIONS | LINKS
    if not is_tied or scene.tokens.lower[pronoun] not in OBJECT_PRONOUNS:
        return None
    others = scene.ends.get(pronoun - 2 - (scene.tokens.lower[pronoun - 2] in _TIED_ADJECTIVES))
    return Subject("none") if others is None else extended("next", scene, others, floor)


def _of_noun(scene: Scene, group: VerbGroup, before: int, floor: int) -> Subject:
    """Return the subject where a noun that no phrase keeps ends at token `before`."""
    word = scene.tokens.lower[before]
    occasion = _occasion_before(scene.tokens.lower, before, floor)
    if occasion > floor:
        return subject_before(scene, VerbGroup(occasion, occasion), floor)
    if word[-3:] == "ing" and (owner := scene.ends.get(before - 1)) is not None and owner.is_possessive:
        outer = scene.ends.get(owner.first - 2)  # "a keeper familiar with the plans for | Monday's meeting"
        if outer is not None and scene.tokens.lower[owner.first - 1] in LINKS:
            return extended("next", scene, outer, floor)
    if _may_be_noun(word) and not scene.inside[before]:
        bare = _bare(scene, before, floor)
        is_verb = scene.tokens.lower[group.verb] in CERTAIN_VERBS or word in OBJECT_PRONOUNS
        described = before_participle(scene, bare.first, floor) if is_verb else None
        return bare if described is None else extended("next", scene, described, floor)
    return Subject("none")


def _of_phrase(scene: Scene, phrase: Phrase, group: VerbGroup, floor: int) -> Subject:
    """Return the subject where a phrase stands right before the verb group: the phrase, or what it depends on."""
    if phrase.kind == "pronoun":
        return extended("next", scene, phrase, floor)
    if is_of_party(scene, phrase):
        whole = extended("aside", scene, scene.ends[phrase.first - 2], floor)
        return Subject("aside", whole.first, phrase.last, whole.head)  # "Ada Bloom, D-Marle| said"
    outer = _before_adjunct(scene, phrase, floor)
    if outer is not None:
        return subject_before(scene, outer, floor)
    whole = extended("next", scene, phrase, floor)
    is_finite = scene.tokens.lower[group.verb][-3:] != "ing"  # "with Bloom | saying"
    described = before_participle(scene, whole.first, floor) if is_finite else None
    return whole if described is None else extended("next", scene, described, floor)


def _behind_sign(scene: Scene, sign: int, floor: int) -> Subject:
    """Return the subject before an aside, a parenthesis or words in marks that end at a sign before the verb."""
    lower = scene.tokens.lower
    if lower[sign] in {",", ")", "]", ">"} or lower[sign] in DASHES:
        found = before_aside(scene, sign, floor)
        if found.first < 0:
            found = share_before(scene, sign, floor)
        if found.first < 0 and lower[sign] == ",":
            found = before_relative(scene, sign, floor)
        if found.first < 0 and lower[sign] == ",":
            found = _named_in_aside(scene, sign, floor)
        if found.first < 0 and lower[sign] == "," and lower[sign - 1] == ")":
            found = before_aside(scene, sign - 1, floor)  # "Ada Bloom (D-Marle)|, said"
        firm = scene.ends.get(sign - 1) if lower[sign] == ">" else None
        if found.first < 0 and firm is not None and lower[firm.first - 1] == "<":
            return Subject("aside", firm.first, firm.last, firm.head)  # "<Quay Corp|> said"
        is_open = found.first < 0 and lower[sign] == ","
        return _before_lone_comma(scene, sign, floor) if is_open else found
    comma = _comma_of_title(scene, sign) if lower[sign] in MARKS else 0
    return before_aside(scene, comma, floor) if comma > floor else Subject("none")


def _before_lone_comma(scene: Scene, comma: int, floor: int) -> Subject:
    """Return the officer who opens the sentence before a comma too many: "Press chief Ada Bloom|, noted that"."""
    name = scene.ends.get(comma - 1)
    if name is None or name.kind != "name" or name.is_possessive:
        return Subject("none")
    whole = extended("aside", scene, name, floor)
    is_officer = any(scene.tokens.traits[index] & PERSON for index in range(name.first, name.last))
    is_of_body = whole.first < name.first and scene.begins[whole.first].kind == "name"
    is_place = scene.tokens.text_of(name.first, name.last) in read_words("place_names")
    if whole.first > floor or is_place or not (is_officer or is_of_body):
        return Subject("none")
    return Subject("aside", whole.first, whole.last, whole.head)


def _named_in_aside(scene: Scene, comma: int, floor: int) -> Subject:
    """Return the full name in an aside behind what else tells who it is: "the man who found her, | Bert Orr |", "a
    witness to riots, | Ada Bloom |".
    """
    name = scene.ends.get(comma - 1)
    if name is None or name.kind != "name" or name.is_possessive or name.first == name.last:
        return Subject("none")
    is_aside = floor < name.first - 1 and scene.tokens.words[name.first - 1] == ","
    return Subject("aside", name.first, name.last, name.head) if is_aside else Subject("none")


def is_of_party(scene: Scene, phrase: Phrase) -> bool:
    """Tell "R-Marle" and "D-N.D." behind a name and a comma."""
    words = scene.tokens.words
    is_label = len(words[phrase.first]) > 2 and words[phrase.first][:2] in _PARTIES
    return is_label and words[phrase.first - 1] == "," and phrase.first - 2 in scene.ends


def _comma_of_title(scene: Scene, mark: int) -> int:
    """Return the comma inside the mark that closes words within an aside: "Ada Bloom, host of “Morning Tide|,” said",
    "Bloom, who calls it “old|,” said"; 0 where somebody's speech ends there.
    """
    lower, first = scene.tokens.lower, mark - 1
    while first > max(mark - _LONGEST_TITLE, 1) and lower[first - 1] not in MARKS:
        first -= 1
    if first < 2:
        return 0
    before = scene.tokens.traits[first - 2]
    may_say = before & CUE and first - 2 not in scene.ends  # but "star of the | show | “Morning Tide,” said"
    if lower[mark - 1] != "," or lower[first - 1] not in MARKS or before & SIGN or may_say:
        return 0
    aside = next((i for i in range(first - 2, 0, -1) if lower[i] == ","), 0)
    is_named = scene.tokens.traits[first] & CAPITAL > 0 or mark - first <= _SHORTEST_SPEECH
    return mark - 1 if is_named or lower[aside + 1] in {"who", "which"} else 0


def _before_adjunct(scene: Scene, phrase: Phrase, floor: int) -> VerbGroup | None:
    """Return where to look for the subject when the phrase before the verb is an occasion: "Bloom | in a statement |
    said"; None when the phrase is the subject itself.
    """
    lower = scene.tokens.lower
    preposition = phrase.first - 1
    if preposition <= floor or lower[preposition] not in {"in", "during"}:
        return None
    return VerbGroup(preposition, preposition) if lower[phrase.head] in OCCASIONS else None


def before_participle(scene: Scene, first: int, floor: int) -> Phrase | None:
    """Return whom a participle or relative clause describes that ends right before a verb: "experts | interviewed by
    the Echo |", "a woman | who was robbed by Reed |"; None where the phrase at token `first` is the subject.
    """
    lower = scene.tokens.lower
    if holds_noun(scene.tokens, first):
        return None
    relative = opens_clause_before(scene.tokens, scene.inside, first)
    phrase = scene.ends.get(relative - 1) if relative > floor else None
    if phrase is not None and phrase.kind in DESCRIBED:
        name = scene.ends.get(phrase.first - 2)  # "Ada Bloom, | a keeper who knows Reed | said"
        is_apposed = is_apposition(scene, phrase.first, floor)
        return name if is_apposed and name is not None and may_act(lower, name, floor) else phrase
    is_object = _is_done(lower[first - 1])
    while lower[first - 1] in {"and", "or"} and (other := scene.ends.get(first - 2)) is not None:
        first = other.first  # "a team representing | Bloom and Reed |"
    is_tied = lower[first - 1] in _TYING or lower[first - 1][-3:] == "ing"
    event = scene.begins.get(first)
    is_time = DAY & (scene.tokens.traits[first] | scene.tokens.traits[first + 1]) > 0
    is_time = is_time or (event is not None and lower[event.last] in _EVENTS)
    is_tied = is_tied or (is_time and lower[first - 1] in _BEFORE_TIMES and is_participle(lower[first - 2]))
    if not is_tied and lower[first - 1] != "as" and not is_object:
        return None  # "a memo released after | Super Tuesday |" is tied, "who came as | members |" behind "who" alone
    for index in range(first - 1, max(floor, first - _LONGEST_DESCRIPTION), -1):
        if not lower[index][0].isalnum() or scene.inside[index]:
            return _opening_subject(scene, index, floor) if is_tied and lower[index] == "," else None
        if lower[index] == "that" and not _opens_relative(scene, index):
            return None
        is_who = _stem(lower[index]) in {"who", "that"}
        is_led = lower[index : index + 2] == ["led", "by"]  # "analysts | led by Ada Bloom | said"
        if is_who or is_led or (is_tied and is_participle(lower[index])):
            is_aside = lower[index - 1 : index + 1] == [",", "who"] and lower[index + 1] not in PREPOSITIONS
            phrase = scene.ends.get(index - 1 - is_aside)
            if phrase is not None and phrase.kind in DESCRIBED and not phrase.is_possessive:
                return phrase
    return None


def _opening_subject(scene: Scene, comma: int, floor: int) -> Phrase | None:
    """Return who opens a clause right before a comma and a participle: "| Bert Orr |, speaking with the leave of
    Marle said"; None before a participle of saying, which has a clause of its own.
    """
    participle = scene.tokens.lower[comma + 1]
    phrase = None if scene.inside[comma] else scene.ends.get(comma - 1)
    is_led = participle.endswith("ing") and (participle not in speech_forms() or participle in _SPEAKING)
    if phrase is None or not is_led or phrase.kind != "name" or phrase.is_possessive:
        return None
    return phrase if phrase.first == floor else None


def _is_done(word: str) -> bool:
    """Tell a verb of which what follows is the object ("who has praised | his work |") from one of saying, behind
    which it would be the subject ("who said | Bloom | left").
    """
    return (word in _VERBS or word[-2:] == "ed") and _VERBS.get(word) not in _BEFORE_CLAUSES


def _opens_relative(scene: Scene, that: int) -> bool:
    """Tell "groups | that | have praised him" from "claims | that | Bloom left"."""
    behind = scene.tokens.lower[that + 1]
    is_past = behind[-2:] == "ed" and is_participle(behind)  # "an article that appeared on the page"
    return that - 1 in scene.ends and (behind in AUXILIARIES or behind in _VERBS or is_past)


def _stem(word: str) -> str:
    return word.replace("’", "'").split("'")[0]  # who, who's, who've


def is_participle(word: str) -> bool:
    """Tell a participle by its ending."""
    return len(word) > _LONGEST_NO_PARTICIPLE and word.endswith(("ing", "ed"))


def _before_time(scene: Scene, index: int, floor: int) -> int:
    """Step back over a time between subject and verb: "Bloom | on Monday | announced"."""
    lower = scene.tokens.lower
    start = index
    if index in scene.ends and _is_surname(scene.tokens, index):
        return index
    while index > floor and (lower[index] in TIMES or (lower[index].isdigit() and _is_year(lower, index))):
        index -= 1
        while index > floor and lower[index] in {
            "on",
            "last",
            "past",
            "recent",
            "this",
            "earlier",
            "late",
            "early",
            "in",
            "at",
            "the",
            "a",
            "ago",
            "next",
            "from",
            "since",
        }:
            index -= 1
    if index == start or index < floor or lower[index] in {",", "and"}:
        return start if index == start or index < floor else index
    return index


def _is_surname(tokens: Tokens, index: int) -> bool:
    """Tell "Ada | Winter" and "Weeks" from a time, by a capital that no calendar gives."""
    return tokens.traits[index] & CAPITAL > 0 and tokens.words[index] not in read_words("calendar_words")


def _occasion_before(lower: list[str], noun: int, floor: int) -> int:
    """Return the preposition of an occasion that no phrase keeps ("but | in a later interview | said"), or -1."""
    if lower[noun] not in OCCASIONS:
        return -1
    near = range(noun - 2, max(floor, noun - _LONGEST_OCCASION), -1)
    return next((i for i in near if lower[i] in {"in", "during"} and lower[i + 1] in MERE_ARTICLES), -1)


def _holds(phrase: Phrase | None, lower: list[str], noun: int) -> bool:
    """Tell "an Echo | report | Sunday", whose noun looks like a verb, from a name and a time behind it."""
    if phrase is None or phrase.first >= noun:
        return False
    return lower[noun] in _VERBS and not is_participle(lower[noun])


def _is_year(lower: list[str], index: int) -> bool:
    """Tell "in | 2019", "March | 2019" and "March | 3" from "Section | 1986"."""
    word, before = lower[index], lower[index - 1]
    return before in TIMES or (len(word) == 4 and before in {"in", "since", "from"})


def _may_be_noun(word: str) -> bool:
    return (
        (word.isalnum() or "-" in word or word[-1] == "%" or (word[0].isdigit() and "," in word))
        and word not in _VERBS
        and word not in _FUNCTION_WORDS
    )


def _antecedent(scene: Scene, relative: int, floor: int) -> Subject:
    """Return what a relative pronoun stands for, up to the pronoun itself."""
    before = relative - 1
    if before >= floor and scene.tokens.lower[before] == ",":
        before -= 1
    phrase = scene.ends.get(before) if before >= floor else None
    if phrase is None:
        return Subject("relative", relative, relative, relative)
    whole = extended("relative", scene, phrase, floor)
    return Subject("relative", whole.first, relative, whole.head)


def _bare(scene: Scene, last: int, floor: int) -> Subject:
    """Return a subject of nouns that `phrases` doesn't keep: "documents show", "52 percent say"."""
    lower = scene.tokens.lower
    first = last
    while first - 1 >= max(floor, last - 4) and (
        _may_be_noun(lower[first - 1]) or lower[first - 1] == "state"
    ):
        first -= 1
        if lower[first] in MERE_ARTICLES:
            break
    if first == last and (share := _share_in(lower, last, floor)) >= 0:
        return Subject("bare", share, last, last)
    people = _people_before(scene, first, floor)
    return Subject("bare", first, last, last) if people < 0 else Subject("bare", people, last, people)


def _share_in(lower: list[str], last: int, floor: int) -> int:
    """Return where "more than 4 in | 10" begins; -1 where the number at token `last` is no share."""
    first = last - 2
    if first < floor or not lower[last].isdigit() or lower[last - 1] != "in":
        return -1
    while first > floor and lower[first - 1] in _ABOUT:
        first -= 1
    return first


def _people_before(scene: Scene, first: int, floor: int) -> int:
    """Return the bare plural that nouns before a verb are tied to: "| proponents | of controls on speech | say"."""
    lower, traits = scene.tokens.lower, scene.tokens.traits
    if lower[first - 1] not in LINKS:
        return -1
    for index in range(first - 2, max(floor, first - _LONGEST_TIES) - 1, -1):
        if traits[index] & PERSON and lower[index][-1] == "s" and lower[index + 1] in LINKS:
            return index
        if traits[index] & (SIGN | CUE) or lower[index] in AUXILIARIES or lower[index] in CLAUSE_STARTERS:
            return -1
    return -1


def first_verb(scene: Scene, start: int, end: int) -> int:
    """Return the first token of a finite verb; `end` when there is none: an object, not a clause."""
    lower = scene.tokens.lower
    for index in range(start, end):
        word = lower[index]
        if word in AUXILIARIES or (word in _VERBS and word[-3:] != "ing"):
            return index
    return end


def acts(scene: Scene, index: int) -> bool:
    """Tell a verb or an auxiliary: "said", "would"."""
    return scene.tokens.traits[index] & ACTS > 0 or scene.tokens.lower[index] in AUXILIARIES


def is_full_verb(scene: Scene, index: int) -> bool:
    """Tell a verb that is neither an auxiliary nor a participle in -ing: "said"."""
    return scene.tokens.traits[index] & ACTS > 0 and scene.tokens.lower[index][-3:] != "ing"


def is_verbless(scene: Scene, start: int, comma: int, end: int) -> bool:
    """Tell the comma within the subject of a clause, which has no verb yet: "it found that the firms|, which include
    mills, are still open", "the sale|, announced on Monday, has nothing to do with it".
    """
    lower = scene.tokens.lower
    phrase = scene.begins.get(start + (lower[start] == "that" and start not in scene.begins))
    if phrase is not None and phrase.last + 1 == comma and comma + 1 < end:
        closer = next(
            (i for i in range(comma + 2, min(comma + _LONGEST_ASIDE, end - 1)) if lower[i] == ","), end
        )
        inner = scene.begins.get(comma + 1)
        is_name = inner is not None and inner.last + 1 == closer and inner.kind == "name"
        is_aside = lower[comma + 1] in {"which", "who"} or lower[comma + 1][-2:] == "ed"
        goes_on = closer < end and (
            lower[closer + 1] in AUXILIARIES or (is_name and lower[closer + 1] in _VERBS)
        )
        return (is_aside or is_name) and goes_on
    that = next(
        (i for i in range(comma - 2, max(start, comma - _LONGEST_TIES), -1) if lower[i] == "that"), start
    )
    if (
        that == start
        or that in scene.begins
        or lower[that - 1] in PREPOSITIONS
        or not lower[that - 1][0].isalpha()
    ):
        return False
    return that + 1 in scene.begins and first_verb(scene, that + 1, comma) == comma < first_verb(
        scene, comma, end
    )


def sentence_range(tokens: Tokens, index: int) -> tuple[int, int]:
    """Return first token and end of the words of the sentence of token `index`, without its final signs and notes."""
    first, end = tokens.sentences[tokens.sentence_of[index]]
    words = tokens.words
    while end - 3 > first and words[end - 1] == "]" and words[end - 3] == "[":  # the number of a note
        end -= 3
    while end > first and (
        words[end - 1] in MARKS or words[end - 1] in ".!?…)]'’" or words[end - 1][0] == "."
    ):
        end -= 1
    return first, end
