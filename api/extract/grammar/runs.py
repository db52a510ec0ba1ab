"""Find the runs of capitalised words in which names are printed.

In: the body as `Tokens`.  Out: runs as (first, last) tokens, both included, in order.  What a run names is told by
`names`.

One pass from left to right; each run is at most `_LONGEST` words, so time grows with the text and with nothing else.
"""

from collections.abc import Iterator
from functools import reduce
from operator import or_

from api.extract.grammar.bodies import joins_fields, says_what_it_is
from api.extract.grammar.genders import is_first_name
from api.extract.grammar.lexicon import CAPITAL, CONTRACTIONS, DAY, MARKS, NO_PRONOUNS, is_brand, is_particled
from api.extract.grammar.nouns import PERSON_NOUNS, callings
from api.extract.grammar.tokens import Tokens
from api.extract.grammar.verbs import plural_forms, speech_forms, verb_forms
from api.extract.memory import Memory
from api.extract.words import read_entries, read_words

POSSESSIVES = ("'s", "’s")
GENERATIONS = frozenset({"Jr", "Sr", "Jr.", "Sr.", "II", "III", "IV"})
JOINS = frozenset({"of", "for", "on"})
_ABBREVIATIONS = read_words("abbreviations")
_PARTICLES = read_words("name_particles")
_CREDITS = read_words("picture_credits")
_LONGEST = 10
CLOSED_WORDS = (
    read_words("function_words") | read_words("determiners") | read_words("pronouns") | CONTRACTIONS
)
"""The words that never stand in a name, in lower case."""
_EVERYDAY_NOUNS = read_words("common_nouns")
_ALSO_SURNAMES = (PERSON_NOUNS | _EVERYDAY_NOUNS | read_words("document_nouns")) - read_words("plural_nouns")
_COMMON_NOUNS = PERSON_NOUNS.union(
    read_words("organization_nouns"),
    read_words("document_nouns"),
    read_words("plural_nouns"),
    _EVERYDAY_NOUNS,
)
_COMMON_WORDS = read_words("common_adjectives").union(
    *map(read_words, ("quantifiers", "quantities", "no_values"))
)
_INTERJECTIONS = read_words("interjections")
_CALENDAR_WORDS = read_words("calendar_words")
# What may be a first name although it is a function word or a month: "Will Rogers", "April Ryan".
NAMES_TOO = frozenset({"Will", "May", "April", "June", "August", "Van", "Al", "Case", "Still", "Jan", "Mark"})


_ENDINGS_OF_MANY = ("ers", "ors")
_REQUESTS = frozenset({"Ask", "Tell", "Imagine", "Meet"})
_OF_SEVERAL = plural_forms() | {"are", "were", "have"}


# Bodies that a run would break off in, by their first words: "Doctors | Without Borders", "No | 10".
_LISTED: dict[str, list[list[str]]] = {}
for _name in map(str.split, read_entries("organization_names")):
    if any(word[0].islower() or word[0].isdigit() or word.lower() in CLOSED_WORDS for word in _name):
        _LISTED.setdefault(_name[0], []).append(_name)
_BEFORE_SURNAME = frozenset({"Mr", "Mrs", "Ms", "Miss", "Dr", "Sir", "Lady", "Lord", "Dame"})
_BEFORE_MONTH = frozenset({"a", "an", "in", "since", "until", "late", "early", "mid", "last", "next"})

# What a printed word is in a name, as bits of a number: worked out once a word, asked several times a token.
_CLOSED = 1 << 0  # a function word or the like: never in a name
_CLOSES = 1 << 1  # ... perhaps contracted: "He'd"
_CALENDAR = 1 << 2
_CAPITAL = 1 << 3
_OWNS = 1 << 4  # ends in 's
_JOINER = 1 << 5  # small words and signs that a name may go on over
_INITIAL = 1 << 6  # a single letter
_A_NAME = 1 << 7  # a name even where a sentence's start gives it a capital
# An everyday noun, or a verb or adverb by its ending ("Orsted", "Connolly"), which is a name as well.
_EVERYDAY = 1 << 8
_WHENCE = 1 << 9  # "Ostley-based"
_MAY_FOLLOW = _CAPITAL | _JOINER
_EVERYDAY_OPENER = _EVERYDAY | _CLOSES | _CALENDAR  # ... unless it is a function word or a month, too


