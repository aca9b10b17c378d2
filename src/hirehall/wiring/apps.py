from django.apps import AppConfig


class WiringConfig(AppConfig):
    name = "hirehall.wiring"
    label = "wiring"

    def ready(self) -> None:
        from hirehall.wiring import (
            contract_archive,
            engagement_models,
            file_readers,
            fitting,
            hall_currency,
            joining,
            leaving,
            money_subjects,
            next_steps,
            own_data,
            service_pages,
            serving,
            skill_uses,
        )

        file_readers.fill()
        fitting.fill()
        joining.fill()
        leaving.fill()
        hall_currency.fill()
        engagement_models.fill()
        contract_archive.fill()
        money_subjects.fill()
        service_pages.fill()
        skill_uses.fill()
        serving.fill()
        next_steps.fill()
        own_data.fill()
