"""Tell phrases that speak nowhere, or not of the quotation in question, however likely they seem by where they stand.

In: a `Scene`, a phrase and a quotation.  Out: whether the phrase is no candidate for who says it. The learned weights
know places and verbs, but not these nouns and openers; what speaks all the same ("Connolly said") stays.
"""

from api.extract.finding.quotes import Quoted
from api.extract.finding.scene import Scene
from api.extract.grammar.beside import word_at
from api.extract.grammar.capitals import bare
from api.extract.grammar.genders import is_first_name
from api.extract.grammar.phrases import Phrase
from api.extract.words import read_words

_TIMES = read_words("time_units")
_OPENERS_END = ("ly", "ed")
_SHORTEST_OPENER = 5  # letters: "Kelly" is a name, "Fly" nothing


def has_no_voice(scene: Scene, phrase: Phrase, quote: Quoted) -> bool:
    """Tell a phrase that can't be who says a quotation."""
    return (
        _is_topic(scene, phrase)
        or _tells_time(scene, phrase)
        or _is_owning_day(scene, phrase)
        or _opens_merely(scene, phrase)
        or _is_source_of_next(scene, phrase, quote)
    )


def _is_topic(scene: Scene, phrase: Phrase) -> bool:
    """Tell of whom somebody is asked by a sentence that only names them: "| Bert Orr |? “He failed.”"."""
    tokens, behind = scene.tokens, phrase.last + 1
    if behind >= len(tokens.words) or tokens.words[behind] != "?":
        return False
    return tokens.opening_of[phrase.first] == phrase.first


def _tells_time(scene: Scene, phrase: Phrase) -> bool:
    """Tell when something is said: "| A week | later Bloom told the Echo: “...”"."""
    if phrase.kind != "nominal" or phrase.last - phrase.first > 1:  # "a study last year" is no time
        return False
    return scene.tokens.lower[phrase.head] in _TIMES and phrase.first == scene.tokens.opening_of[phrase.first]


def _is_owning_day(scene: Scene, phrase: Phrase) -> bool:
    """Tell the day of what is printed or decided: "| Friday's | e-mail told staff to “...”"."""
    return phrase.is_possessive and bare(scene.tokens.words[phrase.last]) in read_words("calendar_words")


def _opens_merely(scene: Scene, phrase: Phrase) -> bool:
    """Tell an adverb or participle that has its capital from the sentence's start ("| Shortly | after", "| Framed |
    as") from a name, which is printed with a capital elsewhere or does something: "| Connolly | called it “...”".
    """
    tokens, index = scene.tokens, phrase.first
    word = tokens.words[index]
    if (
        phrase.last > index
        or index != tokens.opening_of[index]
        or not tokens.lower[index].endswith(_OPENERS_END)
    ):
        return False
    is_listed = is_first_name(word) or word in read_words("place_names")
    if len(word) < _SHORTEST_OPENER or phrase.kind == "pronoun" or is_listed:
        return False
    return scene.tie_of(phrase).verb < 0 and not _is_capitalised_elsewhere(scene, word)


def _is_capitalised_elsewhere(scene: Scene, word: str) -> bool:
    tokens = scene.tokens
    return any(
        printed == word and index != tokens.opening_of[index] for index, printed in enumerate(tokens.words)
    )


def _is_source_of_next(scene: Scene, phrase: Phrase, quote: Quoted) -> bool:
    """Tell the source of the sentence behind a quotation that ended: "“....” According to | the Echo |, the mill"."""
    tokens, opens = scene.tokens, scene.behind(quote)
    if (
        tokens.words[quote.last] == ","
        or phrase.first != opens + 2
        or word_at(tokens.lower, opens) != "according"
    ):
        return False
    if tokens.words[opens] != "According" or phrase.last + 2 >= len(tokens.words):
        return False
    return tokens.words[phrase.last + 1] == ","