def _name_traits(word: str) -> int:
    """Return the traits; those that only matter of a capitalised word are not asked of others."""
    traits = _INITIAL if len(word) == 1 else 0
    if word in _JOINERS:
        traits |= _JOINER
    if word.endswith(POSSESSIVES):
        traits |= _OWNS
    lower = word.lower()
    if lower in CLOSED_WORDS or lower.endswith(_ENDINGS_OF_ORIGIN):
        traits |= _CLOSED
    if word[0].isupper() or is_brand(word):
        return traits | _traits_of_capitalised(word, lower)
    return traits | _CAPITAL if is_particled(word) else traits


def _traits_of_capitalised(word: str, lower: str) -> int:
    bits = (
        (_CAPITAL, True),
        (
            _CLOSES,
            (lower in CLOSED_WORDS or _contracted(lower) in CLOSED_WORDS) and word not in NO_PRONOUNS,
        ),
        (_CLOSES | _WHENCE, lower.endswith(_ENDINGS_OF_ORIGIN)),
        (_CALENDAR, word in _CALENDAR_WORDS),
        (_A_NAME, _is_name_anywhere(word, lower)),
        (_EVERYDAY, lower in _ALSO_SURNAMES or _singular(lower) in _EVERYDAY_NOUNS),
        (_EVERYDAY, lower.endswith(("ing", "ed", "ly")) and lower not in verb_forms()),
    )
    return reduce(or_, (bit for bit, holds in bits if holds))


# "Marle-based Ostley Seafoods", "the Ostley-born dancer", "Ten-year-old Ada": whence or how old, and no name.
_ENDINGS_OF_ORIGIN = (
    "-based",
    "-born",
    "-led",
    "-backed",
    "-owned",
    "-run",
    "-controlled",
    "-raised",
    "-educated",
    "-year-old",
)
NICKNAME_CLOSERS = {"“": "”", '"': '"', "‘": "’", "'": "'", "(": ")"}
_LONGEST_NICKNAME = 3  # words
_FEWEST_WITH_TWO = 2  # tokens before a surname with two particles
APOSTROPHES = frozenset({"'", "’"})
_JOINERS = JOINS | {".", ",", "/", "&", "and", "’", *NICKNAME_CLOSERS} | _PARTICLES
LEADING_PARTICLES = frozenset(
    {
        "de", "del", "della", "der", "des", "di", "da", "dos", "du", "van", "von", "bin", "ibn", "bint", "ap", "te",
    }
)  # fmt: skip
"""The particles that may open a surname by itself; "ten Reeds" and "la Reed" are more often something else."""
_TRAITS: Memory[str, int] = Memory(_name_traits)


def find_runs(tokens: Tokens, capitals: list[int], headings: set[int]) -> Iterator[tuple[int, int]]:
    """Yield the runs outside headings; `capitals` are the tokens that begin with a capital."""
    done = 0
    inside = _within_sentences(tokens, capitals, headings)
    printed = set(tokens.words)
    surnames: set[str] | None = None  # seldom asked for
    for index in capitals:
        if index < done or tokens.sentence_of[index] in headings:
            continue
        begins = _may_begin(tokens, index)
        if not begins and _may_be_everyday_name(tokens, index):
            begins = tokens.words[index] in inside
        if not begins and _may_be_surname(tokens, index):
            surnames = _ends_of_names(tokens, capitals) if surnames is None else surnames
            begins = _is_listed(tokens.words[index]) or tokens.words[index] in surnames
        listed = _end_of_listed(tokens.words, index) if tokens.words[index] in _LISTED else index
        if begins or listed > index:
            last = max(listed, _end_of_run(tokens, index))
            if last + 1 < len(tokens.words) and _TRAITS[tokens.words[last + 1]] & _WHENCE:
                continue  # "New Ostley-based"
            if last == index and (
                _owes_its_capital(tokens, index, inside, printed) or _is_of_day(tokens, index)
            ):
                continue
            done = last + 1
            name = _behind_credit(tokens, index, last)
            if name > index:
                yield index, name - 1
            if says_what_it_is(tokens, name, last) and tokens.words[name] not in inside:
                name += _begins_sentence(tokens, name)
            yield _with_particles(tokens, name), last


def _end_of_listed(words: list[str], index: int) -> int:
    """Return the last token of a listed body whose name has small words in it ("Save the Children"), or `index`."""
    ends = (
        index + len(name) - 1 for name in _LISTED[words[index]] if words[index : index + len(name)] == name
    )
    return max(ends, default=index)


