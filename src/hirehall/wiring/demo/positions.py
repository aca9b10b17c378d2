"""The board of the demo's Writers’ Hall: outside positions in every state, and what one member keeps and looks for."""

from __future__ import annotations

import tomllib
from dataclasses import fields
from datetime import timedelta
from functools import cache
from typing import Any

from hirehall.engagements.listing.actions.close_position import close_position, report_position
from hirehall.engagements.listing.actions.save_search import save_search
from hirehall.engagements.listing.actions.screen_position import (
    dismiss_signal,
    list_position,
    refuse_position,
)
from hirehall.engagements.listing.actions.submit_position import submit_position, withdraw_position
from hirehall.engagements.listing.actions.take_in import take_in_positions, upload_positions
from hirehall.engagements.listing.actions.track_position import note_application, save_position
from hirehall.engagements.listing.models import Content
from hirehall.engagements.listing.queries import Asked, screening_now
from hirehall.foundation import clock
from hirehall.wiring.demo import texts
from hirehall.wiring.demo.paid_board import put_down, to_be_kept
from hirehall.wiring.demo.small_halls import SmallHall
from hirehall.wiring.demo.stage import Steps

TEMPLATE = "writers"
KEEPER, REPORTER = "Idris Quay", "Maeve Tolan"
WHY_NONE = "The employer was telephoned on the number of its register entry, and says so itself."
CONTENT = {field.name for field in fields(Content)}


@cache
def rows() -> list[dict[str, Any]]:
    """The positions, as the file has them."""
    found: list[dict[str, Any]] = tomllib.loads((texts.HERE / "positions.toml").read_text())["position"]
    return found


class Positions(SmallHall):
    """Clients of the hall send in what they hear of; an editor screens it; a writer keeps some."""

    def set_up(self) -> None:
        """Set it into the calendar."""
        for row in rows():
            self._when(row["on"], self.play, self._position(row))
        self._when(8, self._search)
        self._when(2, self._file)

    def _search(self) -> None:
        keeper = self.freelancer(KEEPER)
        save_search(self.hall.id, by=keeper.actor, asked=Asked(text="editor"), every="weekly")

    def _file(self) -> None:
        """The desk brings in what a list of other places had; one row of it is no position and stays out."""
        editor, text = self.editor(), (texts.HERE / "positions.csv").read_text()
        intake = upload_positions(self.hall.id, by=editor, text=text, name="places-in-november.csv")
        take_in_positions(intake.id, by=editor)

    def _position(self, row: dict[str, Any]) -> Steps:
        poster = self.client(row["by"]).actor
        told = {"pay_per": "hour", **{name: row[name] for name in row if name in CONTENT}}
        position = submit_position(self.hall.id, by=poster, content=Content(**told))
        put_down(position, row, by=poster)
        if row["then"] == "submitted":
            return
        yield 0.2
        if row["then"] == "withdrawn":
            withdraw_position(position.id, by=poster)
            return
        editor = self.editor()
        if row["then"] == "refused":
            refuse_position(position.id, by=editor, reason=row["reason"])
            yield 0.1
            yield from to_be_kept(self, position, row, by=poster)
            return
        for signal in position.signals.filter(dismissed_at=None):
            dismiss_signal(position.id, signal.id, by=editor, reason=WHY_NONE)
        list_position(position.id, by=editor, answers=screening_now(self.hall.id).checks)
        yield 0.5
        if row["then"] == "reported":
            report_position(position.id, by=self.freelancer(REPORTER).actor, text=row["report"])
            yield 11
            yield from to_be_kept(self, position, row, by=poster)
        if "kept" in row:
            self._keep(row, position.id)
        if row["then"] == "closed":
            yield 10
            close_position(position.id, by=poster)

    def _keep(self, row: dict[str, Any], position_id: Any) -> None:
        keeper = self.freelancer(KEEPER).actor
        kept = save_position(position_id, by=keeper)
        interview = row["kept"] == "interview"
        note_application(
            kept.id, by=keeper, step=row["kept"], note=row["note"],
            next_at=clock.now() + timedelta(days=5) if interview else None, next_what="Call" if interview else "",
        )  # fmt: skip
