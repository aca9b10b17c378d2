from django.urls import path

from hirehall.papers import pages

app_name = "papers"
MONTH = "money/statements/<int:year>-<int:month>-<str:currency>"
urlpatterns = [
    path("money/statements/", pages.statements, name="statements"),
    path(f"{MONTH}/", pages.statement, name="statement"),
    path(f"{MONTH}.pdf", pages.statement_pdf, name="statement_pdf"),
    path(f"{MONTH}.csv", pages.statement_csv, name="statement_csv"),
    path("money/receipts/", pages.receipts, name="receipts"),
    path("money/receipts/<uuid:paper_id>.pdf", pages.receipt, name="receipt"),
]