def _behind_credit(tokens: Tokens, first: int, last: int) -> int:
    """Return where a caption's first name begins behind the credit of its picture, printed in front without a stop:
    "Getty Images | Ada Bloom came to Ostley"; `first` where none stands there.
    """
    words, index = tokens.words, first
    if words[first] not in _CREDITS or (
        first and tokens.paragraph_of[first - 1] == tokens.paragraph_of[first]
    ):
        return first
    while index <= last and (words[index] in _CREDITS or words[index] == "/"):
        index += 1
    return first if index > last or names_body(bare(words[index])) else index


def _with_particles(tokens: Tokens, index: int) -> int:
    """Return where a surname begins with its small particles: "said | van der Reed", "van den Reed", "de la Reed"."""
    words = tokens.words
    while index and words[index - 1] in _PARTICLES:
        if words[index - 1] not in LEADING_PARTICLES and (
            index < _FEWEST_WITH_TWO or words[index - 2] not in LEADING_PARTICLES
        ):
            break
        index -= 1
    return index


def _is_of_day(tokens: Tokens, index: int) -> bool:
    """Tell the first word of "Super Tuesday" or "Black Friday" from a name."""
    follows = index + 1 < len(tokens.words) and tokens.traits[index + 1] & DAY
    return follows > 0 and tokens.lower[index] in _COMMON_WORDS


def _may_be_everyday_name(tokens: Tokens, index: int) -> bool:
    """Tell an everyday noun, as in "Day left": somebody of the article may be called so."""
    return _TRAITS[tokens.words[index]] & _EVERYDAY_OPENER == _EVERYDAY


def _may_be_surname(tokens: Tokens, index: int) -> bool:
    """Tell "Will" and "White" beside a verb of saying: somebody of the article may be called so."""
    word = tokens.words[index]
    traits = _TRAITS[word]
    is_other = traits & _CALENDAR or (traits & _CLOSES and word not in NAMES_TOO) or _names_many(word)
    if is_other or index + 1 == len(tokens.words):
        return False
    before = tokens.lower[index - 1] if index else ""
    is_behind = before in speech_forms() or tokens.lower[max(index - 2, 0) : index] == ["according", "to"]
    return is_behind or tokens.lower[index + 1] in speech_forms()


def _ends_of_names(tokens: Tokens, capitals: list[int]) -> set[str]:
    """Return the words that end a run of capitals: of "Ada White", not of "White House" or "Tin Guild's Hall"."""
    words = tokens.words
    return {
        words[index]
        for index in capitals
        if index
        and words[index - 1][0].isupper()
        and index + 1 < len(words)
        and not words[index + 1][0].isupper()
        and words[index + 1] not in APOSTROPHES
    }


def _is_listed(word: str) -> bool:
    """Tell a body that is called like a thing ("Target"); "People" are more often people."""
    return word in read_words("organization_names") and word.lower() not in read_words("plural_people")


def _names_many(word: str) -> bool:
    """Tell "Police", "Democrats" and "Americans" from a surname."""
    one = word[:-1] if word[-1] == "s" else ""
    return names_body(word) or one in read_words("parties") or one in read_words("demonyms")


def _owes_its_capital(tokens: Tokens, index: int, inside: set[str], printed: set[str]) -> bool:
    """Tell a word that has its capital from the sentence's start alone: the text prints it small elsewhere, several
    of them do what follows ("Models predict", "Searchers said"), or it tells to do something ("Look at ...").
    """
    word = tokens.words[index]
    if word in inside or not _begins_sentence(tokens, index) or index + 1 >= len(tokens.words):
        return False
    if _TRAITS[word] & _OWNS or is_first_name(word) or not word[1:].islower():
        return False
    if any(map(str.isdigit, word)):  # somebody on a forum
        return False
    if _is_listed(word) and tokens.lower[index + 1] in speech_forms():  # "Reuters said"
        return False
    if word in read_words("demonyms") or word[:-1] in read_words("demonyms"):
        return False
    lower, follower = tokens.lower[index], tokens.lower[index + 1]
    if follower == "of":  # "Scale of the purge"
        return True
    if lower in printed or (lower in verb_forms() and follower not in verb_forms()):
        return True
    if lower.endswith(_ENDINGS_OF_MANY) and follower in speech_forms():
        return True
    return follower in _OF_SEVERAL and lower[-1] == "s" and lower[-2:] not in {"ss", "us", "is"}


