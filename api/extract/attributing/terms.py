"""Tell what something is called from what somebody says: nicknames, titles of works, names that are given.

In: a `Scene` and the number of one of its quotations.  Out: yes or no, whatever the learned weights say: they know
capitals and the words beside the marks, but not these turns of phrase. What is left is the work of `attribution`.
"""

from functools import cache

from api.extract.attributing.descriptions import title_set
from api.extract.attributing.leading import CALLS
from api.extract.finding.quotes import Quoted
from api.extract.finding.scene import SAYING, Scene, says, speaker_beside, verb_class
from api.extract.grammar.beside import word_at
from api.extract.grammar.days import is_day
from api.extract.grammar.genders import is_first_name
from api.extract.grammar.lexicon import (
    ACTS,
    ADVERB,
    CAPITAL,
    CUE,
    DETERMINER,
    MERE_ARTICLES,
    POSSESSIVE,
    PRONOUN,
    SIGN,
    SMALL,
    VERB,
)
from api.extract.grammar.mentions import is_plural_person
from api.extract.grammar.tokens import Tokens
from api.extract.grammar.verbs import inflect
from api.extract.words import read_words

_LONGEST_NICKNAME = 2  # tokens, a closing comma among them
_LONGEST_DAY = 6  # tokens, the comma before and the bracket behind among them
_LONGEST_TITLE = 12  # tokens
_LONGEST_LIST = 9  # quotations
_LONGEST_LINK = 2  # tokens between two titles of a list
_LINKS = frozenset({",", "and", "or", "&"})
_SEVERAL = 2
_LONGEST_REPEATED = 6  # tokens of what has marks wherever it is printed
_GIVING_NAMES = frozenset({"codenamed", "dubbed", "entitled", "known", "nicknamed", "titled"})
_PLACING = frozenset({"in", "on"})
_NAMING_NOUNS = read_words("naming_nouns")
_CALLING_NOUNS = read_words("nickname_nouns")
_SLOGAN_NOUNS = read_words("slogan_nouns")
_CALLING_PARTICIPLES = frozenset({"called", "dubbed", "known", "nicknamed", "referred", "termed"})
_AS_A_RULE = frozenset(
    {
        "also", "colloquially", "commonly", "informally", "locally", "often", "popularly", "sometimes", "usually",
        "variously", "widely",
    }
)  # fmt: skip
_REFERRING = frozenset({"see", "read", "watch"})
_LONGEST_REFERENCE = 7  # tokens
_LONGEST_MODIFIER = 2  # tokens
_BEHIND_SUBJECTS = read_words("auxiliaries") | {"who", "which", "that"}
_STOPS = frozenset({".", "!", "?"})
_LONGEST_UNSAID = 4  # tokens, a closing comma among them
_OF_WORDS = frozenset(
    {"according", "words", "word", "phrase", "term", "remark", "remarks", "slogan", "chants"}
)
_FEELINGS = frozenset(
    {
        "afraid", "angry", "concerned", "confident", "delighted", "disappointed", "glad", "grateful", "happy",
        "hopeful", "keen", "pleased", "proud", "sad", "sorry", "sure", "upset", "worried",
    }
)  # fmt: skip
_NO_NOUN = ACTS | ADVERB | PRONOUN | SIGN | SMALL | VERB
_ENDS = frozenset({",", ".", "!", "?", "…", "..."})
_LONGEST_SOURCE = 400  # characters from a title to the end of its address
_ADDRESSES = ("http://", "https://", "www.", "Accessed ", "Retrieved ")


