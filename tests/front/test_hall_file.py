"""A hall as a file: what is written can be read, what is read can be applied, and a mistake has its line."""

from __future__ import annotations

import tomllib
from itertools import count
from typing import Any

import pytest
from click.testing import CliRunner
from django.test import Client
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from hirehall.foundation import clock
from hirehall.foundation.actor import Hat, system
from hirehall.foundation.models import FactRow
from hirehall.foundation.money import Money
from hirehall.foundation.refused import Refused
from hirehall.front.actions.import_hall import import_hall, tried
from hirehall.front.hall_file import as_file, configuration_of
from hirehall.front.hall_file.toml import dumps
from hirehall.halls.models import Hall, Policy
from hirehall.halls.queries import policy_now
from hirehall.halls.states.leading import LEADS
from hirehall.look.typefaces import TYPEFACES
from hirehall.money.queries import fee_quote
from hirehall.people.actions.start_staff_session import start_staff_session
from hirehall.skills.models import Skill
from hirehall.vetting.actions.keep_bank import draft_version
from hirehall.vetting.models import Bank
from hirehall.wiring.commands.hall import command
from tests.makers.base import actor_of, make_person
from tests.wiring.test_every_address import BACKEND

pytestmark = pytest.mark.django_db
BY = system("command")
SLUGS = count(1)
TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r"), max_size=40)
LEAF = st.booleans() | st.integers(-(2**60), 2**60) | TEXT
TREE = st.recursive(
    st.dictionaries(TEXT, LEAF | st.lists(LEAF, max_size=3), max_size=4),
    lambda inner: st.dictionaries(TEXT, LEAF | inner | st.lists(inner, min_size=1, max_size=3), max_size=4),
    max_leaves=12,
)
WORDS = st.text("abcdefghij äß’-.", min_size=3, max_size=30).map(lambda text: " ".join(f"x{text}".split()))


@given(TREE)
@settings(max_examples=60)
def test_what_is_written_reads_as_it_was(values: dict[str, Any]) -> None:
    assert tomllib.loads(dumps(values)) == values


@st.composite
def configurations(draw: st.DrawFn) -> dict[str, Any]:
    skills = draw(
        st.lists(st.sampled_from(["Sonnets", "Odes", "Haiku", "Ballads", "Limericks"]), unique=True)
    )
    slug = f"hall-{next(SLUGS)}"
    share = {"kind": "percent", "basis_points": draw(st.integers(1, 5000)), "label": "Share"}
    return {
        "hall": {
            "slug": slug, "name": draw(WORDS), "tagline": draw(WORDS),
            "domain": draw(st.sampled_from(["", f"{slug}.example"])),
            "currency": draw(st.sampled_from(["EUR", "JPY", "USD"])), "time_zone": "Europe/Berlin",
            "hue": draw(st.integers(0, 359)), "chroma_thousandths": draw(st.integers(0, 200)),
            "typeface": draw(st.sampled_from(list(TYPEFACES))),
            "leads_with": draw(st.sampled_from(list(LEADS))),
            "escrow_word": draw(WORDS), "contact_email": "",
        },
        "policy": {
            "payout_hold_days": draw(st.integers(0, 365)), "proposals_per_week": draw(st.integers(1, 1000)),
            "package": {"offered": draw(st.booleans()), "very_late_after_hours": draw(st.integers(1, 720))},
        },
        "fees": {"form": 1, "client": [], "freelancer": [share]},
        "category": {"poems": {"name": draw(WORDS), "icon": "feather",
                               "skills": {name: [name.lower()] for name in sorted(skills)}}},
        "clause": [{"kind": "confidentiality", "title": draw(WORDS), "text": draw(WORDS)}],
    }  # fmt: skip


def agrees(found: Any, wanted: Any) -> bool:
    """Whether everything that is wanted is found."""
    if isinstance(wanted, dict):
        return all(key in found and agrees(found[key], value) for key, value in wanted.items())
    return bool(found == wanted)


