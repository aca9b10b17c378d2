"""How tests, certificates and what follows from them are obtained. Modules above ask ``certified`` and ``vetted``."""

from hirehall.vetting.queries.banks import (
    VersionPage,
    bank_here,
    bank_rows,
    examiners_of,
    may_examine,
    same_house,
    version_for,
    version_now,
    version_page,
    why_not_now,
)
from hirehall.vetting.queries.certificates import (
    CertificateCard,
    cards_of,
    certificate_page,
    certificates_of,
    certified,
    own_certificates,
)
from hirehall.vetting.queries.files import LARGEST_FILE, bank_as_csv, bank_as_toml, read_bank_file
from hirehall.vetting.queries.own_data import exported
from hirehall.vetting.queries.sittings import (
    answers_to_mark,
    appeals_waiting,
    question_page,
    result_page,
    sitting_for,
    sittings_to_end,
    tests_page,
    written,
)
from hirehall.vetting.queries.statistics import bank_statistics

__all__ = [
    "LARGEST_FILE",
    "CertificateCard",
    "VersionPage",
    "answers_to_mark",
    "appeals_waiting",
    "bank_as_csv",
    "bank_as_toml",
    "bank_here",
    "bank_rows",
    "bank_statistics",
    "cards_of",
    "certificate_page",
    "certificates_of",
    "certified",
    "examiners_of",
    "exported",
    "may_examine",
    "own_certificates",
    "question_page",
    "read_bank_file",
    "result_page",
    "same_house",
    "sitting_for",
    "sittings_to_end",
    "tests_page",
    "version_for",
    "version_now",
    "version_page",
    "why_not_now",
    "written",
]
