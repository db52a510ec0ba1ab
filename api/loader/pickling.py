"""Make articles quick to pickle: raw ones go to worker processes, and `onrecord extract` gets them back extracted.

By default, dataclasses with slots are pickled with the name of each field, and rebuilt field by field, which takes
three times as long. Importing this module is enough; it has to be imported where articles are pickled.
"""

import copyreg
from dataclasses import fields
from operator import attrgetter
from typing import Any

from api.model import Article, Excerpt, Mention, Metadata, Quote, RawFile, Removed, Span, Speaker, Tag


def _register(kind: type[Any]) -> None:
    values = attrgetter(*(field.name for field in fields(kind)))
    copyreg.pickle(kind, lambda value: (kind, values(value)))


for _kind in (Article, Excerpt, Mention, Metadata, Quote, RawFile, Removed, Span, Speaker, Tag):
    _register(_kind)
