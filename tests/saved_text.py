"""An article that a program saved from a page as text, with lines of the page above and below.

All people, papers and places are invented; the forms are those that such programs leave.
"""

from api.extract import extract_article, read_bytes
from api.model import Article

TITLE = "Council votes to send patrol boats to Marle"
LEAD = """\
The council voted on Monday to send two patrol boats to the waters off Marle, a step that ministers in Ostley had \
put off for most of the year because nobody would pay for the crews.

“We can’t wait for another winter,” said Dora Pell, the defence minister, as she left the chamber late in the \
evening. “People are tired of smugglers, and they are tired of us.”"""
BODY = f"""{LEAD}

The boats will sail from Ostley before the end of the month, according to a plan that was seen by reporters, and \
stay until the smugglers have gone."""


def read(above: str, *, below: str = "", body: str = BODY) -> Article:
    """Read an article below `above` and above `below`, whose lines are parted by " ¶ "; "TITLE" is the headline."""
    parts = [*above.replace("TITLE", TITLE).split("¶"), body, *below.split("¶")]
    text = "\n\n".join(part.strip("\n ") for part in parts if part.strip())
    return extract_article(next(iter(read_bytes(f"{text}\n".encode(), "a.txt"))))
