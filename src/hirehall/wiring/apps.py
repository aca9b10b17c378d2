from django.apps import AppConfig


class WiringConfig(AppConfig):
    name = "hirehall.wiring"
    label = "wiring"

    def ready(self) -> None:
        from hirehall.wiring import file_readers, frozen_clocks, money_subjects, own_data

        file_readers.fill()
        frozen_clocks.fill()
        money_subjects.fill()
        own_data.fill()
