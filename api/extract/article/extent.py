"""Tell where the head of a page ends: above its first paragraph, below what signs the text.

In: a `Page` on which lines are labelled that say what they are.  Out: the places of the head.
"""

import re

from api.extract.article.page import LONGEST_SENTENCE, MAX_HEAD, Page, is_longer_than_kicker, is_prose
from api.extract.article.signature import is_certain, names_people, signature


def head_of(page: Page, *, has_title: bool) -> list[int]:
    """Return the places above the first paragraph of prose; none when no prose is near."""
    own = [place for place in page.unlabelled()[: MAX_HEAD + 1] if place <= _MAX_WITH_BUTTONS]
    for place in own:
        text = page.texts[place]
        if page.levels[place] or not is_prose(text) or signature(text):
            continue
        if has_title or not _is_headline_sentence(page, place):
            return list(range(_below_picture(page, _below_standfirst(page, place))))
    return list(range(_below_signatures(page, own)))


def _below_picture(page: Page, first: int) -> int:
    """Return where the text begins: behind a picture's caption and credit, where a dateline follows them."""
    credit, lead = first + 1, first + 2
    is_picture = (
        lead < len(page.texts) and page.labels[credit] == "caption" and _DATELINE.match(page.texts[lead])
    )
    return lead if is_picture else first


def _below_signatures(page: Page, own: list[int]) -> int:
    """Return where a list without prose begins, below a headline and what signs it; 0 where nothing does."""
    end = 0
    for place in own[1:]:
        if end and not signature(page.texts[place]):
            break
        if end or _signs(page, place):
            end = place + 1
    return end


_MAX_WITH_BUTTONS = 3 * MAX_HEAD  # paragraphs of a head, with all that says itself what it is


def _is_headline_sentence(page: Page, place: int) -> bool:
    """Tell whether the first line is a headline that ends a sentence: short, and nothing but labels above it.

    With a full stop it is one where what signs the text stands below it.
    """
    text = page.texts[place]
    above = any(
        label == "headline" or (label is None and is_longer_than_kicker(other))
        for label, other in zip(page.labels[:place], page.texts, strict=False)
    )
    if above or text.count(" ") >= LONGEST_SENTENCE or place + 1 == len(page.texts):
        return False
    return text.endswith(("?", "!")) or _is_signed_below(page, place)


def _is_signed_below(page: Page, place: int) -> bool:
    """Tell whether a line that can only sign a text stands below, before the next paragraph of prose.

    Below a headline of two sentences a standfirst may stand between, and a day alone signs.
    """
    is_of_two = _TWO_SENTENCES.search(page.texts[place]) is not None
    standfirsts = 1 if is_of_two else 0
    for below in range(place + 1, min(place + _LONGEST_BELOW, len(page.texts))):
        text = page.texts[below]
        if _signs(page, below) or (is_of_two and signature(text) == "date"):
            return any(is_prose(text) for text in page.texts[below + 1 :])
        if page.labels[below] is None and is_prose(text):
            standfirsts -= 1
            if standfirsts < 0 or text.count(" ") >= _LONGEST_STANDFIRST:
                return False
    return False


_TWO_SENTENCES = re.compile(r"[a-z][.!?…]+[\"'”’]*\s+[\"'“‘]?[A-Z]")


def _signs(page: Page, place: int) -> bool:
    """Tell a line that can only sign a text, or a day beside names or a reading time."""
    text = page.texts[place]
    if page.labels[place] is not None:
        return page.labels[place] in {"reading time", "date"}
    beside = [other for other in (place - 1, place + 1) if 0 <= other < len(page.texts)]
    return is_certain(text) or (
        signature(text) == "date" and any(names_people(page.texts[other], all_known=True) for other in beside)
    )


def _below_standfirst(page: Page, first: int) -> int:
    """Return where the text begins: at `first`, unless that is a standfirst, with the byline below it.

    A standfirst may be a whole sentence, or two.  It is one where a headline stands above it and nothing that
    signs the text, where it is short, and where a line that can only sign a text comes before the next paragraph;
    below a single one a day alone will do.
    """
    above = [place for place in range(first) if page.labels[place] in {None, "headline"}]
    if not above or {"byline", "date"} <= {signature(page.texts[place]) for place in above}:
        return first
    end, sentences = first, 0
    for place in range(first, min(first + _LONGEST_BELOW, len(page.texts))):
        text = page.texts[place]
        if page.labels[place] not in {None, "reading time", "date"}:
            continue
        if page.labels[place] is None and is_prose(text) and not signature(text):
            sentences += 1
            if (
                _DATELINE.match(text)
                or end > first
                or sentences > _MOST_SENTENCES
                or text.count(" ") >= _LONGEST_STANDFIRST
            ):
                break
        elif _signs(page, place) or (signature(text) and (end > first or _signs_standfirst(page, place))):
            end = place + 1
    has_text = any(is_prose(text) for text in page.texts[end:])
    return end if has_text else first


def _signs_standfirst(page: Page, place: int) -> bool:
    """Tell a day, or a name with its paper, on a line of its own right below a standfirst and above a longer lead."""
    lead = next((text for text in page.texts[place + 1 : place + 3] if is_prose(text)), "")
    return is_prose(page.texts[place - 1]) and lead.count(" ") >= page.texts[place - 1].count(" ")


# "OSTLEY (GNS) —", "PORT ELLERY, Maine –": where a report begins
_DATELINE = re.compile(r"[A-Z]{3}[A-Z .'’-]*(?:, [A-Z][\w. ]{1,20})?\s?(?:\([^()]{2,30}\))?\s?[—–-]")
_LONGEST_BELOW = 10  # paragraphs, from the standfirst to the last line that signs
_MOST_SENTENCES = 3  # paragraphs of a standfirst
_LONGEST_STANDFIRST = 60  # words
