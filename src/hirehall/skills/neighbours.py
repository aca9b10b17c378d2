"""Which founding skills are near each other: who has one needs little time for the other.

The closeness is how much of the one counts where the other is asked for, 0..1; it is the same both ways. A hall's own
skills without a line here are near those with which they share labels.
"""

from __future__ import annotations

NEAR: tuple[tuple[float, str], ...] = (
    (0.8, "JavaScript, TypeScript"),
    (0.7, "Python, Django"),
    (0.5, "React, Vue, JavaScript, TypeScript"),
    (0.4, "HTML and CSS, JavaScript, WordPress, Accessibility, Web performance"),
    (0.6, "PHP, WordPress, WooCommerce"),
    (0.4, "Java, C#, Go, Rust"),
    (0.4, "Java, Android"),
    (0.3, "Python, Ruby, PHP"),
    (0.5, "PostgreSQL, SQL"),
    (0.4, "REST APIs, Django, Go, Java"),
    (0.6, "Docker, Linux administration"),
    (0.5, "Android, iOS, Flutter"),
    (0.4, "Security review, Linux administration, Test automation"),
    (0.6, "Interface design, Prototyping, UX research, Design systems"),
    (0.4, "Interface design, Accessibility, HTML and CSS"),
    (0.5, "Branding, Typography, Print design, Packaging design"),
    (0.5, "Illustration, Information graphics, Icon design"),
    (0.5, "Information graphics, Data visualisation, Presentation design"),
    (0.6, "Photography, Photo retouching"),
    (0.4, "3D modelling, Animation"),
    (0.6, "Copywriting, Product descriptions, Blog writing, UX writing"),
    (0.8, "Technical writing, Documentation"),
    (0.5, "Technical writing, UX writing, Plain language"),
    (0.7, "Editing, Proofreading"),
    (0.5, "Journalism, Interviewing, Blog writing"),
    (0.5, "Script writing, Speech writing, Ghostwriting"),
    (0.5, "Localisation, Post-editing, Subtitling"),
    (0.4, "Translation German-English, Localisation, Post-editing"),
    (0.4, "Translation French-English, Localisation, Post-editing"),
    (0.4, "Translation Spanish-English, Localisation, Post-editing"),
    (0.5, "Subtitling, Transcription"),
    (0.5, "SEO, Search advertising, Web analytics, Conversion optimisation"),
    (0.5, "Social media, Influencer relations, Public relations"),
    (0.4, "E-mail marketing, Copywriting, CRM administration"),
    (0.4, "Marketing strategy, Market research, Branding"),
    (0.5, "Statistics, Machine learning, Forecasting, Data cleaning"),
    (0.6, "Data visualisation, Business intelligence, Spreadsheets"),
    (0.5, "SQL, Data engineering, Data cleaning"),
    (0.5, "Python, Web scraping, Machine learning, Data engineering"),
    (0.4, "Survey design, Market research, Statistics"),
    (0.6, "Video editing, Filming, Colour grading, Explainer videos"),
    (0.5, "Animation, Explainer videos, Illustration"),
    (0.6, "Sound design, Mixing and mastering, Podcast editing, Music composition"),
    (0.3, "Podcast editing, Voice-over"),
    (0.5, "Virtual assistance, Data entry, Customer support, Research assistance"),
    (0.6, "Bookkeeping, Payroll"),
    (0.4, "Event planning, Event marketing, Project management"),
    (0.4, "Business plans, Grant writing, Market research"),
    (0.4, "Procurement, Contract management"),
)


def near_by_name() -> dict[frozenset[str], float]:
    """How close each pair of names is, in small letters; the closest line counts."""
    found: dict[frozenset[str], float] = {}
    for closeness, line in NEAR:
        names = [name.strip().lower() for name in line.split(",")]
        for place, one in enumerate(names):
            for other in names[place + 1 :]:
                pair = frozenset((one, other))
                found[pair] = max(closeness, found.get(pair, 0.0))
    return found
