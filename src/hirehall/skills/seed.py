"""The taxonomy with which a new hall starts. An operator adds, closes and renames from there."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SeedCategory:
    """A category and its skills; each skill is a name, or ``name: synonym, synonym``."""

    slug: str
    name: str
    icon: str
    lines: str

    def skills(self) -> list[tuple[str, tuple[str, ...]]]:
        found = []
        for line in self.lines.strip().splitlines():
            name, _, synonyms = line.strip().partition(":")
            words = tuple(word.strip() for word in synonyms.split(",") if word.strip())
            found.append((name.strip(), words))
        return found


SEED = (
    SeedCategory(
        "software",
        "Software",
        "code-xml",
        """
        Python: py, python3
        Django: django rest framework, drf
        JavaScript: js, ecmascript
        TypeScript: ts
        React: reactjs, react.js
        Vue: vuejs, vue.js
        HTML and CSS: html, css, web markup, frontend
        PHP: laravel, symfony
        Java: spring, jvm
        Go: golang
        Rust: rustlang
        C#: csharp, dotnet, .net
        Ruby: rails, ruby on rails
        PostgreSQL: postgres, psql
        REST APIs: api design, web api, openapi
        Docker: containers, compose
        Linux administration: sysadmin, server administration, devops
        Android: kotlin
        iOS: swift, iphone apps
        Flutter: dart
        WordPress: wp, wordpress themes, gutenberg
        WooCommerce: online shop, web shop
        Web performance: page speed, core web vitals
        Security review: penetration test, application security, pentest
        Accessibility: a11y, wcag
        Test automation: qa, end-to-end tests, playwright
        """,
    ),
    SeedCategory(
        "design",
        "Design",
        "pen-tool",
        """
        Interface design: ui, ui design, app design
        Prototyping: wireframes, click dummy, figma
        UX research: user research, usability test
        Design systems: component library
        Branding: brand identity, logo, corporate design
        Illustration: drawing, editorial illustration
        Information graphics: infographics, diagrams
        Typography: type design, lettering, fonts
        Print design: brochure, poster, layout, indesign
        Packaging design: packaging, label design
        Presentation design: slides, pitch deck, powerpoint
        Icon design: icons, pictograms
        Photography: photos, product photography
        Photo retouching: image editing, photoshop
        3D modelling: blender, 3d rendering
        """,
    ),
    SeedCategory(
        "writing",
        "Writing",
        "feather",
        """
        Copywriting: advertising copy, web copy, slogans
        Blog writing: articles, content writing
        Technical writing: manuals, software documentation
        Documentation: docs, knowledge base, help pages
        UX writing: microcopy, interface text
        Editing: copy editing, structural editing
        Proofreading: spelling, grammar check
        Journalism: reporting, news writing
        Interviewing: interviews, portraits
        Script writing: screenplay, video script
        Grant writing: funding applications, proposals for grants
        Plain language: easy read, easy language
        Product descriptions: shop texts, catalogue texts
        Speech writing: speeches
        Ghostwriting: book writing, memoir
        """,
    ),
    SeedCategory(
        "translation",
        "Translation",
        "languages",
        """
        Translation German-English: german english, deutsch englisch
        Translation French-English: french english, français anglais
        Translation Spanish-English: spanish english, español inglés
        Translation Italian-English: italian english, italiano inglese
        Translation Portuguese-English: portuguese english, português inglês
        Translation Polish-English: polish english, polski angielski
        Translation Arabic-English: arabic english
        Translation Chinese-English: chinese english, mandarin
        Legal translation: contracts translation, sworn translation
        Medical translation: pharmaceutical translation
        Localisation: localization, l10n, i18n, software translation
        Subtitling: subtitles, captions
        Interpreting: simultaneous interpreting, consecutive interpreting
        Post-editing: machine translation editing, mtpe
        """,
    ),
    SeedCategory(
        "marketing",
        "Marketing",
        "megaphone",
        """
        Marketing strategy: positioning, go-to-market
        SEO: search engine optimisation, search engine optimization, keyword research
        Search advertising: sem, google ads, paid search
        Social media: community management, social posts
        E-mail marketing: newsletter, email campaigns
        Web analytics: tracking, matomo, conversion analysis
        Conversion optimisation: a/b test, landing page optimisation
        Market research: competitor analysis
        Public relations: pr, press work
        Influencer relations: creator campaigns
        Event marketing: trade fair
        Affiliate marketing: partner programme
        """,
    ),
    SeedCategory(
        "data",
        "Data",
        "chart-line",
        """
        SQL: database queries
        Statistics: statistical analysis, r, regression
        Spreadsheets: excel, calc, google sheets
        Data visualisation: data visualization, dashboards, charts
        Data cleaning: data cleansing, data preparation
        Data engineering: etl, pipelines
        Machine learning: ml, scikit-learn, deep learning
        Survey design: questionnaires
        Maps and GIS: cartography, geodata, qgis
        Web scraping: data extraction, crawling
        Business intelligence: bi, reporting, power bi, metabase
        Forecasting: time series
        """,
    ),
    SeedCategory(
        "audio-video",
        "Audio and video",
        "clapperboard",
        """
        Video editing: cutting, premiere, davinci resolve
        Filming: camera, videography
        Colour grading: color grading, color correction
        Animation: motion design, after effects, motion graphics
        Podcast editing: podcast production
        Sound design: sound effects, game audio
        Music composition: composing, jingles
        Mixing and mastering: audio engineering
        Voice-over: narration, speaker, voice actor
        Transcription: transcripts, typing from audio
        Live streaming: stream production
        Explainer videos: explainer film
        """,
    ),
    SeedCategory(
        "business-support",
        "Business support",
        "briefcase-business",
        """
        Virtual assistance: va, personal assistant, office help
        Project management: scrum master, project coordination
        Customer support: help desk, support tickets
        Bookkeeping: accounting, ledger
        Payroll: wages, salary accounting
        Data entry: typing, form entry
        Research assistance: desk research, web research
        Recruiting: hiring support, sourcing
        Event planning: event organisation
        Procurement: purchasing, supplier search
        Business plans: business planning, financial plan
        Contract management: contract administration
        Training and coaching: workshops, e-learning
        CRM administration: salesforce, hubspot, customer data
        """,
    ),
)
