"""Find the noun phrases that could name a speaker.

In: the body as `Tokens`.  Out: `Phrase`s in reading order, never overlapping.  Which of them
spoke is the work of `attribution` and `indirect`; who they are, of `speakers`.

There is no part-of-speech tagger here. A noun phrase is what lies between words that can't stand in one:
function words, verbs we know, signs. It is kept when something says that it may speak: a capital, a
determiner, a noun for people or bodies.
"""

from dataclasses import dataclass
from functools import cache
from typing import Literal

from api.extract.grammar.beside import credits_picture, is_dateline, word_at
from api.extract.grammar.bodies import joins_fields
from api.extract.grammar.capitals import LEADING_PARTICLES, NICKNAME_CLOSERS, POSSESSIVES, names_body
from api.extract.grammar.lexicon import (
    ACTS,
    ADVERB,
    AFTER_ITS_NOUN,
    BEING,
    CAPITAL,
    CERTAIN_VERBS,
    DAY,
    DETERMINER,
    DOUBTFUL,
    ENDERS,
    ENDS_RUN,
    INNER_SIGNS,
    MARK,
    MARKS,
    MAY_OPEN,
    MERE_VERB,
    PERSON,
    PERSONS,
    POSSESSIVE,
    PRONOUN,
    QUANTIFIER,
    RELATIVE,
    SIGN,
    SMALL,
    VERB,
    person_nouns,
)
from api.extract.grammar.nouns import is_parent_of_some
from api.extract.grammar.runs import is_named_again, over_nickname
from api.extract.grammar.titles import is_retired, says_retired, start_behind_field
from api.extract.grammar.tokens import Tokens
from api.extract.grammar.verb_or_noun import is_verb, opens_calling, precedes_saying
from api.extract.grammar.verbs import speech_forms
from api.extract.words import read_words

PhraseKind = Literal["pronoun", "relative", "name", "nominal", "quantifier"]