def is_name(scene: Scene, number: int) -> bool:
    """Tell whether quotation `number` is what somebody or something is called."""
    quote = scene.quoted[number]
    if _is_nickname(scene, quote) or _is_dated(scene, quote) or _is_behind_calling_noun(scene, quote):
        return True
    titled = title_set(scene, quote) if quote.last - quote.first <= _LONGEST_TITLE else "no"
    is_titled = titled in ("all", "one")
    if _is_called_so(scene, quote, is_titled=is_titled) or (is_titled and _is_referred_to(scene, quote)):
        return True
    if is_titled and _names_work(scene, quote):
        return True
    if not _is_in_report(scene, quote):
        if _is_named(scene, quote) or _is_one_of_names(scene, number):
            return True
        if is_titled and (_is_subject(scene, quote) or _is_repeated(scene, quote)):
            return True
        if titled == "all" and (_is_placed(scene, quote) or _is_cited(scene, quote)):
            return True
    beside = [number - 1, number + 1]
    return is_titled and any(
        0 <= other < len(scene.quoted) and _are_listed(scene, number, other) for other in beside
    )


def _is_in_report(scene: Scene, quote: Quoted) -> bool:
    """Tell a longer name in a sentence in which somebody says something: it stands in what they say."""
    if quote.last - quote.first < _LONGEST_NICKNAME:
        return False
    first, end = scene.tokens.sentences[scene.tokens.sentence_of[quote.first]]
    spoken = scene.spoken[scene.spoken_before(first) : scene.spoken_before(end)]
    return any(says(scene.tie_of(phrase)) for phrase in spoken)


def _is_nickname(scene: Scene, quote: Quoted) -> bool:
    """Tell a nickname by the first name right before it and the surname behind: Ada “Ace” Bloom."""
    words, before, behind = scene.tokens.words, quote.first - 2, quote.last + 2
    if quote.last - quote.first > _LONGEST_NICKNAME or before < 0 or behind >= len(words):
        return False
    return words[behind][0].isupper() and is_first_name(words[before])


def _is_named(scene: Scene, quote: Quoted) -> bool:
    """Tell a name by the participle right before it: a holiday known as “...”, the system, called “...”."""
    lower, verb = scene.tokens.lower, quote.first - 2
    while verb > 0 and (lower[verb] in MERE_ARTICLES or lower[verb] == "as"):
        verb -= 1
    if verb < 1 or speaker_beside(scene, quote) is not None:
        return False
    if lower[verb] in _GIVING_NAMES:
        return lower[verb] != "dubbed" or not _does(scene, verb)
    if lower[verb] != "called" or not scene.tokens.words[quote.first][0].isupper():
        return False
    return title_set(scene, quote) in ("all", "one") and not _does(scene, verb)


def _is_behind_calling_noun(scene: Scene, quote: Quoted) -> bool:
    """Tell a nickname or slogan by its noun beside the marks: the call sign “...”, the nickname “...”, the “...”
    campaign.
    """
    lower, noun = scene.tokens.lower, quote.first - 2
    if noun > 0 and (lower[noun] in _CALLING_NOUNS or lower[noun - 1 : noun + 1] == ["call", "sign"]):
        return True
    is_open = scene.tokens.words[quote.last] == ","  # "“...,” campaign chief Ada Bloom said"
    return noun > 0 and not is_open and word_at(lower, scene.behind(quote)) in _SLOGAN_NOUNS


def _is_called_so(scene: Scene, quote: Quoted, *, is_titled: bool) -> bool:
    """Tell what something is called, whoever tells of it: a page called “...”, what is commonly called “...”."""
    lower, verb = scene.tokens.lower, quote.first - 2
    while verb > 0 and (lower[verb] in MERE_ARTICLES or lower[verb] in {"as", "to"}):
        verb -= 1
    if verb < 2 or lower[verb] not in _CALLING_PARTICIPLES:
        return False
    if lower[verb - 1] in _AS_A_RULE:
        return True
    phrase = scene.ends.get(verb - 1)
    if not is_titled or lower[verb] != "called" or phrase is None or phrase.kind == "pronoun":
        return False
    return lower[phrase.first] in {"a", "an"} and scene.tokens.words[phrase.head].islower()


