"""What the documents say is true: examples, commands, options, settings, targets, links."""

import re
import shlex
from dataclasses import fields
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import click
import pytest
from programs import load_program

from api.cli import main
from api.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted(
    path
    for folder in (".", "docs", "docs/decisions", "seeds", "schema")
    for path in (ROOT / folder).glob("*.md")
)
READ_BY_USERS = "\n".join(page.read_text("utf-8") for page in PAGES)

example_program = load_program(ROOT / "docs" / "examples.py")
EXAMPLES = list(example_program.examples())

decisions_program = load_program(ROOT / "docs" / "decisions.py")
LONGEST_TOPIC = 250  # lines
CODE = "\n".join(path.read_text("utf-8") for path in (ROOT / "api").rglob("*.py"))


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    return example_program.seeds_client(tmp_path_factory.mktemp("docs"))


@pytest.mark.parametrize(
    "example", EXAMPLES, ids=lambda example: f"{example.page.stem}: {example.command[8:80]}"
)
def test_an_example_shows_the_answer_that_is_given(client, example):
    """When the answer changed on purpose: python docs/examples.py."""
    given = example_program.answer(client, example.command)

    assert example_program.comparable(example.answer) == example_program.comparable(given)


def test_every_console_block_is_read_as_an_example():
    shown = sum(page.read_text("utf-8").count("```console") for page in example_program.PAGES)

    assert shown == len(EXAMPLES) > 10


def test_a_wrong_answer_would_be_noticed(client):
    example = next(example for example in EXAMPLES if "/v1/quotes?speaker=" in example.command)
    given = example_program.comparable(example_program.answer(client, example.command))

    assert given != example_program.comparable(example.answer.replace("invasion", "parade"))


def test_every_noun_has_an_example_and_every_address_a_line(client):
    rules = [rule.rule for rule in client.application.url_map.iter_rules() if rule.rule.startswith("/v1/")]
    asked = {found for example in EXAMPLES for found in re.findall(r"/v1/(\w+)", example.command)}
    documented = {path.split("?")[0] for path in re.findall(r"`(/v1/[^`]*)`", READ_BY_USERS)}

    assert {"articles", "quotes", "speakers", "tags", "publishers"} <= asked
    assert {rule.replace("<id_>", "{id}").replace("<name>", "{name}") for rule in rules} - documented == set()


COMMANDS = main.list_commands(click.Context(main))


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_has_help_with_an_example_and_is_documented(name):
    command = main.get_command(click.Context(main), name)

    assert f"onrecord {name}" in READ_BY_USERS
    assert f"onrecord {name}" in (command.help or ""), "its help shows an example"
    assert all(option.help for option in command.params if isinstance(option, click.Option))


def shown_commands() -> list[list[str]]:
    """Every line of a fenced block that calls onrecord, as words, comments cut off."""
    blocks = re.findall(r"^```\w*\n(.*?)^```", READ_BY_USERS, re.MULTILINE | re.DOTALL)
    lines = [line.split("  #")[0] for block in blocks for line in block.splitlines()]
    found = [re.search(r"(?:^|/| )onrecord (?=[a-z]).*", line) for line in lines if "──" not in line]
    return [shlex.split(match[0].strip().lstrip("/"))[1:] for match in found if match]


@pytest.mark.parametrize("words", shown_commands(), ids=" ".join)
def test_a_command_that_is_shown_exists_with_its_options(words):
    command = main.get_command(click.Context(main), words[0])
    known = {option for parameter in command.params for option in parameter.opts}

    assert {word for word in words if word.startswith("--")} <= known


@pytest.mark.parametrize("setting", fields(Settings), ids=lambda setting: setting.name)
def test_a_setting_is_documented_with_its_default(setting):
    rows = [
        line
        for line in READ_BY_USERS.splitlines()
        if line.startswith(f"| `ONRECORD_{setting.name.upper()}` |")
    ]
    default = str(setting.default).lower() if isinstance(setting.default, bool) else str(setting.default)

    assert len(rows) == 1
    assert rows[0].endswith(f"| `{default}` |")


