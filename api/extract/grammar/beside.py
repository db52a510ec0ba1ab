"""Read what is printed beside a name: the role before and behind it, the party, the age, what it says of gender, the
label of a picture and the colon of a dateline.

In: `Tokens` and the place of a name.  Out: roles as printed, and tests.  Whose name it is is not asked here.
"""

from functools import cache
from itertools import takewhile

from api.extract.grammar.bodies import KINDS_OF_FIRMS
from api.extract.grammar.capitals import APOSTROPHES, CLOSED_WORDS, POSSESSIVES
from api.extract.grammar.genders import first_name_weight
from api.extract.grammar.lexicon import MARKS
from api.extract.grammar.nouns import ROLES, callings
from api.extract.grammar.tokens import Tokens
from api.extract.grammar.verbs import speech_forms, verb_forms
from api.extract.words import read_entries, read_words

_BODIES = read_words("organization_nouns") - frozenset(verb_forms())  # not "state"
_BEFORE_BODIES = _BODIES | KINDS_OF_FIRMS
_NOUNS = read_words("person_nouns") | read_words("organization_nouns")
_MODIFIED_NOUNS = _NOUNS | {f"{noun}s" for noun in _NOUNS}
_MOSTLY_MEN = read_words("mostly_men")
_MALE, _FEMALE = read_words("male_words") - _MOSTLY_MEN, read_words("female_words")
_AUXILIARIES = read_words("auxiliaries")
_PHRASE_ENDS = read_words("phrase_ends")
_PICTURES = frozenset({"photo", "photograph", "photographs", "photos", "picture", "pictures"})
_LONGEST = 10
_OF = frozenset({"of", "for"})
_PARTIES = {"R": "republican", "D": "democratic", "I": "independent"}
_LONGEST_APPOSITION = 24
_PARTISANS = frozenset({"republican", "democrat", "independent"})
_PAUSES = frozenset({",", ".", ";", "—", "--", "–", "(", ")", ":"})
_BEFORE_PLACES = frozenset(
    {"in", "at", "near", "outside", "inside", "across", "around", "on", "for", "of", "the"}
)
_PREPOSITIONS = read_words("prepositions")
_TYING = read_words("tying_prepositions")
_NEW_CLAUSE = frozenset({"who", "whose", "which", "that"})


def word_at(words: list[str], index: int) -> str:
    """Return a word, or nothing beyond the text's ends."""
    return words[index] if 0 <= index < len(words) else ""


def credits_picture(tokens: Tokens, index: int) -> bool:
    """Tell the label of a picture's credit and whoever took it: "| Photograph |: | Ada Bloom |/Quay Images"."""
    lower = tokens.lower
    if lower[index] in _PICTURES:
        return word_at(lower, index + 1) == ":"
    return index > 1 and lower[index - 1] == ":" and lower[index - 2] in _PICTURES


def is_dateline(tokens: Tokens, first: int, last: int) -> bool:
    """Tell the place in front of a paragraph, before a colon: "| Ostley |: Keepers want it back"."""
    opens = not first or tokens.paragraph_of[first - 1] != tokens.paragraph_of[first]
    if not opens or word_at(tokens.words, last + 1) != ":":
        return False
    return " ".join(tokens.words[first : last + 1]).title() in read_words("place_names")


def follows_role(tokens: Tokens, start: int) -> bool:
    """Tell whether a noun for one person stands directly before: "spokesman | Reed"."""
    if start == 0 or tokens.sentence_of[start - 1] != tokens.sentence_of[start]:
        return False
    return tokens.lower[start - 1] in ROLES


def is_introduced(tokens: Tokens, start: int) -> bool:
    """Tell a name that somebody gives as theirs: "who identified herself as | Quill"."""
    lower = tokens.lower
    return start > 1 and lower[start - 1] == "as" and lower[start - 2] in {"himself", "herself"}


def opens_with_kind(tokens: Tokens, start: int) -> bool:
    """Tell whether a sentence opens with what a firm is, and then its name: "Carmaker | Orrix said"."""
    return start - 1 == tokens.opening_of[start] and tokens.lower[start - 1] in KINDS_OF_FIRMS


def follows_body_noun(tokens: Tokens, start: int) -> bool:
    """Tell whether a noun for bodies with a word of its own stands before: "a software firm | Orrix"; not "the firm |
    Orr runs".
    """
    if opens_with_kind(tokens, start):
        return True
    if start < 2 or tokens.lower[start - 1] not in _BEFORE_BODIES:
        return False
    if tokens.sentence_of[start - 2] != tokens.sentence_of[start]:
        return False
    before = tokens.words[start - 2]
    return before[0].isalpha() and before.lower() not in CLOSED_WORDS and not before.endswith(POSSESSIVES)


def has_party(words: list[str], last: int) -> bool:
    """Tell whether a party or an age stands behind: "Ames (R-Ohio)", "Ames, 43,"."""
    if word_at(words, last + 1) == "(":
        return word_at(words, last + 2)[:2] in {"R-", "D-", "I-", "R", "D", "I"}
    return (
        word_at(words, last + 1) == ","
        and word_at(words, last + 2).isdigit()
        and word_at(words, last + 3) in {",", "."}
    )