def _within_sentences(tokens: Tokens, capitals: list[int], headings: set[int]) -> set[str]:
    """Return the capitalised words that don't owe their capital to a sentence's start or a heading, at least once."""
    inside = [
        index
        for index in capitals
        if tokens.sentence_of[index] not in headings and not _begins_sentence(tokens, index)
    ]
    words = set(map(tokens.words.__getitem__, inside))
    # Of "Ada Monk's" Monk is a name by itself, of "the People's Bank" People is not.
    words.update(bare(tokens.words[index]) for index in inside if tokens.traits[index - 1] & CAPITAL)
    return words


def bare(word: str) -> str:
    """Return a word without its possessive ending."""
    return word[:-2] if word[-1] == "s" and word.endswith(POSSESSIVES) else word


def _may_begin(tokens: Tokens, index: int) -> bool:
    """Tell whether a capitalised word may begin a name."""
    word = tokens.words[index]
    traits = _TRAITS[word]
    if traits & _CLOSES:
        if word not in NAMES_TOO or not _goes_on(tokens, index):
            return False
        return not _begins_sentence(tokens, index) or _says_something(tokens, index)
    if traits & _CALENDAR:
        return word in NAMES_TOO and _goes_on(tokens, index)
    if not _begins_sentence(tokens, index):
        return _goes_on(tokens, index) or not _is_month_or_number(tokens, index)
    if word == "Said" and _opens_inversion(tokens, index):
        return False
    if word in _REQUESTS and tokens.words[index - 1] not in MARKS and _goes_on(tokens, index):
        return False  # "Ask Zxander Reed about it"
    return bool(traits & _A_NAME) or _is_name_at_start(tokens, index)


def _opens_inversion(tokens: Tokens, index: int) -> bool:
    """Tell "Said Bloom: “...”" from somebody called Said, by the quotation right behind the name."""
    words, behind = tokens.words, index + 1
    while behind < len(words) and words[behind][0].isupper():
        behind += 1
    behind += behind < len(words) and words[behind] in {",", ":"}
    return index + 1 < behind < len(words) and words[behind] in MARKS


def _says_something(tokens: Tokens, index: int) -> bool:
    """Tell "Will Reed said ..." from "Will Reed leave?" and "May Reed find peace", by the verb behind the name."""
    return tokens.lower[index + 2] in speech_forms() if index + 2 < len(tokens.lower) else False


def _is_month_or_number(tokens: Tokens, index: int) -> bool:
    """Tell "a May report" from "a report by May", and "the result: Six in ten say" from a name."""
    before, lower = tokens.lower[index - 1], tokens.lower[index]
    return (lower == "may" and before in _BEFORE_MONTH) or (
        before == ":" and lower in read_words("quantities")
    )


def _contracted(lower: str) -> str:
    """Return what stands before an apostrophe: "he" of "he'd"."""
    return lower.replace("’", "'").partition("'")[0] if "’" in lower or "'" in lower else lower


def _goes_on(tokens: Tokens, index: int) -> bool:
    """Tell whether a capitalised word of the open classes follows."""
    if index + 1 >= len(tokens.words):
        return False
    return _TRAITS[tokens.words[index + 1]] & (_CAPITAL | _CLOSED | _CALENDAR) == _CAPITAL


def _begins_sentence(tokens: Tokens, index: int) -> bool:
    if index == tokens.opening_of(index):
        return True
    # A mark that touches the word opens a quotation; a closing one is followed by white space.
    return (tokens.words[index - 1] in MARKS or tokens.words[index - 1] == "(") and tokens.touches(index)


def _is_name_at_start(tokens: Tokens, index: int) -> bool:
    """Tell by what follows that a word does not owe its capital to the sentence's start: "Mr. Reed left"."""
    if tokens.words[index] in read_words("honorifics"):
        follower = tokens.words[index + 1] if index + 1 < len(tokens.words) else ""
        if follower == "." or (follower == "of" and _goes_on(tokens, index + 1)):  # "Secretary of State"
            return True
    if tokens.words[index + 1 : index + 2] == ["&"]:  # "Brewer & Orr"
        return True
    return _goes_on(tokens, index) and not _is_word_before_name(tokens, index)


def _is_word_before_name(tokens: Tokens, index: int) -> bool:
    """Tell "Using Ted Reed, they ...", "Imagine Brad Reed ..." and "Apparently Ada ..." from a name."""
    lower = tokens.lower[index]
    is_other = lower in verb_forms() or lower in read_words("mere_openers")
    return is_other and is_first_name(tokens.words[index + 1])


