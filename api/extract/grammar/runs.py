"""Find the runs of capitalised words in which names are printed.

In: the body as `Tokens`.  Out: runs as (first, last) tokens, both included, in order.  What a run names is told by
`names`.

One pass from left to right; each run is at most `_LONGEST` words, so time grows with the text and with nothing else.
"""

from collections.abc import Iterator
from itertools import takewhile

from api.extract.grammar.beside import credits_picture, word_at
from api.extract.grammar.bodies import joins_fields, lists_fields, says_what_it_is
from api.extract.grammar.capitals import (
    A_NAME,
    APOSTROPHES,
    CALENDAR,
    CALENDAR_WORDS,
    CAPITALISED,
    CLOSED,
    CLOSED_WORDS,
    CLOSES,
    COMMON_WORDS,
    EVERYDAY,
    EVERYDAY_OPENER,
    GENERATIONS,
    INITIAL,
    JOINS,
    LEADING_PARTICLES,
    MAY_FOLLOW,
    NICKNAME_CLOSERS,
    OWNS,
    PARTICLES,
    POSSESSIVES,
    TRAITS,
    WHENCE,
    bare,
    names_body,
)
from api.extract.grammar.genders import is_first_name
from api.extract.grammar.lexicon import CAPITAL, DAY, MARKS
from api.extract.grammar.nouns import callings
from api.extract.grammar.tokens import Tokens
from api.extract.grammar.verbs import mere_pasts, plural_forms, speech_forms, third_persons, verb_forms
from api.extract.words import read_entries, read_words

_ABBREVIATIONS = read_words("abbreviations")
_CREDITS = read_words("picture_credits")
_SHARED_ON = read_words("platforms") | {"email", "linkedin", "pinterest", "reddit", "whatsapp"}
_LONGEST = 10
_MANY = read_words("plural_people") | {"women", "men", "girls", "boys"}
_LONGEST_OWNED = 5  # tokens from an owner to the noun of a body
# What may be a first name although it is a function word or a month: "Will Rogers", "April Ryan".
NAMES_TOO = frozenset({"Will", "May", "April", "June", "August", "Van", "Al", "Case", "Still", "Jan", "Mark"})


_ENDINGS_OF_MANY = ("ers", "ors")
_REQUESTS = read_words("requests")
_NEVER_NOUNS = third_persons() | mere_pasts()
_OF_SEVERAL = plural_forms() | {"are", "were", "have"}


# Bodies that a run would break off in or not begin with, by their first words: "Doctors | Without Borders",
# "No | 10", "Lloyd's | of London", "Keep | Britain Tidy".
_LISTED: dict[str, list[list[str]]] = {}
for _name in map(str.split, read_entries("organization_names")):
    if (
        any(word[0].islower() or word[0].isdigit() or word.lower() in CLOSED_WORDS for word in _name)
        or any(word.endswith(POSSESSIVES) for word in _name[:-1])
        or (_name[1:] and _name[0].lower() in verb_forms())
    ):
        for _printed in (_name, [word.replace("'", "’") for word in _name]):
            _LISTED.setdefault(_printed[0], []).append(_printed)
_BEFORE_SURNAME = frozenset({"Mr", "Mrs", "Ms", "Miss", "Dr", "Sir", "Lady", "Lord", "Dame"})
_BEFORE_MONTH = frozenset({"a", "an", "in", "since", "until", "late", "early", "mid", "last", "next"})

_LONGEST_NICKNAME = 3  # words
_FULL_NAME = 2  # words
_FEWEST_WITH_TWO = 2  # tokens before a surname with two particles


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
        if begins and credits_picture(tokens, index):
            done = _end_of_run(tokens, index) + 1
        elif begins or listed > index:
            last = max(listed, _end_of_run(tokens, index))
            if _tells_whence(tokens, last) or (
                last == index
                and (_owes_its_capital(tokens, index, inside, printed) or _is_of_day(tokens, index))
            ):
                continue
            done = last + 1
            name = _behind_credit(tokens, index, last)
            if name > index:
                yield index, name - 1
            if says_what_it_is(tokens, name, last) and tokens.words[name] not in inside:
                name += _begins_sentence(tokens, name)
            yield _with_particles(tokens, name), last


