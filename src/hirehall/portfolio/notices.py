"""Who is told what about work that is shown. Likes and followers are told together, once a day at most."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.urls import reverse

from hirehall.conversations.operations import post_notice
from hirehall.foundation import facts
from hirehall.foundation.jobs import job, periodic
from hirehall.people.queries import hiring_members
from hirehall.portfolio.facts import HidingAnswered
from hirehall.portfolio.models import Credit, Hiding, Project, Report
from hirehall.portfolio.operations import News, gather_news
from hirehall.portfolio.queries import quotes_of
from hirehall.portfolio.states import CreditState

SAYS = {
    CreditState.ASKED: "{name} asks whether “{piece}” may say that it was made in your contract “{contract}”.",
    CreditState.AGREED: "“{piece}” says now that it was made in a contract here: your client agrees.",
    CreditState.DECLINED: "Your client does not want “{piece}” to say that it was made in a contract here.",
    CreditState.TAKEN_BACK: "“{piece}” does not say any more that it was made in a contract here.",
}


@periodic("portfolio.tell_makers", cron="10 16 * * *")
def tell_makers() -> None:
    """Once a day: who likes your work and who follows you now, in one sentence."""
    with transaction.atomic():
        for news in gather_news():
            post_notice(
                person_ids=[news.maker_id],
                hall_id=news.hall_id,
                kind="gallery.liked",
                sentence=sentence_of(news),
                href=reverse("portfolio:wall")
                if news.top_id is None
                else reverse("portfolio:piece", args=[news.top_id]),
                mail=False,
            )


def sentence_of(news: News) -> str:
    """“Three people like your work, “A poster” most, and one follows you now.”"""
    said = []
    if news.likes:
        said.append(f"{_people(news.likes, 'likes', 'like')} “{news.title}”" if news.pieces == 1 else
                    f"{_people(news.likes, 'likes', 'like')} your work, “{news.title}” most")  # fmt: skip
    if news.followers:
        said.append(_people(news.followers, "follows", "follow") + " you now")
    text = " and ".join(said)
    return text[0].upper() + text[1:] + "."


def _people(many: int, one_does: str, they_do: str) -> str:
    words: Sequence[str] = ("", "one person", "two people", "three people", "four people", "five people")
    return f"{words[many] if many < len(words) else f'{many} people'} {one_does if many == 1 else they_do}"


@job("portfolio.tell_of_credit", queue="notices")
def tell_of_credit(fact_id: str) -> None:
    """The other side: what was asked, answered or taken back."""
    fact = facts.read(fact_id)
    rows = Credit.objects.select_related("contract", "showing__piece", "showing__person")
    credit = rows.filter(id=fact.data["credit_id"]).first()
    if credit is None:
        return
    contract, state = credit.contract, CreditState(str(fact.data["state"]))
    if fact.data["side"] == "client":
        told: list[UUID] = [contract.freelancer_id]
    else:
        told = hiring_members(contract.organisation_id) if contract.organisation_id else [contract.client_id]
    post_notice(
        person_ids=told,
        hall_id=contract.hall_id,
        kind="credit.moved",
        sentence=SAYS[state].format(
            name=credit.showing.person.name, piece=credit.showing.piece.title, contract=contract.title
        ),
        href=reverse("portfolio:piece", args=[credit.showing_id]),
        fact_id=fact.id,
        about_id=credit.id,
    )


@job("portfolio.tell_of_project", queue="notices")
def tell_of_project(fact_id: str) -> None:
    """The client’s side, when the clock has closed their request: how many have quoted."""
    fact = facts.read(fact_id)
    if not fact.data["by_clock"]:
        return
    project = Project.objects.get(id=fact.data["project_id"])
    quoted, asked = quotes_of(project)
    post_notice(
        person_ids=hiring_members(project.organisation_id)
        if project.organisation_id
        else [project.client_id],
        hall_id=project.hall_id,
        kind="project.closed",
        sentence=f"The days for answers to “{project.title}” are over: {quoted} of {asked} makers sent a quote.",
        href=reverse("portfolio:project", args=[project.id]),
        fact_id=fact.id,
        about_id=project.id,
    )


@job("portfolio.tell_of_hiding", queue="notices")
def tell_of_hiding(fact_id: str) -> None:
    """The maker: their piece is hidden, and why; or what was answered."""
    fact = facts.read(fact_id)
    hiding = Hiding.objects.select_related("showing__piece").filter(id=fact.data["hiding_id"]).first()
    if hiding is None:
        return
    piece = f"“{hiding.showing.piece.title}”"
    says = f"The hall has hidden {piece}. Its page says why, and you may appeal once."
    if fact.name == HidingAnswered.name:
        says = (
            f"{piece} is shown again as it was: the hall has lifted the hiding."
            if fact.data["lifted"]
            else f"{piece} stays hidden. The answer to your appeal stands on its page."
        )
    post_notice(
        person_ids=[hiding.showing.person_id],
        hall_id=hiding.hall_id,
        kind="piece.hiding",
        sentence=says,
        href=reverse("portfolio:piece", args=[hiding.showing_id]),
        fact_id=fact.id,
        about_id=hiding.id,
    )


@job("portfolio.tell_reporters", queue="notices")
def tell_reporters(fact_id: str) -> None:
    """Who has reported a piece: what came of it, and nothing of its maker's."""
    fact = facts.read(fact_id)
    rows = Report.objects.filter(id__in=fact.data["report_ids"]).select_related("showing__piece")
    for row in rows.order_by("id"):
        came = (
            "is hidden now"
            if fact.data["upheld"]
            else "stays: the hall has looked and found no reason to hide it"
        )
        post_notice(
            person_ids=[row.person_id],
            hall_id=row.hall_id,
            kind="piece.report",
            sentence=f"Thank you for your report: “{row.showing.piece.title}” {came}.",
            href=reverse("portfolio:wall"),
            mail=False,
            fact_id=fact.id,
            about_id=row.id,
        )