def party_and_state(words: list[str], last: int) -> frozenset[str]:
    """Return what "(R-Fla.)", ", D-N.Y.," or "of Ohio" behind a name says, as words: "republican", "florida"."""
    if word_at(words, last + 1) == "of" and word_at(words, last + 2) in read_words("place_names"):
        return frozenset({word_at(words, last + 2).lower()})
    at = last + 2 if word_at(words, last + 1) in {"(", ","} else -1
    if word_at(words, at + 1) == "of" and word_at(words, at) in read_words("parties"):
        return frozenset({_PARTIES[words[at][0]], word_at(words, at + 2).lower()})
    party, _, state = word_at(words, at).partition("-")
    if party not in _PARTIES or not state:
        return frozenset()
    return frozenset({_PARTIES[party], *_states().get(state, "").split("-")})


def is_party_label(words: list[str], index: int) -> bool:
    """Tell party and seat behind a name: "Ada Bloom, | R-Marle |,", "Ada Bloom (| D-N.Y. |)"."""
    word = words[index]
    is_label = word[1:2] == "-" and word[0] in _PARTIES and word[2:3].isupper()
    return is_label and index > 1 and words[index - 1] in {",", "("}


def names_state(words: list[str], index: int) -> bool:
    """Tell a state's abbreviation behind a place: "Dray, Pa.", "Dray, N.C."."""
    if words[index] not in _states() or word_at(words, index - 1) != "," or index < 2:
        return False
    is_short = "." in words[index] or word_at(words, index + 1) == "." or words[index].isupper()
    return is_short and words[index - 2][0].isupper()


@cache
def _states() -> dict[str, str]:
    rows = (entry.split() for entry in read_entries("state_abbreviations"))
    return {row[0]: row[1] for row in rows}


def modifies(tokens: Tokens, last: int) -> bool:
    """Tell whether the name stands before another noun: "Trump supporters"."""
    after = last + 1
    if after >= len(tokens.words) or tokens.sentence_of[after] != tokens.sentence_of[last]:
        return False
    return tokens.lower[after] in _MODIFIED_NOUNS


def start_of_role(tokens: Tokens, first: int) -> int:
    """Return the first token of the role printed before a name, as in "White House spokeswoman"."""
    if not follows_role(tokens, first):
        return first
    start = first - 1
    while start > 0 and first - start < _LONGEST and _is_role_word(tokens, start - 1):
        start -= 1
    while start < first - 1 and tokens.words[start] in {",", "&", "-"}:
        start += 1
    return start


def _is_role_word(tokens: Tokens, index: int) -> bool:
    word, lower = tokens.words[index], tokens.lower[index]
    if tokens.sentence_of[index] != tokens.sentence_of[index + 1] or not word[0].isalnum():
        return False
    if lower in CLOSED_WORDS or lower in _said() or word.endswith(POSSESSIVES):
        return False
    return not word.endswith("ing") or lower in read_words("doing_in_roles")


@cache
def _said() -> frozenset[str]:
    return frozenset(speech_forms()) | {"according"}


def apposition(tokens: Tokens, last: int) -> str | None:
    """Return the role printed behind a name: ", director of the ...,"; None when what follows is no role."""
    first, end, noun = _behind_comma(tokens, last)
    while end > first and tokens.lower[end - 1] in _PHRASE_ENDS:  # "president at | that time"
        end -= 1
    return tokens.text_of(first, end - 1) if noun and end > first else None


def calling_beside(tokens: Tokens, first: int, last: int) -> str:
    """Return what else somebody is who has a title in front, between commas behind or before it: "Sen. Ada Orr, the
    | chairwoman | of ...," and "the council | leader |, Cllr Ada Orr"; empty where nothing tells.
    """
    opened, end, noun = _behind_comma(tokens, last)
    told = list(takewhile(lambda word: word not in _TYING and word not in _OF, tokens.lower[opened:end]))
    is_apposed = opened == last + 3 or told[:1] == [noun]
    is_whole = word_at(tokens.words, end) in _PAUSES and _said().isdisjoint(tokens.lower[opened:end])
    if noun and is_apposed and is_whole:
        return next((word for word in reversed(told) if word in callings() - _PARTISANS), "")
    described = description_before(tokens, first, last)
    return described.lower().split()[-1] if described else ""


def _behind_comma(tokens: Tokens, last: int) -> tuple[int, int, str]:
    """Return where an apposition begins and ends, and the first noun in it for what a person is, if it has one."""
    words, lower = tokens.words, tokens.lower
    if word_at(words, last + 1) != "," or last + 3 >= len(words):
        return last, last, ""
    first = last + 2 + (lower[last + 2] == "now")
    if lower[first] in {"read", "according"}:  # "her brother, Bert, read a statement"
        return first, first, ""
    first += lower[first] in {"a", "an", "the"}
    end = first
    noun = ""
    preposition_seen = False
    while end < min(first + _LONGEST_APPOSITION, len(words)) and not (
        _ends_apposition(words[end], lower[end]) and not _is_of_an_abbreviation(tokens, end)
    ):
        if not noun and not preposition_seen and lower[end] in callings():
            noun = lower[end]
        preposition_seen = preposition_seen or lower[end] in {"of", "for", "in", "at"}
        end += 1
    return first, end, noun