def _tells_whence(tokens: Tokens, last: int) -> bool:
    """Tell the words that go on as "New | Ostley-based"."""
    return last + 1 < len(tokens.words) and TRAITS[tokens.words[last + 1]] & WHENCE > 0


def _end_of_listed(words: list[str], index: int) -> int:
    """Return the last token of a listed body whose name has small words in it ("Save the Children"), or `index`."""
    ends = (
        index + len(name) - 1 for name in _LISTED[words[index]] if words[index : index + len(name)] == name
    )
    return max(ends, default=index)


def _behind_credit(tokens: Tokens, first: int, last: int) -> int:
    """Return where a caption's first name begins behind the credit of its picture or buttons to share it, in front
    without a stop: "Getty Images | Ada Bloom came to Ostley"; `first` where none stands there.
    """
    words, index = tokens.words, first
    while index < last and tokens.lower[index] in _SHARED_ON:
        index += 1
    if index > first + 1:  # "Facebook Twitter Pinterest | Ada Bloom came"
        return index
    index = first
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
    if index > 1 and words[index - 1] == "An" and not _begins_sentence(tokens, index - 1):
        return index - words[index - 2].islower()  # "said | An Zxan, a keeper"
    while index and words[index - 1] in PARTICLES:
        if words[index - 1] not in LEADING_PARTICLES and (
            index < _FEWEST_WITH_TWO or words[index - 2] not in LEADING_PARTICLES
        ):
            break
        index -= 1
    return index


def _is_of_day(tokens: Tokens, index: int) -> bool:
    """Tell the first word of "Super Tuesday" or "Black Friday" from a name."""
    follows = index + 1 < len(tokens.words) and tokens.traits[index + 1] & DAY
    return follows > 0 and tokens.lower[index] in COMMON_WORDS


def _may_be_everyday_name(tokens: Tokens, index: int) -> bool:
    """Tell an everyday noun, as in "Day left": somebody of the article may be called so."""
    return TRAITS[tokens.words[index]] & EVERYDAY_OPENER == EVERYDAY


def _may_be_surname(tokens: Tokens, index: int) -> bool:
    """Tell "Will" and "White" beside a verb of saying: somebody of the article may be called so."""
    word = tokens.words[index]
    traits = TRAITS[word]
    is_other = traits & CALENDAR or (traits & CLOSES and word not in NAMES_TOO) or _names_many(word)
    if is_other or index + 1 == len(tokens.words):
        return False
    before = tokens.lower[index - 1] if index else ""
    is_behind = before in speech_forms() or tokens.lower[max(index - 2, 0) : index] == ["according", "to"]
    follower = tokens.lower[index + 1]
    return is_behind or follower in speech_forms() or follower in _NEVER_NOUNS


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
    if TRAITS[word] & OWNS or is_first_name(word) or not word[1:].islower():
        return False
    if any(map(str.isdigit, word)):  # somebody on a forum
        return False
    if _is_listed(word) and tokens.lower[index + 1] in speech_forms():  # "Reuters said"
        return False
    if word in read_words("demonyms") or word[:-1] in read_words("demonyms"):
        return False
    lower, follower = tokens.lower[index], tokens.lower[index + 1]
    if follower == "of" or (follower == "to" and lower in read_words("mere_openers")):
        return True  # "Scale of the purge", "Due to the ice"
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


def _may_begin(tokens: Tokens, index: int) -> bool:
    """Tell whether a capitalised word may begin a name."""
    word = tokens.words[index]
    traits = TRAITS[word]
    if word == "A" and _opens_initials(tokens, index):
        return True
    if traits & CLOSES:
        if word not in NAMES_TOO or not _goes_on(tokens, index):
            return False
        return not _begins_sentence(tokens, index) or _says_something(tokens, index)
    if traits & CALENDAR:
        return word in NAMES_TOO and _goes_on(tokens, index)
    if word == "Says" or (word == "Said" and _opens_inversion(tokens, index)):
        return False
    if not _begins_sentence(tokens, index):
        return _goes_on(tokens, index) or not _is_month_or_number(tokens, index)
    if _is_request(tokens, index) or _is_opener(tokens, index):
        return False
    return bool(traits & A_NAME) or _is_name_at_start(tokens, index)


