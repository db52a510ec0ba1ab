"""Read YAML as JSON has it: what people write by hand, in front matter and in curation files.

In: text.  Out: texts, numbers, lists and mappings. Nothing is guessed (2024-02-30 stays text, and is then refused by
the rule of its field), and nothing is lost: a key may not come twice in a mapping.
"""

import re
from collections.abc import Hashable, Iterator
from typing import Any

import yaml

_MAX_DEPTH = 100
_NESTING = re.compile(r"[\[{]|[-?:]\s+(?=[-?]\s)|\n\s+")  # what may open a value inside a value
_MERGE = "tag:yaml.org,2002:merge"
_TIMESTAMP = "tag:yaml.org,2002:timestamp"


def read_yaml(text: str) -> Any:
    """Return what `text` says.

    Raises YAMLError, mostly with the line at fault, and ValueError for a number that is too long.
    """
    _refuse_depth(text)
    return yaml.load(text, Loader=_Loader)  # nosec B506  # a SafeLoader


def _refuse_depth(text: str) -> None:
    """Raise YAMLError where values lie in values too deeply: the C parser would end the process."""
    if len(_NESTING.findall(text)) <= _MAX_DEPTH:
        return
    depth = 0
    events: Iterator[Any] = yaml.parse(text, Loader=_Loader)
    for event in events:
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > _MAX_DEPTH:
            raise yaml.constructor.ConstructorError(
                problem="nested too deeply", problem_mark=event.start_mark
            )


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]  # the C parser, where it is built
    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen = set()
        for key_node, _ in node.value:
            if key_node.tag == _MERGE:
                continue
            key = self.construct_object(key_node, deep=True)
            if not isinstance(key, Hashable):
                continue  # refused below
            if key in seen:
                raise yaml.constructor.ConstructorError(
                    problem=f'the key "{key}" is there twice', problem_mark=key_node.start_mark
                )
            seen.add(key)
        found: dict[Any, Any] = super().construct_mapping(node, deep)
        return found


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != _TIMESTAMP]
    for first, resolvers in _Loader.yaml_implicit_resolvers.items()
}
