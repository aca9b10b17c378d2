"""What people type: a message with files, and how they want to be mailed. Parsing only."""

from __future__ import annotations

from typing import Any

from django import forms

from hirehall.conversations.queries import MailSetting
from hirehall.conversations.states import Group, Mail
from hirehall.files.fields import FilesField

GROUP_LABELS = {
    Group.WORK: ("Work", "Proposals, offers, deliveries, changes of a contract."),
    Group.MESSAGES: ("Messages", "Somebody wrote and you have not read it ten minutes later."),
    Group.MONEY: ("Money", "Payments, releases, refunds, payouts. Cannot be switched off."),
    Group.REVIEWS: ("Reviews", "A review waits, is about to close, or has become visible."),
    Group.HALL: ("The hall", "Its fees change, or a change is taken back."),
    Group.SECURITY: ("Security", "Log-ins, passwords, keys. Always at once."),
}
MAIL_LABELS = {Mail.NOW: "At once", Mail.DIGEST: "Once a day", Mail.OFF: "Never"}


class MessageForm(forms.Form):
    """One message. Whether it may be empty or how long it may be is the action's business."""

    text = forms.CharField(
        label="Message",
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 4, "placeholder": "Write a message"}),
        help_text="Markdown works: **bold**, lists, links.",
    )
    attachments = FilesField(purpose="attachment", label="Files")
    key = forms.CharField(widget=forms.HiddenInput, max_length=64)


class MailForm(forms.Form):
    """One choice per group that has one."""

    def __init__(self, *args: Any, settings: list[MailSetting], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for setting in settings:
            label, hint = GROUP_LABELS[setting.group]
            self.fields[setting.group.value] = forms.ChoiceField(
                label=label,
                help_text=hint,
                choices=[(mail.value, MAIL_LABELS[mail]) for mail in Mail if mail in setting.choices],
                initial=setting.mail.value,
                widget=forms.RadioSelect,
                disabled=len(setting.choices) == 1,
            )
