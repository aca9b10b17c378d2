"""Forms parse; what is allowed, the actions decide."""

from hirehall.market.forms.briefs import BriefForm, StartForm
from hirehall.market.forms.panels import AddendumForm, PanelForm
from hirehall.market.forms.proposals import ProposalForm
from hirehall.market.forms.small import (
    AnswerForm,
    AppealForm,
    AskForm,
    DecideForm,
    InviteForm,
    NoteForm,
    ReasonForm,
    ScreenForm,
)

__all__ = [
    "AddendumForm",
    "AnswerForm",
    "AppealForm",
    "AskForm",
    "BriefForm",
    "DecideForm",
    "InviteForm",
    "NoteForm",
    "PanelForm",
    "ProposalForm",
    "ReasonForm",
    "ScreenForm",
    "StartForm",
]