def is_modifier(scene: Scene, quote: Quoted) -> bool:
    """Tell a short fragment that says of what kind a thing is, between its article or owner and the noun: the “...”
    laws, dozens of “...” keepers, Marle's new “...” rules; not what somebody calls it.
    """
    tokens, behind, before = scene.tokens, scene.behind(quote), quote.first - 2
    if quote.last - quote.first >= _LONGEST_MODIFIER or before < 1 or behind >= len(tokens.words):
        return False
    if not tokens.words[behind].islower() or tokens.traits[behind] & _NO_NOUN:
        return False
    before -= (
        not _opens_noun(tokens, before)
        and tokens.words[before].islower()
        and not tokens.traits[before] & _NO_NOUN
    )
    return _opens_noun(tokens, before) and tokens.lower[before - 1] not in CALLS


def is_unsaid(scene: Scene, quote: Quoted) -> bool:
    """Tell a word or two in whose sentence nobody says, calls, praises or feels anything: a “no deal” exit; he runs a
    firm working on “...”; a kind of “...”.
    """
    tokens = scene.tokens
    is_fragment = quote.is_closed and quote.last - quote.first < _LONGEST_UNSAID
    is_sentence = tokens.traits[quote.first] & (PRONOUN | CAPITAL) and tokens.words[quote.last] in _STOPS
    is_led = quote.first > 1 and tokens.words[quote.first - 2] in _ENDS | {":"}
    is_led = is_led or speaker_beside(scene, quote) is not None
    if not is_fragment or is_sentence or is_led:
        return False
    first, end = tokens.sentences[tokens.sentence_of[quote.first]]
    return not any(
        (tokens.traits[index] & CUE or tokens.words[index] == ":" or tokens.lower[index] in _telling())
        and not scene.inside[index]
        for index in range(first, end)
    )


@cache
def _telling() -> frozenset[str]:
    """Return the words, besides verbs of saying, by which a sentence tells what somebody says, thinks or feels."""
    verbs = frozenset(form for form, _ in inflect(read_words("talking_verbs"))) | CALLS
    return verbs | read_words("comment_nouns") | read_words("document_nouns") | _OF_WORDS | _FEELINGS


def _opens_noun(tokens: Tokens, index: int) -> bool:
    """Tell an article, an owner or "of", behind which a noun is to come."""
    return tokens.lower[index] == "of" or (
        tokens.traits[index] & (DETERMINER | POSSESSIVE) > 0 and tokens.lower[index] != "that"
    )


def _is_referred_to(scene: Scene, quote: Quoted) -> bool:
    """Tell a title in brackets that the reader is sent to: (see “...”), (Watch our video “...”)."""
    words, opening = scene.tokens.words, max(0, quote.first - 2)
    while opening > 0 and words[opening] != "(" and quote.first - opening <= _LONGEST_REFERENCE:
        opening -= 1
    return words[opening] == "(" and scene.tokens.lower[opening + 1] in _REFERRING


def _does(scene: Scene, verb: int) -> bool:
    """Tell a verb with its own subject from a participle: "Bloom | called", "they | dubbed"; "a system | called"."""
    before = verb - 1
    while before > 0 and scene.tokens.lower[before] in {"also", "have", "had", "has", "once", "previously"}:
        before -= 1
    phrase = scene.ends.get(before)
    if phrase is None:
        return False
    lower = scene.tokens.lower[phrase.head]
    return phrase.kind != "nominal" or is_plural_person(lower, lower)


def _is_one_of_names(scene: Scene, number: int) -> bool:
    """Tell an example of words, names or songs, or a further one: terms such as “...,” “...” and “...”."""
    lower, quote = scene.tokens.lower, scene.quoted[number]
    for _ in range(_LONGEST_LIST):
        if not number or not _are_linked(scene, scene.quoted[number - 1], scene.quoted[number]):
            break
        number -= 1
    before = scene.quoted[number].first - 2
    if quote.last - quote.first > _LONGEST_REPEATED or before < 2:
        return False
    before -= lower[before - 1 : before + 1] == ["such", "as"]
    return lower[before] in {"such", "like"} and lower[before - 1] in _NAMING_NOUNS


