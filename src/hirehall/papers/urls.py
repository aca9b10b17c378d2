from django.urls import path, register_converter

from hirehall.papers import pages


class Currency:
    """An ISO 4217 code."""

    regex = "[A-Z]{3}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(Currency, "currency")

app_name = "papers"
MONTH = "money/statements/<int:year>-<int:month>-<currency:currency>"
urlpatterns = [
    path("money/statements/", pages.statements, name="statements"),
    path(f"{MONTH}/", pages.statement, name="statement"),
    path(f"{MONTH}.pdf", pages.statement_pdf, name="statement_pdf"),
    path(f"{MONTH}.csv", pages.statement_csv, name="statement_csv"),
    path("money/receipts/", pages.receipts, name="receipts"),
    path("money/receipts/<uuid:paper_id>.pdf", pages.receipt, name="receipt"),
]