def test_no_document_names_a_variable_that_nobody_reads():
    read = {f"ONRECORD_{setting.name.upper()}" for setting in fields(Settings)}
    read |= set(re.findall(r"ONRECORD_\w+", (ROOT / "gunicorn.conf.py").read_text("utf-8")))
    files = [*PAGES, ROOT / "Dockerfile", ROOT / "compose.yaml"]
    named = {name for file in files for name in re.findall(r"ONRECORD_[A-Z_]*[A-Z]", file.read_text("utf-8"))}

    assert named <= read


def test_every_make_target_that_is_named_exists():
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    named = set(re.findall(r"(?:^|`|to run )make ([a-z]+)", READ_BY_USERS, re.MULTILINE))

    assert {"serve", "test"} <= named <= targets


def test_readme_starts_with_serve_and_then_test():
    commands = re.findall(
        r"^```\n(.*?)\n```", (ROOT / "README.md").read_text("utf-8"), re.MULTILINE | re.DOTALL
    )

    assert commands[:2] == ["make serve", "make test"]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_between_documents_lead_somewhere(page):
    targets = re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text("utf-8"))

    assert [target for target in targets if not (page.parent / target).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_a_link_to_a_heading_finds_it(page):
    """What a heading is called in a link is told by GitHub's rule."""
    links = re.findall(r"\]\((?!https?:)([^)#]*)#([^)]+)\)", page.read_text("utf-8"))
    headings = {
        path: re.findall(
            r"^#+ (.+)$", ((page.parent / path) if path else page).read_text("utf-8"), re.MULTILINE
        )
        for path, _ in links
    }

    anchors = {path: {decisions_program.anchor(one) for one in found} for path, found in headings.items()}
    assert [link for link in links if link[1] not in anchors[link[0]]] == []


def test_the_table_of_decisions_is_fresh():
    topics = {path.stem for path in decisions_program.FOLDER.iterdir()}

    assert topics == set(decisions_program.TOPICS)
    assert decisions_program.PAGE.read_text("utf-8") == decisions_program.page(), "python docs/decisions.py"


@pytest.mark.parametrize("topic", decisions_program.TOPICS)
def test_a_topic_of_decisions_is_short_and_names_what_is_there(topic):
    """A log would grow without end: who decides anew replaces what was there."""
    text = (decisions_program.FOLDER / f"{topic}.md").read_text("utf-8")
    named = re.findall(r"`((?:api|bench|docs|schema|tests)/[\w./]+)`", text)
    constants = re.findall(r"`(?!ONRECORD_)([A-Z]+_[A-Z_]+)`", text)

    assert len(text.splitlines()) <= LONGEST_TOPIC
    assert [path for path in named if not (ROOT / path).exists()] == []
    assert [name for name in constants if not re.search(rf"\b{name}\b", CODE)] == []


def test_readme_names_every_room():
    rooms = {
        path.name for path in (ROOT / "api").iterdir() if path.is_dir() and (path / "__init__.py").exists()
    }
    readme = (ROOT / "README.md").read_text("utf-8")

    assert {room for room in rooms if f"`api/{room}/`" not in readme} == set()


def named_in(text: str) -> set[str]:
    """The modules that a room's docstring names: before the wide gap of an indented line, or in backticks."""
    lines = re.findall(r"^ {4}(\w+(?:, \w+)*)(?:  |$| )", text, re.MULTILINE)
    return {name for line in lines for name in line.split(", ")} | set(re.findall(r"`(\w+)`", text))


@pytest.mark.parametrize(
    "room",
    [
        *("api", "api.loader", "api.operations", "api.pages", "api.rest", "api.store"),
        *(
            "api.extract",
            "api.extract.files",
            "api.extract.webpages",
            "api.extract.article",
            "api.extract.grammar",
        ),
        *("api.extract.finding", "api.extract.attributing", "api.extract.resolving"),
    ],
)
def test_a_room_names_all_that_is_in_it(room):
    """Whoever opens a room reads its docstring first; what that leaves out is found by chance."""
    package = import_module(room)
    modules = {module.name for module in iter_modules(package.__path__)} - {"__main__"}

    assert modules - named_in(package.__doc__) == set()
