"""Label what a page prints twice: a quotation set large between paragraphs, a key point, the text of a picture.

In: a `Page` whose head and furniture are labelled.  Out: a label on each paragraph whose words stand in another one
as well, and on the line below it that says whose words were set large.
"""

import re

from api.extract.article.offices import is_name
from api.extract.article.page import Page, is_prose


def label_repeats(page: Page) -> None:
    """Label paragraphs whose words are all in a longer one, and of two that are the same, near each other, the later.

    Far apart a live page says the same of two hours, and an interviewer asks the same again. A text that says much of
    it twice is made so, by a poet or to try a page out: all of it stays.
    """
    own = page.unlabelled()
    repeats = _repeats(page, own)
    if _words(page, repeats) <= _MOST_SAID_TWICE * _words(page, own):
        for place in repeats:
            page.labels[place] = "repeat"


_MOST_SAID_TWICE = 0.38  # of the words; what is set large in a short report comes to a third


def _words(page: Page, places: list[int]) -> int:
    """Count the words of some paragraphs."""
    return sum(page.texts[place].count(" ") + 1 for place in places)


def _repeats(page: Page, own: list[int]) -> list[int]:
    """Return the places of what is said twice, among the paragraphs that are not labelled yet."""
    found: list[int] = []
    compared = own[:_MOST_PARAGRAPHS]
    whole = "\n".join(page.texts[place] for place in compared)
    seen: dict[str, int] = {}
    above = -1
    for place in own if "headline" in page.labels else own[1:]:  # what opens a page may be its headline
        text = page.texts[place]
        if above in found[-1:] and _names_voice(text):
            found.append(place)
        elif _may_be_repeat(page, place) and not _names_whom_nothing_else_names(page, place):
            words = text.strip(_ENDS)
            cut = _CUT_BY_TAGS if _names_voice(_below(page, place)) else _CUT
            is_same = place - seen.get(words, -_FARTHEST) < _FARTHEST and text[-1] != "?"
            is_compared = place <= compared[-1]
            if is_same or (is_compared and _stands_in_longer(cut.split(words), len(text), whole)):
                found.append(place)
            seen[words] = place
        above = place
    return found


_MOST_PARAGRAPHS = 300  # each is looked for in all; no article has as many
_MOST_PLACES = 20  # where a part of one is found


def _may_be_repeat(page: Page, place: int) -> bool:
    """Tell prose, and words alone in their paragraph: a quotation, or what the line below says somebody said."""
    text = page.texts[place]
    if not _FEWEST_WORDS <= text.count(" ") + 1 <= _MOST_WORDS or page.levels[place]:
        return False
    is_whole = _WHOLE_QUOTATION.fullmatch(text) is not None or _VOICE.match(_below(page, place)) is not None
    return is_whole or is_prose(text)


def _names_whom_nothing_else_names(page: Page, place: int) -> bool:
    """Tell words above "— Ada Bloom" where the text has only "Ada and Bert Bloom": nothing else tells who spoke."""
    below = _below(page, place)
    if not below.startswith(_DASHES):
        return False
    name = " ".join(below.partition(",")[0].strip(_ENDS + "—–-").split()[-_FULL_NAME:])
    return is_name(name) and sum(name in text for text in page.texts) == 1


_DASHES = ("—", "–", "-")
_FULL_NAME = 2  # words


def _below(page: Page, place: int) -> str:
    return "".join(page.texts[place + 1 : place + 2])


_FEWEST_WORDS, _MOST_WORDS = 8, 80
_FARTHEST = 8  # lines of the page from one picture's text to the same text below
_WHOLE_QUOTATION = re.compile(r"[“\"‘'][^“”\"]*[”\"’']\W{0,2}")
_ENDS = " \t\"“”'‘’.,;:!?…•"


def _stands_in_longer(parts: list[str], length: int, whole: str) -> bool:
    """Tell whether lines of `whole` longer than `length` have all parts, but for the shortest."""
    long = [part for part in map(str.strip, parts) if len(part) >= _SHORTEST_PART]
    return bool(long) and all(_is_in_longer(part, length, whole) for part in long)


_CUT = re.compile(r"…|\.\.\.|\[[^\[\]]{0,40}\]")
_CUT_BY_TAGS = re.compile(rf"{_CUT.pattern}|(?<=[a-z])[.!?] ")  # in the text "he said" may stand there
_SHORTEST_PART = 15  # characters


def _is_in_longer(part: str, length: int, whole: str) -> bool:
    at = -1
    for _ in range(_MOST_PLACES):
        at = whole.find(part, at + 1)
        if at < 0:
            break
        end = whole.find("\n", at)
        if (end if end >= 0 else len(whole)) - (whole.rfind("\n", 0, at) + 1) > length:
            return True
    return False


def _names_voice(text: str) -> bool:
    """Tell "— Ada Bloom", "Ada Bloom, harbour master" and "“Ada”", below words that were set large."""
    is_short = len(text) <= _LONGEST_VOICE and not is_prose(text)
    return is_short and (_VOICE.match(text) is not None or is_name(text.partition(",")[0].strip(_ENDS)))


_LONGEST_VOICE = 90  # characters
_VOICE = re.compile(r"[—–-]{1,2}\s*(?:\w+ ){0,3}[A-Z]|[“\"][A-Z]\w+[”\"]$")