@given(configurations(), configurations())
@settings(max_examples=6, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
def test_a_hall_becomes_what_a_file_says_and_its_own_file_changes_nothing(
    first: dict[str, Any], second: dict[str, Any]
) -> None:
    hall = import_hall(dumps(first), by=BY)
    assert agrees(configuration_of(hall), first)
    kept = {name: first["hall"][name] for name in ("slug", "domain", "currency", "time_zone")}
    second["hall"] |= kept
    import_hall(dumps(second), by=BY)
    hall.refresh_from_db()
    now = configuration_of(hall)
    assert agrees({**now, "clause": None}, {**second, "clause": None})
    assert second["clause"][0] in now["clause"]
    assert now["category"]["poems"]["skills"].keys() == second["category"]["poems"]["skills"].keys()
    assert tried(as_file(hall), by=BY).changes == ()


def opened(**policy: int) -> Hall:
    numbers = "".join(f"{name} = {value}\n" for name, value in policy.items())
    return import_hall(f'[hall]\nslug = "poets"\nname = "Poets’ Corner"\n[policy]\n{numbers}', by=BY)


WRONG = [
    ("hue = 400", "Line 4, hall.hue: A hue is a number from 0 to 359."),
    ('typeface = "comic"', "Line 4, hall.typeface: Choose one of inter, system"),
    ('leads_with = "luck"', "Line 4, hall.leads_with: Choose one of milestone, package"),
    ("hue = true", "Line 4, hall.hue: Write a whole number."),
    ("colour = 4", "Line 4, hall.colour: This is not known here"),
    ('currency = "XQX"', "Line 4, hall.currency: XQX is not a known currency code."),
    ("[policy]\npayout_hold_days = 900", "Line 5, policy.payout_hold_days: Write a number from 0 to 365."),
    ("[policy.package]\noffered = 1", "Line 5, policy.package.offered: Write true or false."),
    ("[policy.raft]\nsails = 1", "Line 5, policy.raft.sails: A policy has no such number."),
    ("[fees]\nform = 7", "Line 4, fees: These rules cannot be read."),
    ("[[clause]]\nkind='confidentiality'\ntitle='A'\ntext='B'\n[[clause]]\nkind='x'\ntitle='C'\ntext='D'",
     "Line 8, clause.1: A clause has a kind"),
    ("[category.verse]\nname = 'Verse'\nicon = 'feather'\nskills = {Odes = 3}",
     "category.verse.skills.Odes: Write a list of texts"),
    ("hue = ", "This is not TOML: Invalid value (at line 4"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "says"), WRONG)
def test_a_mistake_is_said_with_its_line_and_changes_nothing(line: str, says: str) -> None:
    hall = opened()
    before, facts = as_file(hall), FactRow.objects.count()
    with pytest.raises(Refused) as caught:
        import_hall(f'[hall]\nslug = "poets"\ntagline = "Other words"\n{line}\n', by=BY)
    assert says in caught.value.sentence
    hall.refresh_from_db()
    assert (as_file(hall), FactRow.objects.count()) == (before, facts)


def test_what_is_dated_counts_from_its_day_on_and_what_runs_keeps_its_policy() -> None:
    hall = opened(payout_hold_days=5)
    under = policy_now(hall.id)
    file = (
        as_file(hall)
        .replace("payout_hold_days = 5", "payout_hold_days = 2")
        .replace("basis_points = 2000", "basis_points = 1000")
    )
    plan = tried(file, by=BY)
    assert [change.text.partition(", from")[0] for change in plan.changes] == [
        "~ policy.payout_hold_days: 5 → 2",
        "~ fees.freelancer: 20% of the price → 10% of the price",
    ]
    assert (Policy.objects.count(), as_file(hall).count("basis_points = 2000")) == (
        1,
        1,
    )  # looked at, and nothing kept
    import_hall(file, by=BY)
    assert policy_now(hall.id) == under
    with clock.later(days=2):
        assert policy_now(hall.id).payout_hold_days == 2
    hundred = Money(100_00, "EUR")
    assert fee_quote(hall.id, amount=hundred).freelancer_fee.minor == 20_00
    with clock.later(days=40):
        assert fee_quote(hall.id, amount=hundred).freelancer_fee.minor == 10_00


def test_a_skill_that_the_file_leaves_out_is_closed_and_one_that_comes_back_is_open_again() -> None:
    hall = opened()
    file = as_file(hall)
    line = next(line for line in file.splitlines() if line.startswith("Django = "))
    import_hall(file.replace(line + "\n", ""), by=BY)
    assert Skill.objects.get(hall=hall, name="Django").closed_at is not None
    import_hall(file, by=BY)
    assert Skill.objects.get(hall=hall, name="Django").closed_at is None


def test_the_desk_shows_the_difference_before_it_applies_it(client: Client) -> None:
    hall = opened()
    operator = make_person("Olga Operator", Hat.CLIENT, operator=True)
    client.force_login(operator, backend=BACKEND)
    assert client.get("/desk/hall/file/").status_code == 302
    session = client.session
    session["staff_session_id"] = str(start_staff_session(by=actor_of(operator), reason="Files").id)
    session.save()
    file = as_file(hall).replace('"Poets’ Corner"', '"The Poets"')
    shown = client.post("/desk/hall/file/", {"text": file}).content.decode()
    assert "~ hall.name: Poets’ Corner → The Poets" in shown
    assert Hall.objects.get().name == "Poets’ Corner"
    assert client.post("/desk/hall/file/", {"text": file, "do": "apply"}).status_code == 302
    assert Hall.objects.get().name == "The Poets"
    wrong = client.post("/desk/hall/file/", {"text": file + "x = 1\n", "do": "apply"}).content.decode()

    assert "board.x: This is not known here; known are checks, free_mail, hosts" in wrong
    new = client.post("/desk/hall/file/", {"text": file.replace('"poets"', '"two"'), "do": "apply"})
    assert new.headers["Location"] == "/at/two/"
    assert client.get("/desk/hall/file/download/")["Content-Type"].startswith("application/toml")


def test_the_command_exports_checks_and_imports(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from contextlib import nullcontext

    monkeypatch.setattr("hirehall.wiring.installation.django", lambda: nullcontext())
    opened()
    run = CliRunner()
    file = tmp_path / "hall.toml"
    file.write_text(
        run.invoke(command, ["export", "poets"]).output.replace(
            "payout_hold_days = 5", "payout_hold_days = 6"
        )
    )
    checked = run.invoke(command, ["import", str(file), "--check"])
    assert (checked.exit_code, "policy.payout_hold_days: 5 → 6" in checked.output) == (0, True)
    assert Policy.objects.count() == 1
    assert run.invoke(command, ["import", str(file)]).exit_code == 0
    assert Policy.objects.count() == 2
    file.write_text("[hall]\nslug = 'poets'\nhue = 999\n")
    refused = run.invoke(command, ["import", str(file)])
    assert (refused.exit_code, "Line 3, hall.hue" in refused.output) == (1, True)
    assert run.invoke(command, ["export", "nobodys"]).exit_code == 1


def test_a_skill_is_renamed_not_closed_and_made_anew_and_categories_are_put_in_order() -> None:
    hall = import_hall(
        '[hall]\nslug = "poets"\nname = "Poets"\n[category.verse]\nname = "Verse"\nicon = "feather"\n'
        'skills = {Odes = ["ode"], Sonnets = []}\n[category.prose]\nname = "Prose"\nicon = "feather"\nskills = {}\n',
        by=BY,
    )
    odes = Skill.objects.get(name="Odes")
    file = (
        '[hall]\nslug = "poets"\n[category.prose]\nname = "Stories"\nicon = "feather"\nskills = {}\n'
        '[category.verse]\nname = "Verse"\nicon = "feather"\n'
        'skills = {"Odes and hymns" = ["ode", "Odes"], Sonnets = []}\n'
        'was = {"Odes and hymns" = "Odes"}\n'
    )
    assert [change.text for change in tried(file, by=BY).changes] == [
        "~ category: verse, prose → prose, verse",
        "~ category.prose.name: Prose → Stories",
        "~ category.verse.skills: Odes → Odes and hymns",
        "~ category.verse.skills.Odes and hymns: ode → ode, Odes",
    ]
    import_hall(file, by=BY)
    odes.refresh_from_db()
    assert (odes.name, odes.synonyms, odes.closed_at, Skill.objects.count()) == (
        "Odes and hymns",
        ["ode", "Odes"],
        None,
        2,
    )
    assert list(configuration_of(hall)["category"]) == ["prose", "verse"]
    assert tried(file, by=BY).changes == ()  # a file that says what was renamed can be read again
    assert tried(as_file(hall), by=BY).changes == ()
    with pytest.raises(Refused, match=r"category.verse.was.Odes: Write the new name"):
        import_hall(file.replace('was = {"Odes and hymns"', "was = {Odes"), by=BY)


SHOP = """
[hall]
slug = "poets"
name = "Poets"
[category.verse]
name = "Verse"
icon = "feather"
skills = {Odes = []}
[test.odes]
open = true
minutes = 20
drawn = 2
pass_percent = 60
retake_days = 30
valid_months = 24
[[test.odes.question]]
key = "feet"
kind = "number"
text = "How many feet has a pentameter?"
right = "5"
tolerance = "0"
points = 2
[[test.odes.question]]
key = "who"
kind = "several"
text = "Who wrote odes?"
options = ["Pindar", "Sappho", "Euclid"]
right = [1, 2]
points = 1
why = "Euclid wrote Elements."
[screening."The long way"]
open = true
admits = true
intro = "For those who mean it."
reapply_days = 90
valid_months = 0
[[screening."The long way".stage]]
kind = "test"
name = "What you know"
text = ""
days = 14
pass_percent = 60
examiners = 1
blind = true
minutes = 30
test = "odes"
[[screening."The long way".stage]]
kind = "form"
name = "About you"
text = ""
days = 7
pass_percent = 50
examiners = 2
blind = true
minutes = 30
questions = ["Why verse?"]
[[screening."The long way".stage.rubric]]
text = "Says why"
most = 5
"""


def test_tests_and_screenings_go_from_hall_to_hall_and_a_change_publishes_a_version() -> None:
    hall = import_hall(SHOP, by=BY)
    file = as_file(hall)
    assert tried(file, by=BY).changes == ()
    second = import_hall(file.replace('"poets"', '"bards"'), by=BY)
    assert as_file(second).replace('"bards"', '"poets"') == file
    other = file.replace('right = "5"', 'right = "6"').replace('name = "About you"', 'name = "Your story"')
    told = [change.text for change in tried(other, by=BY).changes]
    assert [line.split(":")[0] for line in told] == [
        "~ test.odes.question.feet",
        "- screening.The long way.stage.About you",
        "+ screening.The long way.stage.Your story",
    ]
    assert "right 5;" in told[0]
    assert "right 6;" in told[0]
    import_hall(other, by=BY)
    assert as_file(hall) == other
    bank = Bank.objects.get(hall=hall)
    assert [(version.number, version.questions.count()) for version in bank.versions.order_by("number")] == [
        (1, 2),
        (2, 2),
    ]
    import_hall(other, by=BY)
    assert bank.versions.count() == 2, "nothing has changed, so nothing is published"


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ('right = "5"', 'right = "five"', r"Line 16, test.odes.question.0: Question 1: the right number"),
        ('key = "who"', 'key = "feet"', "The key feet stands there twice"),
        ("drawn = 2", "drawn = 3", "Each person is asked 3 questions, and the bank has 2"),
        ("minutes = 20", "minutes = 900", "Line 11, test.odes.minutes: Write a number from 1 to 240"),
        ("points = 2\n", "", "Line 16, test.odes.question.0.points: This is missing"),
        ("right = [1, 2]", "right = [4]", "4 is none of the options"),
        ("skills = {Odes = []}", "skills = {Hymns = []}", "test.odes: The hall has no skill with this short name"),
        ('test = "odes"', 'test = "prose"', "The hall has no test of this skill"),
        ('kind = "form"', 'kind = "dance"', "A stage is one of form"),
        ("admits = true", "admits = 1", "admits: Write true or false"),
        (SHOP[SHOP.index('[[screening."The long way".stage.rubric'):], "", "by which criteria it is scored"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_test_or_a_screening_has_its_place_and_nothing_is_kept(
    before: str, after: str, said: str
) -> None:
    assert before in SHOP
    with pytest.raises(Refused, match=said):
        import_hall(SHOP.replace(before, after), by=BY)
    assert not Hall.objects.filter(slug="poets").exists()


def test_a_draft_that_is_being_written_is_not_written_over() -> None:
    import_hall(SHOP, by=BY)
    bank = Bank.objects.get()
    draft_version(bank.id, by=BY)
    assert import_hall(SHOP, by=BY).slug == "poets", "nothing differs from what is published"
    with pytest.raises(Refused, match="A draft of it is being written"):
        import_hall(SHOP.replace("minutes = 20", "minutes = 25"), by=BY)


def test_a_test_and_a_screening_are_closed_by_their_file() -> None:
    hall = import_hall(SHOP, by=BY)
    closed = SHOP.replace("open = true", "open = false").replace("admits = true", "admits = false")
    import_hall(closed, by=BY)
    found = configuration_of(hall)
    assert (found["test"]["odes"]["open"], found["screening"]["The long way"]["open"]) == (False, False)
    import_hall(SHOP, by=BY)
    assert configuration_of(hall)["screening"]["The long way"]["admits"] is True
