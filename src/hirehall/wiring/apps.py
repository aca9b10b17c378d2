from django.apps import AppConfig


class WiringConfig(AppConfig):
    name = "hirehall.wiring"
    label = "wiring"

    def ready(self) -> None:
        from hirehall.wiring import file_readers, own_data

        file_readers.fill()
        own_data.fill()
