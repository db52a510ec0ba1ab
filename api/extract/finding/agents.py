"""Find who is named behind a word: "said | Ada Bloom |", "according to | new emails |", "by | the mayor |".

In: the body as a `Scene`, the token behind the word, and where its sentence ends.  Out: a `Subject`. A leaf that
`readings`, `according` and `openings` build on.
"""

from api.extract.finding.clauses import is_adverb, is_participle
from api.extract.finding.scene import Scene
from api.extract.finding.subjects import LINKS, Subject
from api.extract.grammar.lexicon import PERSON
from api.extract.grammar.phrases import Phrase
from api.extract.words import read_words

_OWNING = ([".", "’", "s"], [".", "'", "s"])
_LONGEST_OPENING = 3  # tokens: "the recently"
_FUNCTION_WORDS = read_words("function_words")


def subject_after(scene: Scene, index: int, limit: int) -> Subject:
    """Return the noun phrase that begins at token `index`, with what depends on it: "said | a spokesman for ...".

    An apposition is included where a comma or the sentence's end closes it, or a small letter shows that it is one:
    "according to Ada Bloom, | the mayor", but not "according to Bloom, | Reed left".
    """
    phrase = scene.begins.get(index)
    if phrase is None or scene.inside[index]:
        return Subject("none")
    lower = scene.tokens.lower
    last = _with_links(scene, phrase, limit)
    owned = scene.begins.get(last + 4) if lower[last + 1 : last + 4] in _OWNING else None
    if owned is not None and owned.last < limit:  # "said Quay & Co.’s | Ada Bloom"
        return Subject("after", owned.first, owned.last, owned.head)
    if last + 2 < limit and lower[last + 1] == "," and phrase.kind == "name":
        inner = scene.begins.get(last + 2)
        if inner is not None and inner.kind == "nominal":
            end = _with_links(scene, inner, limit)
            if end + 1 >= limit or lower[end + 1] == ",":
                last = end
    return Subject("after", index, last, phrase.head)


def with_name_behind(scene: Scene, subject: Subject, limit: int) -> Subject:
    """Return a source that is described with the name behind it: "according to the mayor, | Ada Bloom"."""
    tokens, last = scene.tokens, subject.last
    if subject.first < 0 or last + 2 >= limit or tokens.words[last + 1] != ",":
        return subject
    is_person = tokens.traits[subject.head] & PERSON > 0 and tokens.words[subject.head][0].islower()
    name = scene.begins.get(last + 2)
    if not is_person or name is None or name.kind != "name" or not tokens.words[name.head][0].isupper():
        return subject
    closes = name.last + 1 >= limit or tokens.words[name.last + 1] == ","
    return Subject(subject.route, subject.first, name.last, subject.head) if closes else subject


def bare_after(scene: Scene, index: int, limit: int) -> Subject:
    """Return nouns from token `index` on that `phrases` doesn't keep: "according to | newly released emails |"."""
    lower = scene.tokens.lower
    if (found := _behind_participle(scene, index, limit)) is not None:
        return Subject("after", index, _with_links(scene, found, limit), found.head)
    noun = index
    while noun + 1 < limit and (is_adverb(lower[noun]) or is_participle(lower[noun])):
        noun += 1
    if noun > index and lower[noun] not in _FUNCTION_WORDS:
        return Subject("after", index, noun, noun)
    behind = scene.begins.get(index + 2) if index + 2 < limit and lower[index + 1] in LINKS else None
    if behind is not None:  # "polling from | the Quay Centre |"
        return Subject("after", index, _with_links(scene, behind, limit), index)
    if index + 2 < limit and lower[index + 1] == "and":
        pair = scene.begins.get(index + 2)  # "current and | former officials"
        if pair is not None:
            return Subject("after", index, _with_links(scene, pair, limit), pair.head)
    return Subject("after", index, min(index + 1, limit - 1), index)


def _behind_participle(scene: Scene, index: int, limit: int) -> Phrase | None:
    """Return the phrase of "the recently released | Watch List |", None where no adverb and participle open it."""
    lower = scene.tokens.lower
    noun = index + 1
    while noun + 1 < limit and noun < index + _LONGEST_OPENING and is_adverb(lower[noun]):
        noun += 1
    is_open = lower[index] in {"the", "a", "an", "its", "their"} and noun + 1 < limit
    return scene.begins.get(noun + 1) if is_open and noun > index + 1 and is_participle(lower[noun]) else None


def _with_links(scene: Scene, phrase: Phrase, limit: int) -> int:
    """Return the last token of a phrase with the phrases that depend on it."""
    last, lower = phrase.last, scene.tokens.lower
    while last + 2 < limit and lower[last + 1] in LINKS and (inner := scene.begins.get(last + 2)) is not None:
        last = inner.last
    return last