def is_told_as_somebody(tokens: Tokens, first: int, last: int) -> bool:
    """Tell a person's name by what stands beside it: "a neighbour, Zola Quill,", "Zola Quill, who lives there", and
    "Zola Quill, a keeper," but "in Quay Tide, the keeper,".
    """
    if description_before(tokens, first, last) is not None or _is_who(tokens, last):
        return True
    if word_at(tokens.lower, first - 1) in _BEFORE_PLACES:
        return False
    opened, end, noun = _behind_comma(tokens, last)
    is_clause = tokens.lower[tokens.opening_of[first]] in _PREPOSITIONS and any(
        word in verb_forms() or word.endswith("ed") for word in tokens.lower[opened:end]
    )  # "In a talk with Quay Post, the keeper repeated it, ..."
    return noun != "" and noun[-1] != "s" and word_at(tokens.words, end) in _PAUSES and not is_clause


def _is_who(tokens: Tokens, last: int) -> bool:
    """Tell ", who lives" of one person from ", who play" of a team."""
    if word_at(tokens.words, last + 1) != "," or word_at(tokens.lower, last + 2) != "who":
        return False
    verb = word_at(tokens.lower, last + 3)
    if verb.endswith("ly") or verb in {"also", "now", "still"}:
        verb = word_at(tokens.lower, last + 4)
    return verb[-1:] == "s" and verb[-2:] != "ss"


def description_before(tokens: Tokens, first: int, last: int) -> str | None:
    """Return the role that a description before a name gives, "the keeper, Jonas Treel,"; None for no description, as
    in "Born to a keeper, Jonas Treel grew up".
    """
    words, lower = tokens.words, tokens.lower
    if first < 3 or words[first - 1] != ",":
        return None
    if words[first - 2][0].isupper():
        return _office_before(tokens, first - 2)
    if words[first - 2] not in callings():
        return None
    start = first - 2
    while start > 0 and first - start < _LONGEST and _is_role_word(tokens, start - 1):
        start -= 1
    opens = start > 0 and (
        lower[start - 1] in read_words("determiners")
        or words[start - 1].endswith((*POSSESSIVES, *APOSTROPHES))
    )
    is_tied = start > 1 and (lower[start - 2] in _PREPOSITIONS or lower[start - 2] == "and")
    is_adjunct = is_tied and word_at(words, last + 1) not in _PAUSES
    return tokens.text_of(start, first - 2) if opens and not is_adjunct else None


def _office_before(tokens: Tokens, last: int) -> str | None:
    """Return the office in capitals that ends at token `last`, behind "the": "the | Chancellor of the Tides |,"."""
    words, lower = tokens.words, tokens.lower
    start, head = last, last
    while start > 0 and last - start < _LONGEST and (lower[start] != "the" or lower[start - 1] in _OF):
        if lower[start] in _OF:
            head = start - 1
        elif not words[start][0].isupper() and lower[start] != "the":
            return None
        start -= 1
    is_office = words[head][0].isupper() and lower[head] in callings() and lower[head][-1] != "s"
    return tokens.text_of(start + 1, last) if is_office and lower[start] == "the" else None


def _is_of_an_abbreviation(tokens: Tokens, index: int) -> bool:
    """Tell the point of "adviser to Mr. Bloom" and "George W. Bush" from the sentence's end."""
    if tokens.words[index] != "." or index + 1 >= len(tokens.words):
        return False
    is_within = tokens.sentence_of[index] == tokens.sentence_of[index + 1]
    return is_within and tokens.words[index + 1][0].isalnum()


def _ends_apposition(word: str, lower: str) -> bool:
    if not word[0].isalnum():
        return word in _PAUSES or word in MARKS
    return lower in _NEW_CLAUSE or lower in _AUXILIARIES or lower in {"said", "says", "told"}


def _ends_in_given_name(parts: tuple[str, ...]) -> bool:
    """Tell "Kim Min-jae", in which Kim is the surname."""
    return parts[-1].partition("-")[2][:1].islower()


def gender_beside(tokens: Tokens, title: int, start: int, parts: tuple[str, ...], role: str | None) -> int:
    """Weigh what the words beside a name say of the person's gender."""
    weight = 0 if len(parts) == 1 or _ends_in_given_name(parts) else first_name_weight(parts[0])
    told = role.lower().split()[:6] if role else ()
    said = set(takewhile(lambda word: word not in _TYING, told))  # "a pollster | for Mr. Orr and his wife"
    said.update(tokens.lower[title:start])
    if said & _MOSTLY_MEN:  # "the actor Ada Orr" is a woman by her first name
        weight += 8 if weight >= 0 else 2
    if said & _MALE:
        weight += 8
    if said & _FEMALE:
        weight -= 8
    return weight