def _is_subject(scene: Scene, quote: Quoted) -> bool:
    """Tell a thing spoken of by what it is and does: “Low Tide” was a success."""
    tokens, behind = scene.tokens, scene.behind(quote)
    if tokens.words[quote.last] in _ENDS or behind + 1 >= len(tokens.words):
        return False
    if tokens.opening_of[quote.first] < quote.first - 1:
        return False
    return tokens.lower[behind] in _BEHIND_SUBJECTS and not scene.inside[behind]


def _is_repeated(scene: Scene, quote: Quoted) -> bool:
    """Tell a title by the marks that it has wherever the article prints it, and by nobody who says it here."""
    if quote.last - quote.first > _LONGEST_REPEATED or scene.times_marked(quote) < _SEVERAL:
        return False
    before = quote.first - 2
    is_told = before >= 0 and (
        scene.tokens.words[before] in ",:" or verb_class(scene.tokens.lower[before]) in SAYING
    )
    return not is_told and speaker_beside(scene, quote) is None


def _is_placed(scene: Scene, quote: Quoted) -> bool:
    """Tell a title by the preposition before it: a part in “...”, a guest on “...”."""
    return (
        quote.first > 1
        and scene.tokens.lower[quote.first - 2] in _PLACING
        and not speaker_beside(scene, quote)
    )


def _is_cited(scene: Scene, quote: Quoted) -> bool:
    """Tell a title in a list of sources by the address behind it: Orr, Bert. “...” The Echo, www..."""
    text = scene.tokens.text
    line = text[quote.span.end : quote.span.end + _LONGEST_SOURCE].partition("\n")[0]
    return any(address in line for address in _ADDRESSES)


def _is_dated(scene: Scene, quote: Quoted) -> bool:
    """Tell the headline of what a letter answers, in brackets with its day: (“...”, 3 June)."""
    words, behind = scene.tokens.words, scene.behind(quote)
    if quote.first < 2 or words[quote.first - 2] != "(" or ")" not in words[behind : behind + _LONGEST_DAY]:
        return False
    return words[behind] == "," and is_day(scene.tokens, behind + 1, words.index(")", behind) - 1)


def _names_work(scene: Scene, quote: Quoted) -> bool:
    """Tell what a work is called by the noun beside the marks: in her memoir, “...”; the “...” star."""
    lower, before, behind = scene.tokens.lower, quote.first - 2, scene.behind(quote)
    before -= before > 0 and lower[before] == ","
    nouns = read_words("work_nouns")
    if before >= 0 and lower[before] in nouns:
        return True
    if lower[quote.last] == ",":  # "“...,” singer Ada Bloom said"
        return False
    follower = lower[behind] if behind < len(lower) else ""
    return follower in nouns or follower in read_words("show_people")


def _are_listed(scene: Scene, one: int, other: int) -> bool:
    """Tell whether two quotations stand in one list of titles."""
    left, right = scene.quoted[min(one, other)], scene.quoted[max(one, other)]
    are_titles = {"all"} <= {title_set(scene, left), title_set(scene, right)} <= {"all", "one"}
    return _are_linked(scene, left, right) and are_titles


def _are_linked(scene: Scene, left: Quoted, right: Quoted) -> bool:
    """Tell whether a quotation follows another in a sentence, with a comma or "and" between."""
    tokens, behind = scene.tokens, scene.behind(left)
    between = tokens.lower[behind : right.first - 1]
    if len(between) > _LONGEST_LINK or not _LINKS.issuperset(between):
        return False
    if tokens.sentence_of[left.last] != tokens.sentence_of[right.first]:
        return False
    return bool(between) or tokens.words[left.last] == ","