def _opens_inversion(tokens: Tokens, index: int) -> bool:
    """Tell "Said Bloom, through an aide: “...”" from somebody called Said, by the quotation."""
    words, behind = tokens.words, index + 1
    while behind < len(words) and words[behind][0].isupper():
        behind += 1
    if behind == index + 1:
        return False
    end = min(tokens.sentences[tokens.sentence_of[index]][1], behind + _LONGEST_MANNER)
    colon = next((place for place in range(behind, end) if words[place] == ":"), behind)
    colon += colon < len(words) and words[colon] in {",", ":"}
    return colon < len(words) and words[colon] in MARKS


_LONGEST_MANNER = 10  # tokens from the name to the colon: how, when and to whom it was said


def _says_something(tokens: Tokens, index: int) -> bool:
    """Tell "Will Reed said ..." from "Will Reed leave?" and "May Reed find peace", by the verb behind the name."""
    return tokens.lower[index + 2] in speech_forms() if index + 2 < len(tokens.lower) else False


def _is_month_or_number(tokens: Tokens, index: int) -> bool:
    """Tell "a May report" from "a report by May", and "the result: Six in ten say" from a name."""
    before, lower = tokens.lower[index - 1], tokens.lower[index]
    return (lower == "may" and before in _BEFORE_MONTH) or (
        before == ":" and lower in read_words("quantities")
    )


def _goes_on(tokens: Tokens, index: int) -> bool:
    """Tell whether a capitalised word of the open classes follows."""
    if index + 1 >= len(tokens.words):
        return False
    return TRAITS[tokens.words[index + 1]] & (CAPITALISED | CLOSED | CALENDAR) == CAPITALISED


def _begins_sentence(tokens: Tokens, index: int) -> bool:
    if index == tokens.opening_of[index]:
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
    return is_other and is_first_name(bare(tokens.words[index + 1]))


def _is_request(tokens: Tokens, index: int) -> bool:
    """Tell a verb that tells to do something with somebody: "Ask Zxander Reed about it"."""
    is_request = tokens.lower[index] in _REQUESTS and tokens.words[index - 1] not in MARKS
    return is_request and _goes_on(tokens, index) and not _opens_body(tokens, index)


def _is_opener(tokens: Tokens, index: int) -> bool:
    """Tell an adverb or adjective before a full name: "Legendary Zxander Reed"."""
    if tokens.lower[index] not in read_words("mere_openers"):
        return False
    return len(_capitals_behind(tokens, index)) == _FULL_NAME and not _opens_body(tokens, index)


def _opens_body(tokens: Tokens, index: int) -> bool:
    """Tell the first word of a body's name: "Watch Committee"."""
    return any(names_body(bare(word)) for word in _capitals_behind(tokens, index))


def _capitals_behind(tokens: Tokens, index: int) -> list[str]:
    """Return the capitalised words of the sentence right behind a token, up to the first owner: the first two of
    "Zxander Reed's Hall".
    """
    end = tokens.sentences[tokens.sentence_of[index]][1]
    found = list(takewhile(lambda word: word[0].isupper(), tokens.words[index + 1 : end]))
    owner = next((place for place, word in enumerate(found) if word.endswith(POSSESSIVES)), len(found))
    return found[: owner + 1]


def _end_of_run(tokens: Tokens, index: int) -> int:
    """Return the last token of the capitalised run that begins at `index`."""
    words = tokens.words
    end = tokens.sentences[tokens.sentence_of[index]][1]
    last = index
    while last + 1 < end and last - index < _LONGEST:
        traits = TRAITS[words[last + 1]]
        if not traits & MAY_FOLLOW:
            break
        if TRAITS[words[last]] & OWNS and not _owns_office(words, last):
            break
        if is_named_again(words, index, last + 1):
            break
        following = _next_of_run(tokens, index, last, traits)
        if following == last:
            break
        last = following
        if last >= end:  # "of" and "&" lead over a line break
            end = tokens.sentences[tokens.sentence_of[last]][1]
    return last


def is_named_again(words: list[str], first: int, index: int) -> bool:
    """Tell a name from the one before it, where a program printed it twice: "Ada Bloom | Ada Bloom's page"."""
    is_first = is_first_name(words[index]) and words[index].lower() not in PARTICLES  # "Al Quay Al Marle"
    return index - first > 1 and is_first and words[index] in words[first : index - 1]