_UNTIED = frozenset({"pronoun", "relative"})
_TYING = frozenset({"of", "for", "at", "from", "with", "in", "to"})
_BEFORE_NUMBERS = frozenset({"over", "about", "nearly", "almost", "some", "around", "roughly"})
_QUANTIFIED = frozenset({"all", "both", "many", "most"})
_TYING_BODIES = frozenset({"at", "from", "with"})
_SEATS = frozenset({"MP", "MSP", "MLA", "MEP", "MS", "TD"})
_TYING_OFFICES = frozenset({"for", "to", "on", "at"})
_FEWEST_OF_FIELD_AND_NAME = 3  # words
_OFFICES = read_words("honorifics")
_BEFORE_DAYS = frozenset({"on", "late", "early"})
_LONGEST_NO_PAST = 4  # letters: "feed"
_OPEN_OBJECTS = frozenset({"the", "a", "an", "his", "her", "its", "their"})
_BEHIND_PAST = frozenset({"on", "in", "at", "for", "from", "to", "into", "with", "by"})
_BEFORE_OCCASIONS = frozenset(
    {"at", "in", "on", "after", "during", "before", "over", "until", "since", "throughout"}
)
_BEFORE_TIMES = frozenset({"last", "this", "next", "that"})
BEHIND_SHOPS = frozenset({"", ".", ",", "said", "says", "told", "declined", "confirmed"})
_LONGEST_RUN = 12  # tokens; a longer run of nouns is a list or a headline
_PEOPLE = person_nouns()
_DETERMINERS = read_words("determiners")
_JOINTS = read_words("name_joints")
_ABBREVIATIONS = read_words("abbreviations")
_MANY = frozenset({"most", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"})
_POSTNOMINALS = read_words("postnominals")
_TIMES = read_words("times")
_MERE_OPENERS = read_words("mere_openers")
_NEVER_NAMES = read_words("never_names")
_ONLY_AN_OPENER = DETERMINER | PERSON
_NEVER_OWNED = SIGN | SMALL | BEING | MERE_VERB | DETERMINER | PRONOUN | RELATIVE
_CLOSED_CLASS = PRONOUN | RELATIVE | DETERMINER | QUANTIFIER
_OF_ONE = frozenset({"one", "another"})
_SAYS = frozenset(form for form in speech_forms() if form[-1] == "s")
_STANDS_ALONE = PRONOUN | RELATIVE | DETERMINER | QUANTIFIER | CAPITAL | PERSONS


@dataclass(slots=True)
class Phrase:
    """Tokens `first` to `last` (both included) that may name a speaker.

    `head` is the token that carries the meaning: the last before any preposition. `is_possessive` tells that
    the phrase ends in 's ("Trump's"). `kind` says what it is made of.
    """

    first: int
    last: int
    kind: PhraseKind
    is_possessive: bool
    head: int


def find_phrases(tokens: Tokens) -> list[Phrase]:
    """Return the phrases of the body that may name a speaker, in reading order.

    A phrase takes in what "of" ties to it, and what another preposition ties to a noun for people: "the
    president of the union", "a spokesman for the Reed campaign".
    """
    found: list[Phrase] = []
    traits = tokens.traits
    done = 0
    for index, trait in enumerate(traits):
        if index < done or not trait & MAY_OPEN:
            continue
        if not trait & _STANDS_ALONE and _is_left_alone(tokens, traits, index):
            continue
        phrase, done = _phrase_at(tokens, traits, index)
        if phrase is None:
            continue
        if phrase.kind == "name":
            if says_retired(tokens, phrase.first):
                continue
            done = _take_in_nickname(tokens, phrase, done)
            if found and is_retired(tokens, found[-1].last, phrase.first):
                phrase = _joined(found.pop(), phrase)
        if found and phrase.first == found[-1].last + 2 and _is_tied(tokens, found[-1], phrase):
            is_one = _is_one_body(tokens, found[-1], phrase)
            phrase = _joined(found.pop(), phrase, phrase.head if is_one else None)
        if traits[phrase.head] & PERSON and _is_of_people(tokens, phrase):
            phrase.last = _end_of_complements(tokens, traits, phrase)
            done = phrase.last + 1
        found.append(phrase)
    return found


def _take_in_nickname(tokens: Tokens, phrase: Phrase, done: int) -> int:
    """Take in a nickname in marks and the surname behind, "Ada | “Ace” Bloom"; return the token to go on with."""
    opening = phrase.last + 1
    if opening + 2 >= len(tokens.words) or not tokens.traits[opening] & MARK:
        return done
    surname = over_nickname(tokens, opening, phrase.last) if tokens.words[opening] in NICKNAME_CLOSERS else 0
    if surname <= opening or tokens.sentence_of[surname] != tokens.sentence_of[phrase.last]:
        return done
    rest, after = _phrase_at(tokens, tokens.traits, surname)
    end = surname if rest is None or rest.kind != "name" else rest.last  # "Bloom Jr."
    phrase.last = phrase.head = end
    phrase.is_possessive = tokens.traits[end] & POSSESSIVE > 0
    return max(done, after, end + 1)


def _is_of_people(tokens: Tokens, phrase: Phrase) -> bool:
    """Tell "a former U.S. official" and "Aides to ..." from "Press Secretary", by the small letters of its noun."""
    if not tokens.traits[phrase.head] & CAPITAL:
        return True
    return phrase.first == phrase.head and _opens_sentence(tokens, phrase.first)


def _is_left_alone(tokens: Tokens, traits: list[int], index: int) -> bool:
    """Tell a word that needs others to be kept and has none, and a verb that follows no determiner."""
    if index + 1 == len(traits) or traits[index + 1] & ENDS_RUN:
        return True
    if not traits[index] & MERE_VERB or (index and traits[index - 1] & DETERMINER):
        return False
    return not opens_calling(tokens, index)


def _end_of_complements(tokens: Tokens, traits: list[int], phrase: Phrase) -> int:
    """Return the last token of what prepositions tie to a noun for people: "an official familiar with the plans", "a
    spokesman for the mayor", "an officer with long experience in the region".
    """
    last = phrase.last
    while not phrase.is_possessive and (end := _end_of_complement(tokens, traits, last)) is not None:
        last = end
    return (
        _end_of_pair(tokens, traits, last)
        if last > phrase.last and tokens.lower[phrase.head][-1] == "s"
        else last
    )


def _end_of_pair(tokens: Tokens, traits: list[int], last: int) -> int:
    """Return the last token of a second name behind "and", of which a verb is said: "lawyers in Ostley | and Marle |
    say"; `last` for anything else.
    """
    begin = last + 2
    if begin >= len(traits) or tokens.lower[last + 1] != "and" or not traits[last] & traits[begin] & CAPITAL:
        return last
    end = _end_of_run(tokens, traits, begin)
    if end is None or end + 1 >= len(traits) or tokens.sentence_of[end] != tokens.sentence_of[last]:
        return last
    return end if traits[end + 1] & ACTS else last


def _end_of_complement(tokens: Tokens, traits: list[int], last: int) -> int | None:
    """Return the last token of the complement that follows token `last`, or None for no complement."""
    lower, link = tokens.lower, last + 1
    if link + 2 < len(lower) and lower[link] in AFTER_ITS_NOUN and lower[link + 1] in _TYING:
        link += 1
    if link + 1 >= len(lower) or lower[link] not in _TYING:
        return None
    if lower[link] not in ("of", "in", "with") and lower[last] not in _PEOPLE:
        return None
    if is_parent_of_some(lower, last):
        return link + 1
    begin = link + 1 + (lower[link + 1] in _BEFORE_NUMBERS)
    if begin == len(lower):
        return None
    begin += lower[begin] in _DETERMINERS or lower[begin] in _QUANTIFIED
    end = _end_of_run(tokens, traits, begin)
    if end is None or tokens.sentence_of[end] != tokens.sentence_of[last]:
        return None
    return end if not traits[end] & POSSESSIVE or _owns_nothing(tokens, end) else None


def _owns_nothing(tokens: Tokens, index: int) -> bool:
    """Tell a shop's name, "a spokesman for | Mabel's | said", by the verb of saying or the stop behind it."""
    return word_at(tokens.words, index + 1) in BEHIND_SHOPS


def _is_tied(tokens: Tokens, left: Phrase, right: Phrase) -> bool:
    """Tell whether the one word between makes `right` a part of `left`."""
    link = tokens.lower[left.last + 1]
    if tokens.sentence_of[left.last] != tokens.sentence_of[right.first]:
        return False
    if (link in _TYING_BODIES and _is_of_body(tokens, left, right)) or _is_one_body(tokens, left, right):
        return True
    if (
        link == "for"
        and tokens.words[left.last] in _SEATS
        and left.first < left.last
        and right.kind == "name"
    ):
        return True  # "the MP | for Ostley North"
    if link != "of":
        return link in _TYING_OFFICES and _is_office_with_field(tokens, left, right)
    if tokens.lower[left.last] == "words" and tokens.lower[left.first - 1] == "in":
        return False  # "in the words of | Ada Bloom"
    return not left.is_possessive and left.kind not in _UNTIED and right.kind not in _UNTIED


def _is_one_body(tokens: Tokens, left: Phrase, right: Phrase) -> bool:
    """Tell the halves of a body's name: "the Food | and | Drug Administration", "Council | on | Quay Affairs"."""
    link = tokens.lower[left.last + 1]
    if right.kind != "name" or not tokens.words[right.first][0].isupper():
        return False
    if link in _BEFORE_FIELDS:
        return left.kind == "name" and names_body(tokens.words[left.last]) and not left.is_possessive
    if link != "and":
        return False
    if not _BEFORE_FIELDS.isdisjoint(tokens.words[left.first : left.last]):
        return tokens.lower[right.last] in read_words("fields")  # "Center for Quays | and | Tidal Studies"
    halves = tokens.words[left.last], "and", *tokens.words[right.first : right.last + 1]
    return joins_fields(tokens, left.last) or " ".join(halves) in read_words("organization_names")


_BEFORE_FIELDS = frozenset({"for", "on"})


def _is_of_body(tokens: Tokens, left: Phrase, right: Phrase) -> bool:
    """Tell "Ada Bloom | at Quay Bank | told", where she speaks, by the names on both sides and the verb."""
    if not (left.kind == right.kind == "name") or left.is_possessive or right.is_possessive:
        return False
    words, verb = tokens.words, right.last + 1
    if verb >= len(words) or not tokens.traits[left.last] & CAPITAL:
        return False
    if left.first == left.last and words[left.first - 1] not in MARKS:  # "“...,” Bloom at Quay Bank said"
        return False
    return tokens.traits[right.last] & CAPITAL > 0 and tokens.lower[verb] in CERTAIN_VERBS


def _is_office_with_field(tokens: Tokens, left: Phrase, right: Phrase) -> bool:
    """Tell "Attorney General | for Civil Rights Ada Bloom" from "asked General Orr | for Ostley": an office in
    capitals without a name, and behind it a field and a name.
    """
    if not (left.kind == right.kind == "name") or left.is_possessive:
        return False
    if tokens.words[left.last] not in _OFFICES or right.last - right.first < _FEWEST_OF_FIELD_AND_NAME - 1:
        return False
    return start_behind_field(tokens.words, right.first, right.last, is_office=True) > 0


def _joined(left: Phrase, right: Phrase, head: int | None = None) -> Phrase:
    return Phrase(left.first, right.last, left.kind, right.is_possessive, left.head if head is None else head)


def _phrase_at(tokens: Tokens, traits: list[int], index: int) -> tuple[Phrase | None, int]:
    """Return the phrase that begins at token `index`, if one does, and the token to go on with."""
    trait = traits[index]
    if not trait & _CLOSED_CLASS:
        last = _end_of_run(tokens, traits, index)
        return (None, index + 1) if last is None else (_kept(tokens, traits, index, last), last + 1)
    if trait & PRONOUN:
        return Phrase(index, index, "pronoun", False, index), index + 1
    if trait & RELATIVE:
        return Phrase(index, index, "relative", False, index), index + 1
    if tokens.lower[index] == "that" and _is_relative(tokens, index):
        return None, index + 2
    is_many = trait & QUANTIFIER or tokens.lower[index] in _MANY
    if trait & DETERMINER and not (is_many and _stands_alone(tokens, index)):
        last = _end_of_run(tokens, traits, index + 1)
        if last is not None and tokens.sentence_of[last] == tokens.sentence_of[index]:
            return _kept(tokens, traits, index, last), last + 1
    if trait & QUANTIFIER or (is_many and _stands_alone(tokens, index)):
        return Phrase(index, index, "quantifier", False, index), index + 1
    return None, index + 1


def _is_relative(tokens: Tokens, index: int) -> bool:
    """Tell "the union | that runs | the quay" from "said | that reports" by the noun before and the verb behind."""
    if not 0 < index < len(tokens.words) - 1:
        return False
    before, after = tokens.traits[index - 1 : index + 2 : 2]
    is_noun = not before & (SIGN | SMALL | VERB | ADVERB | PRONOUN)
    if is_noun and after & (VERB | PERSONS) == VERB and tokens.lower[index + 1][-1] == "s":
        return True
    return is_noun and _is_past_with_object(tokens, index + 1)


def _is_past_with_object(tokens: Tokens, index: int) -> bool:
    """Tell "a home that | handled | the sale" from "told the board that | tired | keepers"."""
    verb, behind = tokens.words[index], word_at(tokens.lower, index + 1)
    is_past = verb[-2:] == "ed" and len(verb) > _LONGEST_NO_PAST and verb.islower()
    return is_past and (behind.endswith(POSSESSIVES) or behind in _OPEN_OBJECTS or behind in _BEHIND_PAST)


def _stands_alone(tokens: Tokens, index: int) -> bool:
    """Tell "Another read: ..." and "One said" from "another reading", and "another adds" by what one thing does."""
    if index + 1 >= len(tokens.lower):
        return False
    following = tokens.lower[index + 1]
    if following in _SAYS and tokens.lower[index] in _OF_ONE:
        return True
    return following in CERTAIN_VERBS or following in {"read", "say", "in", "of"}


def _kept(tokens: Tokens, traits: list[int], first: int, last: int) -> Phrase | None:
    """Keep a run of nouns when something says that it may speak: a capital, a determiner, a noun for people."""
    if (
        (first and tokens.words[first - 1] == "©")
        or credits_picture(tokens, first)
        or is_dateline(tokens, first, last)
    ):
        return None
    if first < last and tokens.words[first] == "s" and tokens.words[first - 1] in {"'", "’"}:
        first += 1  # "Quayco Inc.’s | Ada Bloom"
    if traits[first] & DAY and first < last:
        first = _behind_day(tokens, first, last)
    for index in range(first, last + 1):
        trait = traits[index]
        # A capital may be owed to the sentence's start alone: "Critics", "The".
        if trait & CAPITAL and not (trait & _ONLY_AN_OPENER and _opens_sentence(tokens, index)):
            if first == last and (
                trait & DAY or _is_mere_opener(tokens, index) or _is_set_off(tokens, index)
            ):
                return None
            if tokens.lower[first] in _TIMES and _is_date(tokens, first, last):
                return None
            if index > first and _is_outside(tokens.lower, first, index):
                first = index
            return Phrase(first, last, "name", traits[last] & POSSESSIVE > 0, last)
    if traits[first] & DETERMINER or traits[last] & PERSONS:
        return Phrase(first, last, "nominal", traits[last] & POSSESSIVE > 0, last)
    return None


def _is_set_off(tokens: Tokens, index: int) -> bool:
    """Tell letters behind a name and a comma: "Ada Bloom, | MD, | PhD, said"."""
    return index > 0 and tokens.words[index - 1] == "," and is_postnominal(tokens.words[index])


def is_postnominal(word: str) -> bool:
    """Tell a degree, an honour or the like behind a name: "PhD", "M.D.", "OBE"."""
    return word.replace(".", "") in _POSTNOMINALS


def _is_outside(lower: list[str], first: int, name: int) -> bool:
    """Tell what stands before the name at token `name` and is no part of it: "that | Bloom", "week | Bloom", "At the
    hearing | Bloom".
    """
    if name == first + 1 and lower[first] == "that":
        return True
    if name > first and first and lower[first - 1] in _BEFORE_OCCASIONS and lower[name - 1] in _occasions():
        return True
    opener = first - 1 if name == first + 1 else first
    return name - opener == 2 and lower[name - 1] in _TIMES and lower[opener] in _BEFORE_TIMES


@cache
def _occasions() -> frozenset[str]:
    """Return the nouns for times and happenings at which somebody may speak."""
    further = {"court", "end", "trial", "conference", "ceremony", "event", "rally"}
    return _TIMES | read_words("happenings") | further


def _is_date(tokens: Tokens, first: int, last: int) -> bool:
    """Tell "March 2024" and "May 3" from a name."""
    return first < last and all(tokens.words[index].isdigit() for index in range(first + 1, last + 1))


def _behind_day(tokens: Tokens, first: int, last: int) -> int:
    """Return where a name begins behind a day: "on Sunday evening | Mr. Reed"; `first` where none follows."""
    if not first or tokens.lower[first - 1] not in _BEFORE_DAYS:
        return first
    index = first + 1
    while index < last and tokens.lower[index] in _TIMES:
        index += 1
    return index if tokens.traits[index] & CAPITAL else first


def _is_mere_opener(tokens: Tokens, index: int) -> bool:
    """Tell a word that has its capital from the sentence's start and names nobody: "Unfortunately", "New"."""
    is_opener = tokens.lower[index] in _MERE_OPENERS and _opens_sentence(tokens, index)
    return is_opener and not precedes_saying(tokens, index)


def _end_of_run(tokens: Tokens, traits: list[int], index: int) -> int | None:
    """Return the last token of the run of nouns and adjectives that begins at `index`, or None for no run.

    A possessive goes on: "Reed's campaign manager" is one phrase.
    """
    if index >= len(traits):
        return None
    last: int | None = None
    end = tokens.sentences[tokens.sentence_of[index]][1]
    for place in range(index, min(index + _LONGEST_RUN, end)):
        trait = traits[place]
        if trait & CAPITAL and place > index + 1 and is_named_again(tokens.words, index, place):
            break
        if not trait & DOUBTFUL:
            last = place
        elif trait & ENDS_RUN:
            is_initial = tokens.words[place] == "A" and _is_initial(tokens, place, last)
            if not (is_initial or _is_position(tokens, place, last)):
                break
            last = place
        elif tokens.words[place] in INNER_SIGNS:
            if not _is_inner_sign(tokens, place, last):
                break
        elif _ends_run(tokens, place, last):
            break
        else:
            last = place
    return last


def _is_initial(tokens: Tokens, index: int, last: int | None) -> bool:
    """Tell the initial of "John A. Reed" and "J. A. Reed" from the article."""
    words = tokens.words
    before = index - 2 if words[index - 1] == "." else index - 1
    if last != before or index + 2 >= len(words):
        return False
    is_pointed = words[index + 1] == "." or (len(words[index + 1]) == 1 and words[index + 1].isupper())
    return words[last][0].isupper() and is_pointed and words[index + 2][0].isupper()


def _is_inner_sign(tokens: Tokens, index: int, last: int | None) -> bool:
    """Tell a sign that may stand inside a name: "Mr. Reed", "John F. Kelly", "Bloom & Reed", "the drivers’ union"."""
    words = tokens.words
    if words[index] == ".":
        return last == index - 1 and _is_abbreviated(words[last])
    if words[index] == "&":
        return last is not None
    return last == index - 1 and _is_plurals_apostrophe(tokens, index)


def _is_plurals_apostrophe(tokens: Tokens, index: int) -> bool:
    """Tell the apostrophe of "the drivers’ union" from a closing mark, by the noun behind it."""
    owns = tokens.words[index - 1][-1] == "s" and tokens.touches(index)
    if not owns or index + 1 >= len(tokens.words) or tokens.start_of(index + 1) != tokens.ends[index] + 1:
        return False
    return not tokens.traits[index + 1] & _NEVER_OWNED


def _ends_run(tokens: Tokens, index: int, last: int | None) -> bool:
    """Tell whether a word that may end a run of nouns does: a function word, a verb, "familiar" behind its noun."""
    lower = tokens.lower[index]
    if lower in ENDERS:
        return not _is_name_after_all(tokens, index)
    if last is not None and _stands_before_verb(tokens, index, last):
        return True
    if lower == "last":
        return _opens_time(tokens, index, last)
    return (
        (lower in _JOINTS and not _joins(tokens.words, index, last))
        or is_verb(tokens, index, last)
        or (lower in AFTER_ITS_NOUN and last is not None and tokens.lower[last] in _PEOPLE)
    )


def _stands_before_verb(tokens: Tokens, index: int, last: int) -> bool:
    """Tell an adverb or day between a noun and its verb from a part of the noun: "Reed tearfully | asked", "Reed
    first | claimed", "Reed reportedly | “laughed".
    """
    trait, follower = tokens.traits[index], index + 1
    if tokens.lower[index] == "first":
        is_first = word_at(tokens.lower, follower) in CERTAIN_VERBS and tokens.words[index] == "first"
        return is_first and not tokens.traits[last] & POSSESSIVE
    if follower == len(tokens.words) or not trait & (ADVERB | DAY) or tokens.words[last][0].isdigit():
        return False
    if trait & tokens.traits[follower] & ADVERB:  # "Reed ultimately publicly | admits"
        return _stands_before_verb(tokens, follower, last)
    if trait & ADVERB and tokens.traits[follower] & MARK and tokens.traits[last] & CAPITAL:
        return not tokens.traits[last] & POSSESSIVE
    if tokens.traits[last] & POSSESSIVE or not tokens.words[follower][0].islower():
        return False
    return tokens.traits[follower] & ACTS > 0 or _is_unknown_verb(tokens, follower, last)


def _is_unknown_verb(tokens: Tokens, index: int, last: int) -> bool:
    """Tell a verb that we don't list behind a name and an adverb, by the small word that follows it: "the First Lady
    quietly | tore into".
    """
    follower = tokens.lower[index + 1] if index + 1 < len(tokens.lower) else "."
    return tokens.words[last][0].isupper() and follower in ENDERS and tokens.lower[index] not in ENDERS


def _opens_time(tokens: Tokens, index: int, last: int | None) -> bool:
    """Tell a time in front, behind a name, or between a noun and its verb from a part of the noun: "Mr. Reed | last
    week said".
    """
    if index + 2 >= len(tokens.words) or tokens.lower[index + 1] not in _TIMES:
        return False
    is_behind_name = last is not None and tokens.words[last][0].isupper()
    closes = is_behind_name and tokens.words[index + 2] in {":", ","}
    return last is None or closes or tokens.traits[index + 2] & ACTS > 0


def _joins(words: list[str], index: int, last: int | None) -> bool:
    """Tell whether a small word stands between two capitals ("Ursula von der Leyen"), opens a surname ("de Reed"), or
    is one ("Ada Della").
    """
    following = words[index + 1] if index + 1 < len(words) else "."
    if words[index][0].isupper() and (last == index - 1 or following in CERTAIN_VERBS):
        return True
    if words[index] == "Al" and following[0].isupper():  # "said | Al Reed"
        return True
    if last is None:
        return words[index].lower() in LEADING_PARTICLES and (
            following[0].isupper()
            or (following in read_words("name_particles") and word_at(words, index + 2)[:1].isupper())
        )
    if not words[last][0].isupper() and words[last].lower() not in _JOINTS:
        return False
    return following[0].isupper() or following.lower() in _JOINTS


def _is_name_after_all(tokens: Tokens, index: int) -> bool:
    """Tell a name that looks like a function word ("Will wrote", "said Al From") from the word itself."""
    if not _opens_sentence(tokens, index):
        return tokens.words[index - 1] not in ":;" and not _is_in_title_case(tokens, index)
    following = tokens.lower[index + 1] if index + 1 < len(tokens.words) else ""
    return tokens.lower[index] not in _NEVER_NAMES and following in CERTAIN_VERBS


def _is_position(tokens: Tokens, index: int, last: int | None) -> bool:
    """Tell where somebody plays, behind a team or people and before the name ("Marlish | forward | Ada Bloom"), and
    who plays there: "the | forward | said".
    """
    if tokens.words[index] != "forward" or index + 1 == len(tokens.words):
        return False
    if last is None:
        return tokens.lower[index - 1] == "the" and tokens.lower[index + 1] in CERTAIN_VERBS
    if last != index - 1:
        return False
    around = tokens.traits[index - 1] & tokens.traits[index + 1]
    return around & CAPITAL > 0 and not tokens.traits[index + 1] & DAY


def _is_in_title_case(tokens: Tokens, index: int) -> bool:
    """Tell whether the words around are all capitalised, as in a headline."""
    around = tokens.words[max(0, index - 2) : index] + tokens.words[index + 1 : index + 3]
    letters = [word for word in around if word[0].isalpha()]
    return len(letters) > 2 and all(word[0].isupper() for word in letters)


def _opens_sentence(tokens: Tokens, index: int) -> bool:
    return index == tokens.opening_of[index] or tokens.words[index - 1] in MARKS


def _is_abbreviated(word: str) -> bool:
    return word in _ABBREVIATIONS or (len(word) == 1 and word.isupper())