def _is_name_anywhere(word: str, lower: str) -> bool:
    """Tell a name by itself from a word that owes its capital to the sentence's start: "Critics", "Asked"."""
    if lower in _INTERJECTIONS:
        return False
    if word.isupper() or is_first_name(bare(word)):
        return True
    if lower.endswith(("ing", "ly", "ed")) and len(lower) > 4:
        return word in read_words("organization_names") or word in read_words("place_names")
    if lower in _COMMON_NOUNS or _singular(lower) in _COMMON_NOUNS or lower.endswith("men"):
        return False
    return lower not in _COMMON_WORDS


def _singular(lower: str) -> str:
    if lower.endswith("ies"):
        return lower[:-3] + "y"
    return lower[:-2] if lower.endswith(("sses", "xes", "ches", "shes")) else lower.removesuffix("s")


def _end_of_run(tokens: Tokens, index: int) -> int:
    """Return the last token of the capitalised run that begins at `index`."""
    words = tokens.words
    end = tokens.sentences[tokens.sentence_of[index]][1]
    last = index
    while last + 1 < end and last - index < _LONGEST:
        traits = _TRAITS[words[last + 1]]
        if not traits & _MAY_FOLLOW:
            break
        if _TRAITS[words[last]] & _OWNS and not _owns_office(words, last):
            break
        following = _next_of_run(tokens, index, last, traits)
        if following == last:
            break
        last = following
        if last >= end:  # "of" and "&" lead over a line break
            end = tokens.sentences[tokens.sentence_of[last]][1]
    return last


def _owns_office(words: list[str], last: int) -> bool:
    """Tell "Marle Sheriff's | Office" from "Bloom's | Office of ...": the first is a body by itself."""
    owner = bare(words[last])
    return names_body(words[last + 1]) and (
        owner in read_words("honorifics") or owner.lower() in read_words("person_nouns")
    )


def _next_of_run(tokens: Tokens, first: int, last: int, traits: int) -> int:
    """Return the next token that belongs to the run, where the next word has `traits`; `last` where the run ends."""
    after = last + 1
    if traits & _CAPITAL:
        is_open = not traits & (_CLOSED | _CALENDAR) or (traits & _INITIAL and _has_point(tokens, after))
        return after if is_open or _is_surname_behind(tokens.words, last) else last
    return _over_joiner(tokens, first, last)


def _is_surname_behind(words: list[str], last: int) -> bool:
    """Tell "Theresa | May" and "Mr | Will" from the function word, by the first name or title before it."""
    if words[last + 1] not in NAMES_TOO or words[last + 1] in _CALENDAR_WORDS:
        return False
    return is_first_name(words[last]) or words[last] in _BEFORE_SURNAME


def _over_joiner(tokens: Tokens, first: int, last: int) -> int:
    """Step over a sign or small word that names go on over; stay where this one doesn't."""
    words, after = tokens.words, last + 1
    word = words[after]
    if word == ".":
        return _over_point(tokens, last)
    if word == ",":
        return after + 1 if after + 1 < len(words) and words[after + 1] in GENERATIONS else last
    if word == "/":
        return _over_slash(tokens, after, last)
    if word in APOSTROPHES and tokens.touches(after):
        return _over_apostrophe(tokens, after, last)
    if word in NICKNAME_CLOSERS:
        return over_nickname(tokens, after, last)
    if word == "&" or word in _PARTICLES:
        return _over_joint(tokens, after, last)
    if word in JOINS and _is_body_or_office(tokens, last):
        return _over_joint(tokens, after, last)
    return _over_and(tokens, first, last) if word == "and" else last


def _over_and(tokens: Tokens, first: int, last: int) -> int:
    """Step over "and" within a body's name: "Customs and Border Protection", "Ministry of Tides and Quays"."""
    words, further = tokens.words, last + 2
    if joins_fields(tokens, last) or " ".join(words[last : last + 4]) in read_words("organization_names"):
        return further
    if further >= len(words) or JOINS.isdisjoint(words[first:last]):
        return last
    return further if names_body(words[further]) or _ends_as_field(tokens, further) else last


def _ends_as_field(tokens: Tokens, index: int) -> bool:
    """Tell a second field from a second body: "Ministry of Tides and | Quay Technology", not "| Quay Council"."""
    last, end = index, tokens.sentences[tokens.sentence_of[index]][1]
    if not _TRAITS[tokens.words[index]] & _CAPITAL:
        return False
    while last + 1 < end and _TRAITS[tokens.words[last + 1]] & (_CAPITAL | _CLOSED) == _CAPITAL:
        last += 1
    return tokens.lower[last] in read_words("fields")