def _owns_office(words: list[str], last: int) -> bool:
    """Tell "Marle Sheriff's | Office", "St Ada's | Hospital" and "Ostley Children's | Charity Fund" from "Bloom's |
    Office of ...": the first are bodies by themselves.
    """
    owner = bare(words[last])
    if owner.lower() in _MANY:
        behind = takewhile(lambda word: word[0].isupper(), words[last + 1 : last + _LONGEST_OWNED])
        return any(map(names_body, behind))
    return names_body(words[last + 1]) and (
        owner in read_words("honorifics")
        or owner.lower() in read_words("person_nouns")
        or (last > 0 and words[last - 1] in {"St", "St."})
    )


def _next_of_run(tokens: Tokens, first: int, last: int, traits: int) -> int:
    """Return the next token that belongs to the run, where the next word has `traits`; `last` where the run ends."""
    after = last + 1
    if traits & CAPITALISED:
        is_open = not traits & (CLOSED | CALENDAR) or (traits & INITIAL and _has_point(tokens, after))
        return after if is_open or _is_surname_behind(tokens.words, last) else last
    return _over_joiner(tokens, first, last)


def _is_surname_behind(words: list[str], last: int) -> bool:
    """Tell "Theresa | May" and "Mr | Will" from the function word, by the first name or title before it, and "Ada |
    Mar said" from the month.
    """
    if words[last + 1] in CALENDAR_WORDS and is_first_name(words[last]):
        is_behind = word_at(words, last - 1) in speech_forms() and word_at(words, last + 2) == ","
        return is_behind or word_at(words, last + 2) in speech_forms()
    if words[last + 1] not in NAMES_TOO or words[last + 1] in CALENDAR_WORDS:
        return False
    return is_first_name(words[last]) or words[last] in _BEFORE_SURNAME


def _over_joiner(tokens: Tokens, first: int, last: int) -> int:
    """Step over a sign or small word that names go on over; stay where this one doesn't."""
    words, after = tokens.words, last + 1
    word = words[after]
    if word == ".":
        return _over_point(tokens, last)
    if word == ",":
        is_more = after + 1 < len(words) and words[after + 1] in GENERATIONS
        return after + 1 if is_more or lists_fields(tokens, first, last) else last
    if word == "/":
        return _over_slash(tokens, after, last)
    if word in APOSTROPHES and tokens.touches(after):
        return _over_apostrophe(tokens, after, last)
    if word in NICKNAME_CLOSERS:
        return over_nickname(tokens, after, last)
    if word == "&" or word in PARTICLES:
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
    if "," in words[first:last] and tokens.lower[last] in read_words("fields_of_bodies"):
        return further if TRAITS[words[further]] & CAPITALISED else last
    return further if names_body(words[further]) or _ends_as_field(tokens, further) else last


def _ends_as_field(tokens: Tokens, index: int) -> bool:
    """Tell a second field from a second body: "Ministry of Tides and | Quay Technology", not "| Quay Council"."""
    last, end = index, tokens.sentences[tokens.sentence_of[index]][1]
    if not TRAITS[tokens.words[index]] & CAPITALISED:
        return False
    while last + 1 < end and TRAITS[tokens.words[last + 1]] & (CAPITALISED | CLOSED) == CAPITALISED:
        last += 1
    return tokens.lower[last] in read_words("fields")


def _has_point(tokens: Tokens, index: int) -> bool:
    """Tell an initial by its point: "A."; or by another initial before a surname: "A | K Antony"."""
    if index + 1 >= len(tokens.words):
        return False
    return (tokens.words[index + 1] == "." and tokens.touches(index + 1)) or _opens_initials(tokens, index)


def _opens_initials(tokens: Tokens, index: int) -> bool:
    """Tell the first initial of "A K Antony" and "A P J Khan" from the article."""
    behind = tokens.words[index + 1 : index + 3]
    if len(behind) < 2 or len(tokens.words[index]) > 1 or not behind[0].isupper() or len(behind[0]) > 1:
        return False
    return behind[0] != "I" and behind[1][0].isupper() and TRAITS[behind[1]] & CLOSED == 0


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
            traits = TRAITS[words[closing + 1]]
            is_surname = traits & CAPITALISED and not traits & (CLOSED | CALENDAR)
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
        tokens.words[after] in PARTICLES or tokens.words[after] == "the"
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
