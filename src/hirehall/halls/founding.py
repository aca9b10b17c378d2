"""The clauses with which a new hall starts; an operator dates newer versions from there."""

from __future__ import annotations

CLAUSES = (
    (
        "intellectual_property",
        "Rights pass on payment",
        (
            "When work is paid, all rights of use in what was delivered for it pass to the client: exclusive, "
            "without limit of time or place. Until then they stay with the freelancer. Tools, libraries and templates "
            "that the freelancer had before stay theirs; the client may use them as part of the work. Work of third "
            "parties is named in the delivery together with its licence."
        ),
    ),
    (
        "intellectual_property",
        "The freelancer keeps the rights",
        (
            "The rights in the work stay with the freelancer. When work is paid, the client receives a simple "
            "right to use what was delivered, for the purpose named in the brief, without limit of time or place. The "
            "freelancer may show the work as a sample."
        ),
    ),
    (
        "confidentiality",
        "Both sides keep secrets",
        (
            "Neither side passes on what it learns from the other and what is evidently not meant for others, during "
            "the contract and for two years after it. This does not hold for what is public, what was known before, "
            "or what the law demands to be told."
        ),
    ),
    (
        "confidentiality",
        "The work may be shown",
        (
            "Both sides keep the other’s secrets. The freelancer may name the client and show the published work as a "
            "sample, thirty days after its publication."
        ),
    ),
)