def _has_point(tokens: Tokens, index: int) -> bool:
    """Tell an initial by its point: "A."."""
    if index + 1 >= len(tokens.words):
        return False
    return tokens.words[index + 1] == "." and tokens.touches(index + 1)


def _over_point(tokens: Tokens, last: int) -> int:
    """Step over the point of an initial or abbreviation: "John F. Kelly", "Gen. Ames", "Reed Jr."."""
    word, after = tokens.words[last], last + 2
    if not tokens.touches(last + 1):
        return last
    if word in GENERATIONS:
        return last + 1
    if not (word in _ABBREVIATIONS or (len(word) == 1 and word.isupper())) or after >= len(tokens.words):
        return last
    is_open = tokens.lower[after] not in CLOSED_WORDS or _has_point(tokens, after)  # "J. A. Bloom"
    is_open = is_open or (word in _BEFORE_SURNAME and tokens.words[after] in NAMES_TOO)  # "Mrs. May"
    if tokens.words[after][0].isupper() and is_open:
        return after if tokens.sentence_of[after] == tokens.sentence_of[last] else last
    return last


def _over_slash(tokens: Tokens, slash: int, last: int) -> int:
    """Step over the stroke of two bodies acting together: "Ostley News/Ames Journal"."""
    after = slash + 1
    touches = (
        after < len(tokens.words) and tokens.start_of(after) == tokens.ends[slash] == tokens.ends[last] + 1
    )
    return after if touches and tokens.words[after][0].isupper() else last


def _over_apostrophe(tokens: Tokens, apostrophe: int, last: int) -> int:
    """Step over the apostrophe of a body's plural: "Baggage Handlers’ Union"."""
    words = tokens.words
    if words[last][-1] != "s":
        return last
    for index in range(apostrophe + 1, min(apostrophe + 4, len(words))):
        if not words[index][0].isupper() or tokens.sentence_of[index] != tokens.sentence_of[last]:
            break
        if names_body(bare(words[index])):
            return apostrophe + 1
    return last


def over_nickname(tokens: Tokens, opening: int, last: int) -> int:
    """Step over a nickname between first name and surname: "Ada “Ace” Bloom", "Anthony (Tony) Bloom"."""
    words = tokens.words
    is_called = tokens.lower[last - 1] in callings() and words[opening] != "("  # "coach Kvell “Ace” Bloom"
    if not (is_called or is_first_name(words[last])) or tokens.touches(opening):
        return last
    for closing in range(opening + 2, min(opening + _LONGEST_NICKNAME + 2, len(words) - 1)):
        if words[closing] == NICKNAME_CLOSERS[words[opening]]:
            traits = _TRAITS[words[closing + 1]]
            is_surname = traits & _CAPITAL and not traits & (_CLOSED | _CALENDAR)
            is_apart = not tokens.touches(closing + 1)
            return closing + 1 if is_surname and is_apart else last
        if not words[closing - 1][0].isupper():
            return last
    return last


def find_nickname(words: list[str]) -> tuple[int, int] | None:
    """Return where the signs of a nickname stand in the words of a run, or None when it has none."""
    for opening in range(1, len(words) - 3):
        closer = NICKNAME_CLOSERS.get(words[opening])
        if closer is not None and closer in words[opening + 2 :]:
            return opening, words.index(closer, opening + 2)
    return None


def _over_joint(tokens: Tokens, joint: int, last: int) -> int:
    """Step over "de", "&", "of the" to the capitalised word behind; stay when there is none."""
    after = joint + 1
    while after < min(joint + 3, len(tokens.words)) and (
        tokens.words[after] in _PARTICLES or tokens.words[after] == "the"
    ):
        after += 1
    if (
        after < len(tokens.words)
        and tokens.words[after][0].isupper()
        and tokens.lower[after] not in CLOSED_WORDS
    ):
        return after if tokens.words[after] not in read_words("calendar_words") else last
    return last


def _is_body_or_office(tokens: Tokens, last: int) -> bool:
    word = tokens.words[last]
    return names_body(word) or word in read_words("takes_of")


def names_body(word: str) -> bool:
    """Tell a word that makes a name a body's: "Committee"."""
    return word in read_words("organization_words")
