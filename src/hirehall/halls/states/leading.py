"""What a hall's home page can lead with. A module that adds a way of its own adds its line here."""

FIRST = "milestone"
LEADS = {
    FIRST: "Briefs and proposals",
    "package": "Services to order",
    "unit": "The order pool",
    "portfolio": "The gallery",
    "trial": "A freelancer found by a matcher",
    "vetting": "Screening, and the vetted",
    "listing": "Outside positions",
}
