"""docs/questions.md shows every question there is, asked as it is written and answered as the sample answers."""

from api.client.shipped import camel
from queries.question import questions
from tests.docs.__main__ import PAGE
from tests.docs.examples import examples
from tests.docs.page import PLACE, TEMPLATE, cut, page, shown, written
from tests.docs.sample import Sample


def test_every_question_has_an_example() -> None:
    asked = {name for example in examples() for name in example.asks}
    missing = {camel(name) for name in questions()} - asked
    assert not missing, "write a file in docs/questions for each, and run: python -m tests.docs"


def test_every_example_has_its_place_and_both_languages() -> None:
    places = {int(place) for place in PLACE.findall(TEMPLATE.read_text(encoding="utf-8"))}
    assert {example.number for example in examples()} == places
    for example in examples():
        assert any("\u4e00" <= letter <= "\u9fff" for letter in example.zh), example.zh
        assert example.en.isascii(), example.en


def test_page_is_what_the_sample_answers(sample: Sample) -> None:
    answers = [shown(sample, example) for example in examples()]
    assert not [each.example.name for each in answers if not each.who]
    assert page(answers) == PAGE.read_text(encoding="utf-8"), "run: python -m tests.docs"


def test_page_tells_no_id(sample: Sample) -> None:
    said = PAGE.read_text(encoding="utf-8")
    ids = sample.asking().question("organizations", first=1000, select="nodes { id }").rows("nodes")
    assert not [row for row in ids if row["id"] in said]


def test_lists_are_cut_and_say_how_much_is_left_out() -> None:
    assert cut({"a": [1, 2, 3, 4], "b": [{"c": [1]}]}, 2) == {"a": [1, 2, "… 还有 2 项 2 more"], "b": [{"c": [1]}]}


def test_what_fits_into_a_line_stands_on_one() -> None:
    assert written({"a": [], "b": {"c": "中"}}) == '{"a": [], "b": {"c": "中"}}'
    assert written({"a": ["x" * 60, "y" * 60]}).splitlines()[0] == "{"
